package import Records
package import Wire

/// `appeal.reply`: the person answers the handler's question.
package enum AppealReply: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var text: String
        package var attachments: [String]?
    }

    package struct Facts: Sendable {
        package var appeal: AppealFacts
        package var blobs: [BlobInfo]
    }

    package static let op = "appeal.reply"
    package static let area = "appeal"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let leaversMay = true
    package static let arguments: [Column] = [
        .text("id", "the appeal"), .text("text", "the answer, ≤ 4,000 bytes"),
        .texts("attachments", optional: true, "content hashes of uploaded blobs, ≤ 10"),
    ]
    package static let meaning = LocalizedText(zh: "答复申诉处理人的询问。", en: "Answers the handler's question.")
    package static let example: JSON = ["id": "P5aBcDeFgHi", "text": "加班审批单见附件"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        Facts(appeal: try AppealFacts.own(a.id, actor, reader), blobs: try Blobs.load(a.attachments ?? [], actor, reader))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.text, "text", 1...4000)
        try Check.count(a.attachments?.count ?? 0, "attachments", 0...10)
        let stored = facts.appeal.appeal
        var appeal = stored.record
        appeal.status = try AppealCase.table.step(stored, from: appeal.status, .reply)
        appeal.attachments = Array(Set(appeal.attachments + (a.attachments ?? []))).sorted()
        appeal.history.record(env.entry(op, appeal.status, reason: a.text))
        var changes = Changes()
        changes.put(appeal, in: stored.feed)
        for blob in Set(facts.blobs) { changes.use(blob, in: Appeal.self, id: appeal.id) }
        changes.result = AppealFacts.result(appeal)
        return changes
    }
}
