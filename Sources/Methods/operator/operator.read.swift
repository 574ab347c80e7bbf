internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `operator.read`: a row of a tenant, under a consent of the tenant's admin that is in force and covers it; each reading is a leaf that
/// the tenant and the person concerned see (break-glass). Without one operators never see a row.
package enum OperatorReadMethod: Method {
    package static let name = "operator.read"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "经租户同意、在限定范围内查阅记录；每次查阅留痕。", en: "Reads under a tenant's consent; every reading is in the tenant's log.")
    package static let errors: [ErrorCode] = [.forbidden, .notFound]
    package static let params = Shape.object([
        Field("code", .id, "tenant code"), Field("consent", .id, "the consent"), Field("c", .id, "collection"),
        .optional("id", .id, "one record"), .optional("person", .id, "or those of this employee, at most 50"),
    ])
    package static let result = Shape.object([
        Field("cols", .list(.id, 200), "names of the columns"), Field("rows", .list(.any, 50), "the rows"),
    ])
    package static let example: JSON = ["code": "acme", "consent": "G1aBcDeFgHi", "c": "payslip", "person": "184"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let params = call.params
        guard params?["id"] != nil || params?["person"] != nil else { throw .params(field: "id", reason: "missing") }
        let partition = try await c.services.registry.open(params?["code"]?.string ?? "")
        let result = try await partition.operatorRead(
            try c.operatorName(), consent: params?["consent"]?.string ?? "", collection: params?["c"]?.string ?? "",
            record: params?["id"]?.string, person: params?["person"]?.string)
        return Answer(bytes: result.bytes)
    }
}
