import Base
package import Records
package import Wire

/// `erasure.request`: a person asks that their data be deleted (PIPL 47); also after leaving. HR decides, a second person confirms.
package enum ErasureRequest: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var collections: [String]?
        package var reason: String?
    }

    package struct Facts: Sendable {
        package var person: Employee
        package var pending: Stored<Erasure>?
        package var number: Int64
    }

    package static let op = "erasure.request"
    package static let area = "retention"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let leaversMay = true
    package static let arguments: [Column] = [
        .text("id", "id of the new request, 11 characters"), .texts("collections", optional: true, "what it is about; absent: everything"),
        .text("reason", optional: true, "why, ≤ 2,000 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "请求删除个人信息。", en: "Asks that one's own data be deleted.")
    package static let example: JSON = ["id": "X1aBcDeFgHi", "collections": ["profile_correction"], "reason": "处理目的已实现"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        let me = try People.own(actor, reader).record
        guard try !reader.isTaken(Erasure.schema, id: a.id) else { throw Refusal.idTaken }
        let others = try reader.records(Erasure.self, in: .employee(me.id), limit: 2_000)
        return Facts(
            person: me, pending: others.first { [.open, .proposed, .running].contains($0.record.status) },
            number: try reader.nextNumber("erasure_no"))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try Check.text(a.reason, "reason")
        let collections = a.collections ?? []
        try Check.count(collections.count, "collections", 0...RetentionTable.rules.count)
        for name in collections where RetentionTable[name] == nil {
            throw .invalid(
                "collections", "erasure.collection", zh: "没有可删除的这一类记录：\(name)。", en: "Nothing of that kind can be deleted: \(name).",
                nearest: .array(RetentionTable.rules.map { .string($0.collection) }))
        }
        if let pending = facts.pending {
            throw Refusal.moved(pending, "erasure.pending", zh: "已有一项删除请求在处理。", en: "A request is being handled already.")
        }
        let due = Deadlines.after(ErasureCase.answerDays, env.today)
        var request = Erasure(
            id: a.id, no: Deadlines.number(facts.number, env.today), employee: facts.person.id, collections: Set(collections).sorted(),
            reason: a.reason, status: .open, postingDate: env.today, dueDate: due)
        request.history.record(env.entry(op, request.status, reason: a.reason))
        var changes = Changes()
        changes.create(request, in: .employee(facts.person.id))
        Tasks.open(.erasureDecide, about: Erasure.self, request.id, in: .hr, due: due, env, &changes)
        changes.result = ["id": .string(a.id), "no": .string(request.no), "due_date": .string("\(due)")]
        return changes
    }
}
