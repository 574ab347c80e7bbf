internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.totp_remove`: takes the second factor away, with one of its codes.
package enum AuthTOTPRemoveMethod: Method {
    package static let name = "auth.totp_remove"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "用验证码移除第二因素。", en: "Takes the second factor away, with one of its codes.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .rateLimited]
    package static let params = Shape.object([Field("code", .text(16), "six digits")])
    package static let example: JSON = ["code": "492039"]

    private struct Params: Decodable { var code: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.identity.removeSecondFactor(p.code, of: try c.principal(), in: try await c.partition(), client: c.client)
        return .empty()
    }
}
