internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.delete`: deletes a tenant for ever and destroys its key.
package enum TenantDeleteMethod: Method {
    package static let name = "tenant.delete"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(
        zh: "删除租户并销毁其密钥。",
        en: "Deletes a tenant for ever and destroys its key.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([
        Field("code", .id, "tenant code"), Field("confirm", .id, "the code again"), Field("reason", .text(1024),
        "why; part of the certificate"),
    ])
    package static let result = Shape.object([
        Field("certificate", .any, "what was deleted, when, by whom, and what remains until when"),
        Field("sig", .token, "Ed25519 over `gongdao/v1/certificate\\n` + canonical(certificate)"),
        Field("key", .token, "the platform's public key"),
    ])
    package static let example: JSON = ["code": "acme", "confirm": "acme", "reason": "contract ended"]

    private struct Params: Decodable {
        var code: String
        var confirm: String
        var reason: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        guard p.confirm == p.code else { throw .params(field: "confirm", reason: "value") }
        let signed = try await c.services.registry.delete(p.code, reason: p.reason, by: try c.operatorName())
        return Answer(bytes: signed.json.bytes)
    }
}
