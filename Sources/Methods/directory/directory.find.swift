internal import Base
internal import Casework
internal import Identity
package import Records
internal import Store
internal import Tenancy
package import Wire

/// `directory.find`: colleagues by name or staff number: work contacts only, a page at a time, never cached (why.md S26).
package enum DirectoryFindMethod: Method {
    package static let name = "directory.find"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "按姓名、工号或部门查找同事的工作联系方式。", en: "Finds colleagues' work contacts by name, staff number or department.")
    package static let params = Shape.object([
        Field("q", .text(64), "part of a name or of a department's, or a staff number; at least 1 character"),
        .optional("after", .id, "continue behind this employee id"), .optional("limit", .int(1...50), "how many at most"),
    ])
    package static let result = Shape.object([
        Field(
            "people",
            .list(
                .object([
                    Field("id", .id, "employee id"), Field("name", .name, "name"), .optional("department", .name, "department id"),
                    .optional("title", .name, "post"), .optional("work_email", .name, "e-mail at work"),
                ]), 50), "who fits"),
        Field("more", .bool, "the search is not at its end"), .optional("after", .id, "where to go on"),
    ])
    package static let example: JSON = ["q": "王"]

    /// Rows looked at for one answer: a search never holds a thread for long.
    private static let scanned = 2_000

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let text = call.params?["q"]?.string, !text.isEmpty else { throw .params(field: "q", reason: "range") }
        let wanted = text.lowercased()
        let limit = Int(call.params?["limit"]?.int ?? 20)
        let after = call.params?["after"]?.string
        let partition = try await c.partition()
        let found: (people: [Employee], last: String?)
        do {
            found = try await partition.readOnPool { try search($0, wanted, after: after, limit: limit) }
        } catch {
            throw (error as? RPCError) ?? RPCError(.internalError)
        }
        var members: [(String, JSON)] = [
            ("people", .array(found.people.map(contact))), ("more", .bool(found.last != nil)),
        ]
        if let last = found.last { members.append(("after", .string(last))) }
        return Answer(bytes: JSON.object(JSONObject(members)).bytes)
    }

    private static func search(
        _ reader: PartitionReader, _ wanted: String, after: String?, limit: Int
    ) throws -> (people: [Employee], last: String?) {
        var ids: [String] = []
        try reader.snapshot.live(collection: Employee.schema.code, afterID: after) { header, _ in
            ids.append(header.id)
            return ids.count < scanned
        }
        let departments = try reader.records(Department.self, in: .tenant, limit: scanned).map(\.record)
            .filter { $0.name.lowercased().contains(wanted) }.map(\.id)
        var people: [Employee] = []
        for id in ids {
            guard let employee = try reader.record(Employee.self, id: id)?.record else { continue }
            guard employee.employmentStatus == .active,
                employee.fullName.lowercased().contains(wanted) || employee.staffNo.lowercased() == wanted
                    || employee.department.map(departments.contains) ?? false
            else { continue }
            people.append(employee)
            if people.count == limit { return (people, id) }
        }
        return (people, ids.count == scanned ? ids.last : nil)
    }

    private static func contact(_ employee: Employee) -> JSON {
        var members: [(String, JSON)] = [("id", .string(employee.id)), ("name", .string(employee.fullName))]
        if let department = employee.department { members.append(("department", .string(department))) }
        if let title = employee.designation { members.append(("title", .string(title))) }
        if let email = employee.workEmail { members.append(("work_email", .string(email))) }
        return .object(JSONObject(members))
    }
}
