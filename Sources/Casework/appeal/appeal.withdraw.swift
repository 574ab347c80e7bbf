package import Records
package import Wire

/// `appeal.withdraw`: takes an appeal back before it is decided.
package enum AppealWithdraw: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var reason: String?
        /// The matter was settled with the other side.
        package var settled: Bool?
    }

    package static let op = "appeal.withdraw"
    package static let area = "appeal"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let leaversMay = true
    package static let arguments: [Column] = [
        .text("id", "the appeal"), .text("reason", optional: true, "why, ≤ 2,000 bytes"),
        .bool("settled", optional: true, "the matter was settled with the other side"),
    ]
    package static let meaning = LocalizedText(zh: "撤回申诉。", en: "Takes an appeal back.")
    package static let example: JSON = ["id": "P5aBcDeFgHi", "reason": "差额已补发", "settled": true]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> AppealFacts {
        try AppealFacts.own(a.id, actor, reader)
    }

    package static func decide(_ a: Arguments, _ facts: AppealFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason")
        var appeal = facts.appeal.record
        appeal.status = try AppealCase.table.step(facts.appeal, from: appeal.status, a.settled ?? false ? .settle : .withdraw)
        appeal.withdrawReason = a.reason
        appeal.history.record(env.entry(op, appeal.status, reason: a.reason))
        var changes = Changes()
        changes.put(appeal, in: facts.appeal.feed)
        Tasks.close(facts.task, .cancel, env, &changes)
        changes.result = AppealFacts.result(appeal)
        return changes
    }
}
