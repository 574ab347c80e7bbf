package import Records
package import Wire

/// `deletion.confirm`: another admin than the one who asked confirms the frozen list by its digest, or rejects it.
package enum DeletionConfirm: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var digest: String
        package var decision: Verdict
        package var reason: String?
    }

    package struct Facts: Sendable {
        package var deletion: DeletionFacts
        package var two: TwoPersons
    }

    package static let op = "deletion.confirm"
    package static let area = "retention"
    package static let roles: Set<Role> = [.admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "the deletion"), .text("digest", "digest of the frozen list that was looked at"),
        .word("decision", Verdict.self, "approve or reject"), .text("reason", optional: true, "why, ≤ 2,000 bytes; needed to reject"),
    ]
    package static let meaning = LocalizedText(
        zh: "独立的第二人复核到期删除清单：角色或设备激活码由对方一人单独给出未满30天的，不算第二人。",
        en: "The second person confirms or rejects a deletion; nobody counts whose role, or code for the device, came from the other alone less than "
            + "30 days ago.")
    package static let example: JSON = [
        "id": "D1aBcDeFgHi", "digest": "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg", "decision": "approve",
    ]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        let facts = try DeletionFacts.load(a.id, reader)
        let asked = facts.deletion.record
        let two = try TwoPersons.load(
            first: asked.askedBy, in: DeletionPropose.roles, under: asked.askedUnder, at: asked.askedAt, second: actor, in: roles, reader)
        return Facts(deletion: facts, two: two)
    }

    package static func decide(_ a: Arguments, _ given: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.word(a.decision, "decision")
        try Check.text(a.reason, "reason")
        let facts = given.deletion
        var deletion = facts.deletion.record
        guard let me = env.actor.employee, me != deletion.askedBy else {
            throw .rule("deletion.second_person", zh: "须由另一名管理员复核。", en: "Another admin has to confirm it.")
        }
        if a.decision == .reject, a.reason == nil {
            throw .invalid("reason", "decision.reason", zh: "拒绝时须写明理由。", en: "A refusal needs a reason in words.")
        }
        deletion.status = try DeletionCase.table.step(facts.deletion, from: deletion.status, a.decision == .approve ? .approve : .reject)
        guard a.digest == deletion.digest else {
            throw Refusal.moved(
                facts.deletion, "deletion.digest", zh: "清单与您看到的不同，请重新核对。", en: "The list is not the one that was looked at; look again.")
        }
        // To say no needs no independence.
        if a.decision == .approve { try given.two.check(env) }
        deletion.confirmedBy = me
        deletion.history.record(env.entry(op, deletion.status, reason: a.reason))
        var changes = Changes()
        if a.decision == .approve { changes.schedule(DeletionRun.op, at: env.now, ["id": .string(a.id)]) } else { deletion.finishedAt = env.now }
        changes.put(deletion, in: facts.deletion.feed)
        Tasks.close(facts.task, .complete, env, &changes)
        changes.result = [
            "id": .string(a.id), "status": .string(deletion.status.rawValue), "listed": .int(Int64(deletion.listed)),
        ]
        return changes
    }
}
