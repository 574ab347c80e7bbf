import Base
import Casework
import Evidence
import Records
import Store
package import Wire

/// What an operator may see of a tenant's content: nothing, but under a consent in force (break-glass).
extension Partition {
    /// `operator.consents`: the consents that name this operator and are in force; no content.
    package func consents(for name: String) async throws(RPCError) -> JSON {
        let now = core.clock.now()
        do {
            return try await readOnPool { reader in
                let found = try reader.records(AccessConsent.self, in: .admin, limit: 5_000).map(\.record).filter { $0.lets(name, at: now) }
                return [
                    "consents": .array(
                        found.map { consent in
                            [
                                "id": .string(consent.id), "purpose": .string(consent.purpose),
                                "collections": .array(consent.collections.map(JSON.string)), "until_ms": .int(consent.until.ms),
                                "employee": consent.employee.map { .string($0) } ?? .null,
                            ]
                        })
                ]
            }
        } catch { throw answer(error) }
    }

    /// `operator.read`: a record, or those of one collection of one person. Each person whose record is read has a leaf of it before the
    /// answer is out; without a consent that covers it 1401, and that attempt is a leaf as well.
    package func operatorRead(
        _ name: String, consent id: String, collection: String, record: String?, person: String?
    ) async throws(RPCError) -> JSON {
        touch()
        let now = core.clock.now()
        guard let schema = Schema.named(collection) else { throw RPCError(.notFound) }
        do {
            let answer = try await system("operator.read") { writer -> JSON? in
                guard let consent = try writer.record(AccessConsent.self, id: id)?.record, consent.lets(name, at: now) else {
                    return try writer.refused(name, id, collection)
                }
                let found = try writer.rows(schema, record: record, person: person)
                let isCovered = try found.allSatisfy { consent.covers(collection, of: try writer.person($0.header)) }
                guard isCovered, !found.isEmpty || consent.covers(collection, of: person)
                else { return try writer.refused(name, id, collection) }
                var people: [String: [String]] = [:]
                for (header, _) in found { people[try writer.person(header) ?? "", default: []].append("\(collection)/\(header.id)") }
                if people.isEmpty { people[person ?? ""] = [] }
                for (person, records) in people.sorted(by: { $0.key < $1.key }) { try writer.noteReading(name, consent, person, records) }
                return [
                    "cols": .array(schema.columns.map { .string($0.name) }),
                    "rows": .array(try found.map { try JSON(parsing: Array($0.row)) }),
                ]
            }
            guard let answer else { throw RPCError(.forbidden) }
            return answer
        } catch { throw self.answer(error) }
    }
}

extension PartitionWriter {
    fileprivate func rows(_ schema: CollectionSchema, record: String?, person: String?) throws -> [(header: EntryHeader, row: [UInt8])] {
        if let record { return try row(schema.code, record).map { [($0.header, Array($0.row))] } ?? [] }
        guard let person, let feed = try number(of: .employee(person)) else { return [] }
        var out: [(EntryHeader, [UInt8])] = []
        try snapshot.live(feed: feed, collection: schema.code, afterID: nil) { header, sealed in
            out.append((header, Array(try self.open(header, sealed))))
            return out.count < Limits.consentRows
        }
        return out
    }

    fileprivate func person(_ header: EntryHeader) throws -> String? {
        if case .employee(let employee) = try feed(header.feed) { return employee }
        guard let schema = Schema.coded(header.collection), let column = schema.columns.firstIndex(where: { $0.name == "employee" }),
            let found = try row(header.collection, header.id)
        else { return nil }
        return try JSON(parsing: Array(found.row))[column]?.stringValue
    }

    fileprivate func noteReading(_ name: String, _ consent: AccessConsent, _ person: String, _ records: [String]) throws {
        var index = LeafIndex(op: "operator.read", actor: "operator:" + name)
        index.records = Set(records + ["access_consent/" + consent.id])
        if !person.isEmpty { (index.subjects, index.readings) = ([person], [person]) }
        let members: JSONObject = [
            "by": .string("operator:" + name), "account": .string("operator:" + name), "consent": .string(consent.id),
            "purpose": .string(consent.purpose), "granted_by": .string(consent.grantedBy), "records": .array(records.map(JSON.string)),
            "people": .array(person.isEmpty ? [] : [.string(person)]),
        ]
        try leaf(.access, op: "operator.read", members, index: index)
    }

    /// Nil: nothing is answered; the attempt is kept where the tenant sees it.
    fileprivate func refused(_ name: String, _ consent: String, _ collection: String) throws -> JSON? {
        let members: JSONObject = [
            "by": .string("operator:" + name), "account": .string("operator:" + name), "consent": .string(consent),
            "record": .string(collection), "code": .int(Int64(ErrorCode.forbidden.rawValue)),
        ]
        try leaf(.system, op: "operator.read", members, index: LeafIndex(op: "operator.read", actor: "operator:" + name))
        return nil
    }
}
