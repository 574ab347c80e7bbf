internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.use`: binds an access token to the connection; may be repeated in place. Another subject drops all that the connection holds.
package enum AuthUseMethod: Method {
    package static let name = "auth.use"
    package static let needs = Need.hello
    package static let meaning = LocalizedText(zh: "在此连接上使用访问令牌。", en: "Uses an access token on this connection.")
    package static let errors: [ErrorCode] = [
        .tokenExpired, .tokenInvalid, .tenantSuspended, .accountClosed, .deviceWiped, .deviceLocked,
    ]
    package static let params = Shape.object([Field("access", .token, "access token")])
    package static let result = Shape.object(SignedResult.whoFields)
    package static let example: JSON = ["access": "AQAAAAAAAAABq6w"]

    private struct Params: Decodable { var access: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        return SignedResult.answer(try await c.services.identity.use(p.access, client: c.client), c)
    }
}
