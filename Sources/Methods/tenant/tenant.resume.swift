internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.resume`: a suspended tenant is served again.
package enum TenantResumeMethod: Method {
    package static let name = "tenant.resume"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "恢复租户。", en: "Resumes a suspended tenant.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([Field("code", .id, "tenant code")])
    package static let example: JSON = ["code": "acme"]

    private struct Params: Decodable { var code: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.registry.resume(p.code, by: try c.operatorName())
        return .empty()
    }
}
