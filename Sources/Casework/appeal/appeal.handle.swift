package import Records
package import Wire

/// `appeal.handle`: a handler takes an appeal into investigation, or asks its person for more. Never a party to it (H3).
package enum AppealHandle: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var ask: String?
    }

    package static let op = "appeal.handle"
    package static let area = "appeal"
    package static let roles: Set<Role> = [.hr, .auditor]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "the appeal"), .text("ask", optional: true, "a question to its person, ≤ 4,000 bytes; none: takes it"),
    ]
    package static let meaning = LocalizedText(zh: "受理申诉，或要求补充材料。", en: "Takes an appeal, or asks its person for more.")
    package static let example: JSON = ["id": "P5aBcDeFgHi", "ask": "请补充加班审批单"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> AppealFacts {
        try AppealFacts.load(a.id, actor, reader)
    }

    package static func decide(_ a: Arguments, _ facts: AppealFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.ask, "ask", 1...4000)
        var appeal = facts.appeal.record
        try Decision.notOwn(env.actor, applicant: appeal.raisedBy)
        appeal.status = try AppealCase.table.step(facts.appeal, from: appeal.status, a.ask == nil ? .take : .ask)
        appeal.handler = env.actor.employee
        appeal.history.record(env.entry(op, appeal.status, reason: a.ask))
        var changes = Changes()
        changes.put(appeal, in: facts.appeal.feed)
        if let task = facts.task, task.record.status == .open || task.record.status == .claimed {
            var claimed = task.record
            claimed.status = .claimed
            claimed.assignee = env.actor.employee
            claimed.history.record(env.entry(op, claimed.status))
            changes.put(claimed, in: task.feed)
        }
        changes.result = AppealFacts.result(appeal)
        return changes
    }
}
