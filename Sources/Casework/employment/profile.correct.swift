import Base
package import Records
package import Wire

/// `profile.correct`: asks to have one field of the own master record put right; HR decides (A5).
package enum ProfileCorrect: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var field: String
        package var value: String
        package var reason: String?
        package var attachments: [String]?
    }

    package struct Facts: Sendable {
        package var person: Employee
        package var current: String?
        package var pending: Stored<ProfileCorrection>?
        package var blobs: [BlobInfo]
        package var number: Int64
    }

    package static let op = "profile.correct"
    package static let area = "employment"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "id of the new request, 11 characters"), .text("field", "column of employee or employee_private"),
        .text("value", "the right value, ≤ 500 bytes; dates YYYY-MM-DD"), .text("reason", optional: true, "why, ≤ 2,000 bytes"),
        .texts("attachments", optional: true, "content hashes of uploaded blobs, ≤ 5"),
    ]
    package static let meaning = LocalizedText(zh: "申请更正个人资料。", en: "Asks to have one's own record corrected.")
    package static let example: JSON = ["id": "C2aBcDeFgHi", "field": "mobile_phone", "value": "13900000000", "reason": "换号"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        let me = try People.own(actor, reader).record
        guard try !reader.isTaken(ProfileCorrection.schema, id: a.id) else { throw Refusal.idTaken }
        var current = try ProfileCase.value(a.field, of: me)
        if ProfileCase.fields[a.field] == EmployeePrivate.schema {
            current = try reader.record(EmployeePrivate.self, id: me.id).flatMap { try ProfileCase.value(a.field, of: $0.record) }
        }
        let others = try reader.records(ProfileCorrection.self, in: .employee(me.id), limit: 2000)
        return Facts(
            person: me, current: current, pending: others.first { $0.record.field == a.field && $0.record.status == .open },
            blobs: try Blobs.load(a.attachments ?? [], actor, reader), number: try reader.nextNumber("correction_no"))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try ProfileCase.check(a.field, a.value)
        try Check.text(a.reason, "reason")
        try Check.count(a.attachments?.count ?? 0, "attachments", 0...5)
        guard a.value != facts.current else {
            throw .rule("profile.same", zh: "与现有资料相同，无需更正。", en: "The record says so already.", field: "value")
        }
        if let pending = facts.pending {
            throw Refusal.moved(pending, "profile.pending", zh: "此项已有待审核的更正申请。", en: "A correction of this field is waiting already.")
        }
        let due = Deadlines.after(Deadlines.correctionDays, env.today)
        var correction = ProfileCorrection(
            id: a.id, no: Deadlines.number(facts.number, env.today), employee: facts.person.id,
            target: ProfileCase.fields[a.field]?.name ?? Employee.schema.name, field: a.field, oldValue: facts.current, newValue: a.value,
            reason: a.reason, attachments: a.attachments ?? [], status: .open, postingDate: env.today, dueDate: due)
        correction.history.record(env.entry(op, correction.status, reason: a.reason))
        var changes = Changes()
        changes.create(correction, in: .employee(facts.person.id))
        for blob in Set(facts.blobs) { changes.use(blob, in: ProfileCorrection.self, id: correction.id) }
        Tasks.open(.profileDecide, about: ProfileCorrection.self, correction.id, in: .hr, due: due, env, &changes)
        changes.result = ["id": .string(a.id), "no": .string(correction.no), "due_date": .string("\(due)")]
        return changes
    }
}
