internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.totp_enrol`: a secret for an authenticator (RFC 6238), in force after `auth.totp_confirm`.
package enum AuthTOTPEnrolMethod: Method {
    package static let name = "auth.totp_enrol"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "开始启用第二因素。", en: "Begins to enrol a second factor.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .rateLimited, .invalid]
    package static let params = Shape.object([Field("password", .text(1024), "one's own password")])
    package static let result = Shape.object([
        Field("secret", .token, "the secret, base32"), Field("uri", .text(1024), "for a QR code: `otpauth://totp/…`"),
    ])
    package static let example: JSON = ["password": "correct horse battery"]

    private struct Params: Decodable { var password: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let (secret, uri) = try await c.services.identity.offerSecondFactor(
            of: try c.principal(), in: try await c.partition(), password: p.password, client: c.client)
        let result: JSON = ["secret": .string(secret), "uri": .string(uri)]
        return Answer(bytes: result.bytes)
    }
}
