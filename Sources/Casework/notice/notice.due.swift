package import Records
package import Wire

/// `notice.due` (server only): the time for an answer to one person's notice ran out. Silence becomes `no_response`, which is an end
/// of its own and no agreement (E11). Notices to everybody have no such timer: there silence is the absence of a receipt.
package enum NoticeDue: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package struct Facts: Sendable {
        package var receipt: Stored<NoticeReceipt>?
        package var requires: NoticeRequires
    }

    package static let op = "notice.due"
    package static let area = "notice"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the receipt")]
    package static let meaning = LocalizedText(
        zh: "答复期满无回应：记为“未回应”，不视为同意。", en: "No answer came in time: recorded as no response, never as agreement.")
    package static let example: JSON = ["id": "N3aBcDeFgHi.184"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        let receipt = try reader.record(NoticeReceipt.self, id: a.id)
        let notice = try receipt.flatMap { try reader.record(Notice.self, id: $0.record.notice)?.record }
        return Facts(receipt: receipt, requires: notice?.requires ?? .nothing)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        guard let stored = facts.receipt, facts.requires != .nothing,
            !(facts.requires == .read && stored.record.readAt != nil),
            let next = NoticeCase.table[state: stored.record.status, event: .lapse]
        else { return changes }
        var receipt = stored.record
        receipt.status = next
        receipt.noResponseAt = env.now
        receipt.history.record(env.entry(op, next))
        changes.put(receipt, in: stored.feed)
        return changes
    }
}
