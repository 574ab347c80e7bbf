package import Base
package import Records
package import Wire

/// `notice.acknowledge`: the person confirms knowing a notice, bound to its digest. It proves knowledge, not agreement to less pay
/// (law LN-4); a repeat changes nothing (LN-7).
package enum NoticeAcknowledge: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var digest: String
        package var lang: String?
        package var shownAt: Timestamp?

        enum CodingKeys: String, CodingKey {
            case id, digest, lang
            case shownAt = "shown_at"
        }
    }

    package static let op = "notice.acknowledge"
    package static let area = "notice"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let leaversMay = true
    package static let arguments: [Column] = [
        .text("id", "the notice"), .text("digest", "its digest, computed from the text that was shown"),
        .text("lang", optional: true, "language that was shown"),
        .time("shown_at", optional: true, "when the device says that it showed it (a claim)"),
    ]
    package static let meaning = LocalizedText(zh: "确认知悉一份通知。", en: "Confirms knowing a notice.")
    package static let example: JSON = ["id": "N3aBcDeFgHi", "digest": "2vmj6WQm8f3b0JwM5r8Yk1nUQmVxk0Vt0oJv3a9rBqY", "lang": "zh-Hans"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> LadderFacts {
        try LadderFacts.load(a.id, actor, reader)
    }

    package static func decide(_ a: Arguments, _ facts: LadderFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.lang, "lang", 1...35)
        return try facts.step(.acknowledge, op: op, digest: a.digest, lang: a.lang, shownAt: a.shownAt, env)
    }
}
