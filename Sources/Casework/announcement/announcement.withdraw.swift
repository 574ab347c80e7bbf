package import Records
package import Wire

/// `announcement.withdraw`: takes an announcement off the board; it stays readable as withdrawn.
package enum AnnouncementWithdraw: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package static let op = "announcement.withdraw"
    package static let area = "announcement"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [.text("id", "the announcement")]
    package static let meaning = LocalizedText(zh: "撤下公告。", en: "Takes an announcement off the board.")
    package static let example: JSON = ["id": "A8aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Stored<Announcement> {
        guard let stored = try reader.record(Announcement.self, id: a.id) else { throw Refusal.notFound }
        return stored
    }

    package static func decide(_ a: Arguments, _ stored: Stored<Announcement>, _: Environment) throws(Refusal) -> Changes {
        guard stored.record.status == .published else {
            throw Refusal.moved(stored, "announcement.withdrawn", zh: "公告已撤下。", en: "It has been withdrawn already.")
        }
        var announcement = stored.record
        announcement.status = .withdrawn
        var changes = Changes()
        changes.put(announcement, in: stored.feed)
        return changes
    }
}
