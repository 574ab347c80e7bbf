package import Base
package import Records
package import Wire

/// `notice.dispute`: the person contests a notice, with a reason.
package enum NoticeDispute: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var digest: String
        package var reason: String
        package var lang: String?
        package var shownAt: Timestamp?

        enum CodingKeys: String, CodingKey {
            case id, digest, reason, lang
            case shownAt = "shown_at"
        }
    }

    package static let op = "notice.dispute"
    package static let area = "notice"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let leaversMay = true
    package static let arguments: [Column] = [
        .text("id", "the notice"), .text("digest", "its digest, computed from the text that was shown"),
        .text("reason", "what is contested, ≤ 2,000 bytes"), .text("lang", optional: true, "language that was shown"),
        .time("shown_at", optional: true, "when the device says that it showed it (a claim)"),
    ]
    package static let meaning = LocalizedText(zh: "对一份通知提出异议。", en: "Contests a notice.")
    package static let example: JSON = [
        "id": "N3aBcDeFgHi", "digest": "2vmj6WQm8f3b0JwM5r8Yk1nUQmVxk0Vt0oJv3a9rBqY", "reason": "停工留薪期尚未届满",
    ]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> LadderFacts {
        try LadderFacts.load(a.id, actor, reader)
    }

    package static func decide(_ a: Arguments, _ facts: LadderFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason")
        try Check.text(a.lang, "lang", 1...35)
        var changes = try facts.step(.dispute, op: op, digest: a.digest, lang: a.lang, shownAt: a.shownAt, reason: a.reason, env)
        guard !changes.isEmpty else { return changes }
        Tasks.open(
            .noticeDispute, about: NoticeReceipt.self, NoticeCase.receiptID(a.id, facts.employee), in: .hr,
            due: Deadlines.after(Deadlines.disputeDays, env.today), existing: facts.task, env, &changes)
        return changes
    }
}
