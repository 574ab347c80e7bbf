internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.certificate`: the certificate of a deleted tenant.
package enum TenantCertificateMethod: Method {
    package static let name = "tenant.certificate"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "取已删除租户的证明。", en: "The certificate of a deleted tenant.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([
        Field("code", .id, "tenant code")
    ])
    package static let result = Shape.object([
        Field("certificate", .any, "what was deleted, when, by whom, and what remains until when"),
        Field("sig", .token, "Ed25519 over `gongdao/v1/certificate\\n` + canonical(certificate)"),
        Field("key", .token, "the platform's public key"),
    ])
    package static let example: JSON = ["code": "acme"]

    private struct Params: Decodable {
        var code: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let signed = try await c.services.registry.certificate(p.code)
        return Answer(bytes: signed.json.bytes)
    }
}
