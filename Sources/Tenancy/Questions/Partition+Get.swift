import Base
package import Casework
import Evidence
import Foundation
package import Records
package import Store
package import Wire

/// How a caller may read a record.
enum ReadRight: Sendable, Equatable {
    /// Its feed is granted to the caller: nothing is logged.
    case held
    /// By role, for a purpose: an `access` leaf stands before the answer (why.md B19).
    case purpose(Purpose)
}

extension PartitionReader {
    /// Nil where it is 1402: not there, or not for this caller; nobody can tell which.
    func right(
        _ p: Principal, _ schema: CollectionSchema, _ header: EntryHeader, _ purpose: Purpose?, now: Timestamp
    ) throws -> ReadRight? {
        let feed = try feed(header.feed)
        guard let today = now.date() else { throw Fault.clock }
        let holds = try mayPull(header.feed, p, now: now)
        func may(_ holds: Bool, _ purpose: Purpose?) throws -> Bool {
            try Access.mayRead(schema, id: header.id, feed: feed, holds: holds, actor: p.actor, purpose: purpose, on: today, self)
        }
        if holds, try may(true, nil) { return .held }
        guard let purpose, try may(false, purpose) else { return nil }
        return .purpose(purpose)
    }

    /// Whether the record is in the caller's audience at all, for whatever purpose.
    func mayRead(_ p: Principal, _ schema: CollectionSchema, _ header: EntryHeader, now: Timestamp) throws -> Bool {
        for purpose in [nil] + Purpose.allCases.map(Optional.some) where try right(p, schema, header, purpose, now: now) != nil {
            return true
        }
        return false
    }

    /// `{"in":…,"c":…,"cols":[…],"row":[…]}`
    func answer(_ header: EntryHeader, _ schema: CollectionSchema, _ row: Data, _ p: Principal) throws -> [UInt8] {
        var writer = JSONWriter(capacity: row.count + 256)
        writer.beginObject()
        writer.key("in")
        writer.string(try feed(header.feed).text)
        writer.key("c")
        writer.string(schema.name)
        writer.key("cols")
        writer.beginArray()
        for column in schema.columns where column.since <= p.schema { writer.string(column.name) }
        writer.endArray()
        writer.key("row")
        if let projection = Projection(schema, schema: p.schema) {
            writer.raw(try projection.project(row))
        } else {
            writer.raw(row)
        }
        writer.endObject()
        return writer.finish()
    }
}

extension Partition {
    /// `get {c, id, purpose?}`: one record, if the caller holds its feed, or may read it by role for the purpose; then the access
    /// is in the log before the answer is out.
    package func get(_ params: JSON, for p: Principal) async throws(RPCError) -> [UInt8] {
        try admit(p)
        guard let name = params["c"]?.stringValue else { throw .params(field: "c", reason: "missing") }
        guard let id = params["id"]?.stringValue else { throw .params(field: "id", reason: "missing") }
        let purpose = try Partition.purpose(params)
        guard let schema = Schema.named(name), schema.since <= p.schema else { throw RPCError(.notFound) }
        let now = core.clock.now()
        do {
            let held = try await read { reader -> [UInt8]? in
                guard let (header, row) = try reader.row(schema.code, id),
                    let right = try reader.right(p, schema, header, purpose, now: now)
                else { throw RPCError(.notFound) }
                return right == .held ? try reader.answer(header, schema, row, p) : nil
            }
            if let held { return held }
            return try await system("get", leaf: .access) { writer in
                guard let (header, row) = try writer.row(schema.code, id),
                    case .purpose(let purpose) = try writer.right(p, schema, header, purpose, now: now)
                else { throw RPCError(.notFound) }
                try writer.noteAccess(p, schema, header, purpose)
                return try writer.answer(header, schema, row, p)
            }
        } catch { throw answer(error) }
    }

    static func purpose(_ params: JSON) throws(RPCError) -> Purpose? {
        guard let text = params["purpose"], !text.isNull else { return nil }
        guard let purpose = text.stringValue.flatMap(Purpose.init(rawValue:)) else { throw .params(field: "purpose", reason: "value") }
        return purpose
    }
}

extension PartitionWriter {
    /// The body of an `access` leaf: who read which record of whom, and why.
    package func noteAccess(_ p: Principal, _ schema: CollectionSchema, _ header: EntryHeader, _ purpose: Purpose) throws {
        note["by"] = p.actor.employee.map { .string($0) } ?? .null
        note["account"] = .string(p.actor.account)
        note["of"] = .string(try feed(header.feed).text)
        note["record"] = .string("\(schema.name)/\(header.id)")
        note["rev"] = .int(header.rev)
        note["purpose"] = .string(purpose.rawValue)
        note["app"] = .string(p.app.id)
        index.actor = p.actor.account
        index.records.insert("\(schema.name)/\(header.id)")
        guard let employee = try employee(schema, header) else { return }
        index.subjects.insert(employee)
        index.readings.insert(employee)
    }

    /// Whom a record is about: the owner of its feed, else the employee its row names.
    private func employee(_ schema: CollectionSchema, _ header: EntryHeader) throws -> String? {
        if case .employee(let employee) = try feed(header.feed) { return employee }
        guard let column = schema.columns.firstIndex(where: { $0.name == "employee" }), let found = try self.row(schema.code, header.id)
        else { return nil }
        return try JSON(parsing: Array(found.row))[column]?.stringValue
    }
}
