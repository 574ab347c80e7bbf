package import Records
package import Wire

/// `reimbursement.withdraw`: takes a claim back before it is decided; its receipts may be claimed again.
package enum ReimbursementWithdraw: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var reason: String?
    }

    package static let op = "reimbursement.withdraw"
    package static let area = "reimbursement"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the claim"), .text("reason", optional: true, "why, ≤ 2,000 bytes")]
    package static let meaning = LocalizedText(zh: "撤回尚未审核的报销单。", en: "Takes back a claim that is not decided yet.")
    package static let example: JSON = ["id": "R4aBcDeFgHi"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> ReimbursementFacts {
        try ReimbursementFacts.load(People.ownRecord(Reimbursement.self, a.id, actor, reader), reader)
    }

    package static func decide(_ a: Arguments, _ facts: ReimbursementFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason")
        var claim = facts.claim.record
        claim.status = try ReimbursementCase.table.step(facts.claim, from: claim.status, .withdraw)
        claim.history.record(env.entry(op, claim.status, reason: a.reason))
        var changes = Changes()
        changes.put(claim, in: facts.claim.feed)
        ReimbursementCase.forget(facts.marks, &changes)
        Tasks.close(facts.decideTask, .cancel, env, &changes)
        changes.result = ["id": .string(claim.id), "status": .string(claim.status.rawValue)]
        return changes
    }
}
