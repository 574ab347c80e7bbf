package import Base
package import Records
package import Wire

/// `announcement.publish`: puts information before everybody; it has no legal effect and no ladder.
package enum AnnouncementPublish: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var texts: [NoticeText]
        package var fromDate: LocalDate?
        package var untilDate: LocalDate?
        package var pinned: Bool?

        enum CodingKeys: String, CodingKey {
            case id, texts, pinned
            case fromDate = "from_date"
            case untilDate = "until_date"
        }
    }

    package static let op = "announcement.publish"
    package static let area = "announcement"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [
        .text("id", "id of the new announcement, 11 characters"), .list("texts", NoticeText.columns, "1 to 5 languages, together ≤ 40 KiB"),
        .date("from_date", optional: true, "first day it is shown; today unless stated"),
        .date("until_date", optional: true, "last day"), .bool("pinned", optional: true, "shown first"),
    ]
    package static let meaning = LocalizedText(zh: "发布公告。", en: "Publishes an announcement.")
    package static let example: JSON = [
        "id": "A8aBcDeFgHi", "texts": [["lang": "zh-Hans", "title": "食堂开放时间", "body": "自下周一起……"]], "until_date": "2026-12-31",
    ]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws {
        guard try !reader.isTaken(Announcement.schema, id: a.id) else { throw Refusal.idTaken }
    }

    package static func decide(_ a: Arguments, _: Void, _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try NoticeIssueRules.texts(a.texts)
        let from = a.fromDate ?? env.today
        if let until = a.untilDate { try Check.period(from, until, fields: ("from_date", "until_date"), days: 366 * 3) }
        let announcement = Announcement(
            id: a.id, texts: a.texts, status: .published, fromDate: from, untilDate: a.untilDate, pinned: a.pinned ?? false,
            publishedBy: env.actor.name, publishedAt: env.now)
        var changes = Changes()
        changes.create(announcement, in: .tenant)
        changes.result = ["id": .string(a.id)]
        return changes
    }
}
