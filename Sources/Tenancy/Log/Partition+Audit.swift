import Base
import Casework
import Evidence
import Records
import Store
package import Wire

/// What an auditor looks for; what is nil does not matter.
package struct AuditQuery: Sendable {
    package var person: String?
    package var record: String?
    package var actor: String?
    package var op: String?
    package var from: Int64?
    package var to: Int64?
    package var before: Int64?
    package var limit: Int

    package init(
        person: String? = nil, record: String? = nil, actor: String? = nil, op: String? = nil, from: Int64? = nil, to: Int64? = nil,
        before: Int64? = nil, limit: Int
    ) {
        (self.person, self.record, self.actor, self.op) = (person, record, actor, op)
        (self.from, self.to, self.before, self.limit) = (from, to, before, limit)
    }

    /// The narrowest index that serves; nil: the whole log, from its end.
    var key: (LeafIndex.Space, String)? {
        if let record { return (.record, record) }
        if let person { return (.subject, person) }
        if let actor { return (.actor, actor) }
        return op.map { (.op, $0) }
    }
}

extension Partition {
    /// `audit.search`: leaves that fit, newest first, without what was entered; one access leaf before the answer.
    package func auditSearch(_ query: AuditQuery, for p: Principal) async throws(RPCError) -> JSON {
        try admit(p)
        do {
            try await system("audit.search", leaf: .access) { writer in
                writer.noteAccess(p, .audit, about: query.person.map { [$0] } ?? [], records: query.record.map { [$0] } ?? [])
            }
            // Behind the commit, off the writer's thread.
            return try await readOnPool { try $0.search(query) }
        } catch { throw answer(error) }
    }
}

extension PartitionReader {
    func search(_ query: AuditQuery) throws -> JSON {
        var before = query.before ?? .max
        var items: [JSON] = []
        var looked = 0
        var isAtEnd = false
        while items.count < query.limit, looked < Limits.auditLeaves, !isAtEnd {
            let page = try candidates(query, before: before, limit: min(128, Limits.auditLeaves - looked))
            isAtEnd = page.isEmpty
            for index in page where items.count < query.limit {
                looked += 1
                before = index
                let (leaf, secret) = try leaf(index)
                if let from = query.from, leaf.time.ms < from {
                    isAtEnd = true
                    break
                }
                if let to = query.to, leaf.time.ms > to { continue }
                let body = try secret.map { try JSON(parsing: $0.commitment.body) }
                if fits(body, secret?.rows.about ?? [], query) { items.append(AuditItem.json(index, leaf, body, secret?.rows.about ?? [])) }
            }
        }
        var result: JSONObject = ["items": .array(items)]
        if !isAtEnd, before > 0 { result["next"] = .int(before) }
        return .object(result)
    }

    private func candidates(_ query: AuditQuery, before: Int64, limit: Int) throws -> [Int64] {
        if let (space, text) = query.key { return try leaves(space, text, before: before, limit: limit) }
        let end = min(before, try snapshot.head().leaves)
        return Array((max(0, end - Int64(limit))..<max(0, end)).reversed())
    }

    /// The conditions that the index did not answer.
    private func fits(_ body: JSON?, _ about: [String], _ query: AuditQuery) -> Bool {
        guard let body else { return query.key != nil && query.actor == nil && query.op == nil }
        if let op = query.op, body["op"]?.stringValue != op, body["act"]?.stringValue != op { return false }
        if let actor = query.actor, (body["actor"]?["account"] ?? body["account"] ?? body["by"])?.stringValue != actor { return false }
        guard let person = query.person, query.record != nil else { return true }
        let named = (body["about"]?.arrayValue ?? []) + (body["people"]?.arrayValue ?? []) + [body["actor"]?["employee"] ?? .null]
        return named.contains(.string(person)) || about.contains(person)
    }
}

/// What an auditor's list shows of a leaf.
enum AuditItem {
    static func json(_ index: Int64, _ leaf: Leaf, _ body: JSON?, _ about: [String]) -> JSON {
        var members: [(String, JSON)] = [
            ("leaf", .int(index)), ("time_ms", .int(leaf.time.ms)), ("kind", .string("\(leaf.kind)")), ("erased", .bool(body == nil)),
        ]
        if let body {
            members.append(("op", body["op"] ?? .null))
            if let act = body["act"]?.stringValue { members.append(("act", .string(act))) }
            if let account = body["actor"]?["account"] ?? body["account"] { members.append(("account", account)) }
            if let employee = body["actor"]?["employee"] ?? body["by"] { members.append(("by", employee)) }
            for name in ["code", "about", "people", "record", "records", "purpose", "device", "voucher", "reason", "consent", "deletion", "erasure"] {
                if let value = body[name] { members.append((name, value)) }
            }
            if !about.isEmpty { members.append(("about", .array(about.map(JSON.string)))) }
            if let rows = body["rows"]?["n"] { members.append(("rows", rows)) }
        }
        return .object(JSONObject(members))
    }
}
