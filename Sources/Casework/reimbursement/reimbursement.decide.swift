package import Base
package import Records
package import Wire

/// `reimbursement.decide`: what of each line is approved; less than claimed needs a reason code and words, line by line (G5).
package enum ReimbursementDecide: Command {
    package struct Line: Codable, Sendable {
        package var line: String
        package var amount: Money
        package var reasonCode: String?
        package var reason: String?

        enum CodingKeys: String, CodingKey {
            case line, amount, reason
            case reasonCode = "reason_code"
        }
    }

    package struct Arguments: Codable, Sendable {
        package var id: String
        package var lines: [Line]
        package var reason: String?
    }

    package static let op = "reimbursement.decide"
    package static let area = "reimbursement"
    package static let roles: Set<Role> = [.finance]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "the claim"),
        .list(
            "lines",
            [
                .text("line", "line of the claim"), .money("amount", "approved, fen; 0 to what was claimed"),
                .text("reason_code", optional: true, "needed where less than claimed is approved"),
                .text("reason", optional: true, "needed where less than claimed is approved, ≤ 2,000 bytes"),
            ], "every line of the claim once"),
        .text("reason", optional: true, "words on the whole, ≤ 2,000 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "逐行审核报销单。", en: "Decides a claim line by line.")
    package static let example: JSON = [
        "id": "R4aBcDeFgHi", "lines": [["line": "1", "amount": 20_000, "reason_code": "over_limit", "reason": "超出二等座标准"]],
    ]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> ReimbursementFacts {
        guard let claim = try reader.record(Reimbursement.self, id: a.id) else { throw Refusal.notFound }
        return try ReimbursementFacts.load(claim, reader)
    }

    package static func decide(_ a: Arguments, _ facts: ReimbursementFacts, _ env: Environment) throws(Refusal) -> Changes {
        var claim = facts.claim.record
        try Decision.notOwn(env.actor, applicant: claim.employee)
        try Check.text(a.reason, "reason")
        // The state first: who comes second is told so, whatever is wrong with the rest.
        _ = try ReimbursementCase.table.step(facts.claim, from: claim.status, .reject)
        guard a.lines.count == claim.lines.count, Set(a.lines.map(\.line)) == Set(claim.lines.map(\.line)) else {
            throw .invalid(
                "lines", "reimbursement.lines_complete", zh: "须对每一行作出一次审核。", en: "Every line of the claim is decided once.",
                nearest: .array(claim.lines.map { .string($0.line) }))
        }
        var total = Money.zero
        for index in claim.lines.indices {
            guard let ruling = a.lines.first(where: { $0.line == claim.lines[index].line }) else { continue }
            try apply(ruling, to: &claim.lines[index])
            total += ruling.amount
        }
        claim.totalSanctionedAmount = total
        claim.status = try ReimbursementCase.table.step(facts.claim, from: claim.status, total > .zero ? .approve : .reject)
        (claim.decidedBy, claim.decidedAt, claim.decisionReason) = (env.actor.employee, env.now, a.reason)
        claim.history.record(env.entry(op, claim.status, reason: a.reason))
        var changes = Changes()
        changes.put(claim, in: facts.claim.feed)
        Tasks.close(facts.decideTask, .complete, env, &changes)
        if claim.status == .approved {
            Tasks.open(
                .reimbursementPay, about: Reimbursement.self, claim.id, in: .finance,
                due: Deadlines.after(Deadlines.reimbursementDays, env.today), existing: facts.payTask, env, &changes)
        } else {
            ReimbursementCase.forget(facts.marks, &changes)
        }
        changes.result = ["id": .string(claim.id), "status": .string(claim.status.rawValue), "sanctioned": .int(total.fen)]
        return changes
    }

    private static func apply(_ ruling: Line, to line: inout ReimbursementLine) throws(Refusal) {
        guard ruling.amount >= .zero, ruling.amount <= line.amount else {
            throw .invalid(
                "lines.amount", "reimbursement.amount_range", zh: "批准金额应在零与申请金额之间。", en: "Between nothing and what was claimed.",
                nearest: .int(ruling.amount < .zero ? 0 : line.amount.fen))
        }
        line.sanctionedAmount = ruling.amount
        guard ruling.amount < line.amount else {
            try Check.text(ruling.reason, "reason")
            line.sanctionReason = ruling.reason
            return
        }
        let reasons = try Decision.reasons(code: ruling.reasonCode, text: ruling.reason)
        (line.sanctionCode, line.sanctionReason) = (reasons.code, reasons.text)
    }
}
