internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.suspend`: everyone of the tenant gets 1604 until it is resumed.
package enum TenantSuspendMethod: Method {
    package static let name = "tenant.suspend"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "暂停租户。", en: "Suspends a tenant.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([Field("code", .id, "tenant code"), Field("reason", .text(1024), "why; logged")])
    package static let example: JSON = ["code": "acme", "reason": "contract ended"]

    private struct Params: Decodable {
        var code: String
        var reason: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.registry.suspend(p.code, reason: p.reason, by: try c.operatorName())
        return .empty()
    }
}
