internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `operator.consents`: the consents of a tenant that name this operator and are in force.
package enum OperatorConsentsMethod: Method {
    package static let name = "operator.consents"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "列出租户对本操作员有效的同意。", en: "The consents of a tenant that name this operator and are in force.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([Field("code", .id, "tenant code")])
    package static let result = Shape.object([
        Field("consents", .list(.any, 5_000), "id, purpose, collections, employee (null: all), until_ms")
    ])
    package static let example: JSON = ["code": "acme"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let partition = try await c.services.registry.open(call.params?["code"]?.string ?? "")
        return Answer(bytes: try await partition.consents(for: try c.operatorName()).bytes)
    }
}
