package import Base
package import Casework
package import Evidence
package import Records
import Store
package import Wire

/// Which records keep the rows that later versions replaced: what people may have put right (EVD-06; ESL 5: corrections are new versions,
/// the old ones stay).
package enum Versions {
    package static let kept: Set<String> = [
        Employee.schema.name, EmployeePrivate.schema.name, Contract.schema.name, Payslip.schema.name, Contribution.schema.name,
    ]
}

/// One version of a record, with the proof that an act wrote it.
package struct RecordVersion: Sendable {
    package let proof: RowProof
    package let time: Timestamp
    /// The operation, and the employee or account behind it.
    package let op: String?
    package let by: String?
}

extension PartitionReader {
    /// The versions of a live record that can still be shown and proved, newest first; those of erased leaves are gone.
    package func versions(_ schema: CollectionSchema, _ id: String, limit: Int) throws -> [RecordVersion] {
        guard let (header, row) = try row(schema.code, id) else { return [] }
        var rows: [Int64: [UInt8]] = [header.rev: Array(row)]
        var found: [RecordVersion] = []
        let name = "\(schema.name)/\(id)"
        var before = Int64.max
        while found.count < limit, case let page = try leaves(.record, name, before: before, limit: 64), let last = page.last {
            for index in page {
                let (leaf, secret) = try leaf(index)
                guard let secret else { continue }
                let body = try JSON(parsing: secret.commitment.body)
                for (position, element) in secret.rows.elements.enumerated().reversed() where element.name == name {
                    if let earlier = element.before, let rev = try JSON(parsing: earlier)[1]?.intValue { rows[rev] = earlier }
                    guard let row = rows[element.rev], let path = secret.rows.tree.proof(of: Int64(position)) else { continue }
                    let proof = RowProof(
                        collection: schema.name, id: id, rev: element.rev, row: try JSON(parsing: row), salt: element.salt, leaf: index,
                        count: Int64(secret.rows.elements.count), position: Int64(position), path: path)
                    let by = body["actor"]?["employee"] ?? body["actor"]?["account"] ?? body["by"]
                    found.append(RecordVersion(proof: proof, time: leaf.time, op: body["op"]?.stringValue, by: by?.stringValue))
                }
            }
            before = last
        }
        return Array(found.prefix(limit))
    }
}

extension Partition {
    /// `record.versions`: the versions of one record. Read like `get`: the own ones without a leaf, another's by role and purpose.
    package func versions(_ name: String, _ id: String, purpose: Purpose?, limit: Int, for p: Principal) async throws(RPCError) -> JSON {
        try admit(p)
        guard let schema = Schema.named(name), schema.since <= p.schema else { throw RPCError(.notFound) }
        let now = core.clock.now()
        do {
            let right = try await readOnPool { reader -> ReadRight in
                guard let (header, _) = try reader.row(schema.code, id), let right = try reader.right(p, schema, header, purpose, now: now)
                else { throw RPCError(.notFound) }
                return right
            }
            if case .purpose = right {
                try await system("record.versions", leaf: .access) { writer in
                    guard let (header, _) = try writer.row(schema.code, id),
                        case .purpose(let purpose) = try writer.right(p, schema, header, purpose, now: now)
                    else { throw RPCError(.notFound) }
                    try writer.noteAccess(p, schema, header, purpose)
                }
            }
            return try await readOnPool { reader in
                let columns = schema.columns.filter { $0.since <= p.schema }
                let items = try reader.versions(schema, id, limit: limit).map { version -> JSON in
                    var writer = JSONWriter(capacity: 1024)
                    try version.proof.write(into: &writer)
                    var members: JSONObject = ["proof": try JSON(parsing: writer.finish()), "time_ms": .int(version.time.ms)]
                    if let op = version.op { members["op"] = .string(op) }
                    if let by = version.by { members["by"] = .string(by) }
                    return .object(members)
                }
                return ["cols": .array(columns.map { .string($0.name) }), "versions": .array(items)]
            }
        } catch { throw answer(error) }
    }
}
