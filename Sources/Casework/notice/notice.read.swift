package import Base
package import Records
package import Wire

/// `notice.read`: the person's device delivered, opened or showed a notice to its end.
package enum NoticeRead: Command {
    package enum Step: String, Word {
        case delivered, opened, read, other
    }

    package struct Arguments: Codable, Sendable {
        package var id: String
        package var digest: String
        package var step: Step?
        package var lang: String?
        package var shownAt: Timestamp?

        enum CodingKeys: String, CodingKey {
            case id, digest, step, lang
            case shownAt = "shown_at"
        }
    }

    package static let op = "notice.read"
    package static let area = "notice"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let leaversMay = true
    package static let arguments: [Column] = [
        .text("id", "the notice"), .text("digest", "its digest, computed from the text that was shown"),
        .word("step", Step.self, optional: true, "read unless another is stated"), .text("lang", optional: true, "language that was shown"),
        .time("shown_at", optional: true, "when the device says that it showed it (a claim)"),
    ]
    package static let meaning = LocalizedText(zh: "记录通知已送达、打开或读完。", en: "Records that a notice was delivered, opened or read.")
    package static let example: JSON = ["id": "N3aBcDeFgHi", "digest": "2vmj6WQm8f3b0JwM5r8Yk1nUQmVxk0Vt0oJv3a9rBqY", "lang": "zh-Hans"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> LadderFacts {
        try LadderFacts.load(a.id, actor, reader)
    }

    package static func decide(_ a: Arguments, _ facts: LadderFacts, _ env: Environment) throws(Refusal) -> Changes {
        let step = a.step ?? .read
        try Check.word(step, "step")
        try Check.text(a.lang, "lang", 1...35)
        let event: LadderEvent = step == .delivered ? .deliver : step == .opened ? .open : .read
        return try facts.step(event, op: op, digest: a.digest, lang: a.lang, shownAt: a.shownAt, env)
    }
}
