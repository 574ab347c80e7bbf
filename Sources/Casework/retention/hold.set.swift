import Base
package import Records
package import Wire

/// `hold.set`: from now on nothing of a person, or of a matter, is deleted. One of HR or the admins, with reason and reference; the
/// person concerned is told unless a provision lets that wait (PIPL 18).
package enum HoldSet: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var employee: String?
        package var record: String?
        package var reference: String
        package var reason: String
        package var untoldBasis: String?

        enum CodingKeys: String, CodingKey {
            case id, employee, record, reference, reason
            case untoldBasis = "untold_basis"
        }
    }

    package struct Facts: Sendable {
        /// The person whose records are held as a whole.
        package var person: String?
        /// Whom the matter concerns, to be told.
        package var concerned: String?
        /// The matter and the records it belongs to.
        package var records: [String]
    }

    package static let op = "hold.set"
    package static let area = "retention"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "id of the new hold, 11 characters"), .text("employee", optional: true, "employee id: hold all of this person's records"),
        .text("record", optional: true, "collection/id: hold this matter and what it is about"),
        .text("reference", "number of the case or of the authority's letter, ≤ 200 bytes"), .text("reason", "why, ≤ 2,000 bytes"),
        .text("untold_basis", optional: true, "provision under which the person is not told yet, ≤ 500 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "设置证据保全：保全期间不删除。", en: "Sets a legal hold: nothing it covers is deleted.")
    package static let example: JSON = ["id": "H1aBcDeFgHi", "employee": "184", "reference": "(2026)沪劳仲案字第118号", "reason": "劳动仲裁"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard try !reader.isTaken(LegalHold.schema, id: a.id) else { throw Refusal.idTaken }
        if let employee = a.employee, try reader.record(Employee.self, id: employee) == nil { throw Refusal.notFound }
        guard let record = a.record else { return Facts(person: a.employee, concerned: a.employee, records: []) }
        let parts = record.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = RetentionKind[parts[0]], let found = try kind.one(RetentionContext(reader), parts[1]) else {
            throw Refusal.notFound
        }
        return Facts(person: a.employee, concerned: a.employee ?? found.person, records: [record] + (try kind.links(reader, parts[1])))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try Check.text(a.reference, "reference", 1...200)
        try Check.text(a.reason, "reason")
        try Check.text(a.untoldBasis, "untold_basis", 1...500)
        guard a.employee != nil || a.record != nil else {
            throw .invalid("employee", "hold.nothing", zh: "须指明人员或事项。", en: "Say whose records, or which matter.")
        }
        var hold = LegalHold(
            id: a.id, employee: facts.person, records: facts.records, reference: a.reference, reason: a.reason, told: a.untoldBasis == nil,
            untoldBasis: a.untoldBasis, status: .active, setBy: env.actor.name, setAt: env.now)
        hold.history.record(env.entry(op, hold.status, reason: a.reason))
        var changes = Changes()
        changes.create(hold, in: .holds)
        if let person = facts.concerned, hold.told {
            changes.create(
                HoldMark(id: a.id, employee: person, status: .active, since: env.now, text: HoldCase.told), in: .employee(person))
        }
        changes.result = ["id": .string(a.id), "records": .array(facts.records.map(JSON.string)), "told": .bool(hold.told)]
        return changes
    }
}
