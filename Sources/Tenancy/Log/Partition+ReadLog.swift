import Base
import Casework
import Evidence
import Records
import Store
package import Wire

extension Partition {
    /// `evidence.log`: who read a person's pay, medical or case data, newest first. One's own is no access; an auditor's look at
    /// another's is (why.md B19).
    package func readLog(of subject: String?, before: Int64?, limit: Int, for p: Principal) async throws(RPCError) -> JSON {
        try admit(p)
        guard let employee = subject ?? p.actor.employee else { throw RPCError(.notFound) }
        do {
            if employee == p.actor.employee {
                return try await readOnPool { try $0.readLog(of: employee, before: before ?? .max, limit: limit) }
            }
            guard p.actor.roles.contains(.auditor) else { throw RPCError(.notFound) }
            try await system("evidence.log", leaf: .access) { $0.noteAccess(p, .audit, about: [employee], records: []) }
            return try await readOnPool { try $0.readLog(of: employee, before: before ?? .max, limit: limit) }
        } catch { throw answer(error) }
    }
}

extension PartitionReader {
    func readLog(of employee: String, before: Int64, limit: Int) throws -> JSON {
        let found = try leaves(.reading, employee, before: before, limit: limit)
        var items: [JSON] = []
        for index in found {
            let (leaf, secret) = try leaf(index)
            var members: [(String, JSON)] = [("leaf", .int(index)), ("time_ms", .int(leaf.time.ms))]
            // Erased: that there was an access, and when, stays.
            if let json = try secret.map({ try JSON(parsing: $0.commitment.body) }) { members += try reading(json, of: employee) }
            items.append(.object(JSONObject(members)))
        }
        var result: JSONObject = ["items": .array(items)]
        if found.count == limit, let last = found.last { result["next"] = .int(last) }
        return .object(result)
    }

    /// What the person concerned is told of one access; of other people in the same question nothing.
    private func reading(_ body: JSON, of employee: String) throws -> [(String, JSON)] {
        var members: [(String, JSON)] = []
        var actor: [(String, JSON)] = [("account", body["account"] ?? .null)]
        if let by = body["by"]?.stringValue {
            actor.append(("employee", .string(by)))
            if let name = try record(Employee.self, id: by)?.record.fullName { actor.append(("name", .string(name))) }
        }
        members.append(("actor", .object(JSONObject(actor))))
        members.append(("op", body["op"] ?? .null))
        members.append(("purpose", body["purpose"] ?? .null))
        if let record = body["record"] { members.append(("records", [record])) }
        if let app = body["app"] { members.append(("app", app)) }
        return members
    }
}
