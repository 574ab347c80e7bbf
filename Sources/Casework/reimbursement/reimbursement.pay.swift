package import Base
package import Records
package import Wire

/// `reimbursement.pay`: the approved amount was paid on that day (G6). Never marked by the claimant.
package enum ReimbursementPay: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var date: LocalDate
        package var note: String?
    }

    package static let op = "reimbursement.pay"
    package static let area = "reimbursement"
    package static let roles: Set<Role> = [.finance]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "the claim"), .date("date", "day of payment"), .text("note", optional: true, "voucher number, ≤ 500 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "登记报销款已支付。", en: "Records that a claim was paid.")
    package static let example: JSON = ["id": "R4aBcDeFgHi", "date": "2026-11-20"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> ReimbursementFacts {
        guard let claim = try reader.record(Reimbursement.self, id: a.id) else { throw Refusal.notFound }
        return try ReimbursementFacts.load(claim, reader)
    }

    package static func decide(_ a: Arguments, _ facts: ReimbursementFacts, _ env: Environment) throws(Refusal) -> Changes {
        var claim = facts.claim.record
        try Decision.notOwn(env.actor, applicant: claim.employee)
        try Check.text(a.note, "note", 1...500)
        claim.status = try ReimbursementCase.table.step(facts.claim, from: claim.status, .pay)
        guard a.date <= env.today else {
            throw .invalid(
                "date", "reimbursement.pay_future", zh: "支付日期在今天之后。", en: "That day has not come yet.", nearest: .string("\(env.today)"))
        }
        claim.paymentDate = a.date
        claim.history.record(env.entry(op, claim.status, reason: a.note))
        var changes = Changes()
        changes.put(claim, in: facts.claim.feed)
        Tasks.close(facts.payTask, .complete, env, &changes)
        changes.result = ["id": .string(claim.id), "status": .string(claim.status.rawValue)]
        return changes
    }
}
