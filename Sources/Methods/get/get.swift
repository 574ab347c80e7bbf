internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `get`: one record that the caller holds, or may read by role for a purpose; then the access is logged before the answer.
package enum GetMethod: Method {
    package static let name = "get"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "读取一条记录；读他人记录须有用途并留痕。",
        en: "One record; another person's takes a purpose and is logged.")
    package static let errors: [ErrorCode] = [.notFound, .stepUp]
    package static let params = Shape.object([
        Field("c", .id, "collection"), Field("id", .id, "record id"),
        .optional("purpose", .word(Purpose.allCases.map(\.rawValue)), "why, for a record of another's"),
    ])
    package static let result = Shape.object([
        Field("in", .name, "feed"), Field("c", .id, "collection"), Field("cols", .list(.id, 256), "columns"),
        Field("row", .list(.any, 256), "the row"),
    ])
    package static let example: JSON = ["c": "payslip", "id": "24", "purpose": "payroll"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let params = call.params else { throw .params(field: "c", reason: "missing") }
        // Reading by role is what a withheld role is withheld for.
        if params["purpose"]?.string != nil, let binding = c.binding { try MethodRegistry.checkHeld(Role.staff, binding) }
        let partition = try await c.partition()
        return Answer(bytes: try await partition.get(params.json, for: try c.principal()))
    }
}
