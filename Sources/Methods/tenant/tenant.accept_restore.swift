internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.accept_restore`: accepts that a tenant's data come from an older copy, and serves it again.
package enum TenantAcceptRestoreMethod: Method {
    package static let name = "tenant.accept_restore"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(
        zh: "确认租户数据来自较旧的备份：开启新纪元，客户端重新同步并补发其仍持有的操作。",
        en: "Accepts that a tenant's data come from an older copy: a new epoch begins, clients resynchronise and send again what they hold.")
    package static let errors: [ErrorCode] = [.notFound, .maintenance, .busy, .unavailable]
    package static let params = Shape.object([
        Field("code", .id, "tenant code"), Field("reason", .text(1024), "what happened; stands in the first leaf of the new epoch"),
    ])
    package static let example: JSON = ["code": "acme", "reason": "disk lost, restored last night's backup"]

    private struct Params: Decodable {
        var code: String
        var reason: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.registry.declareRestored(p.code, reason: p.reason, by: try c.operatorName())
        return .empty()
    }
}
