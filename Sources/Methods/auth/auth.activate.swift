internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.activate`: sets the first (or a new) password under a single-use code, and signs in.
package enum AuthActivateMethod: Method {
    package static let name = "auth.activate"
    package static let needs = Need.hello
    package static let meaning = LocalizedText(zh: "用一次性激活码设置密码并登录。", en: "Sets a password under a single-use code and signs in.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .tenantSuspended, .rateLimited, .invalid]
    package static let params = Shape.object([
        Field("tenant", .id, "tenant code"), Field("login", .id, "staff number or phone"),
        Field("code", .text(32), "the code, as an officer handed it out"), Field("password", .text(1024), "the password to set"),
        Field("device", DeviceParams.shape, "the device"), .optional("nonce", .token, "challenge"),
        .optional("sig", .token, "signature over the challenge; required with a key"),
    ])
    package static let result = Shape.object(SignedResult.whoFields + SignedResult.pairFields)
    package static let example: JSON = [
        "tenant": "demo", "login": "E0184", "code": "7K3M-QX9P-2WDC", "password": "correct horse battery",
        "device": ["name": "work phone"],
    ]

    private struct Params: Decodable {
        var tenant: String
        var login: String
        var code: String
        var password: String
        var device: DeviceParams
        var nonce: String?
        var sig: String?
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let request = Activation(
            tenant: p.tenant, login: p.login, code: p.code, password: p.password, device: try p.device.claim(),
            proof: DeviceParams.proof(p.nonce, p.sig))
        return SignedResult.answer(try await c.services.identity.activate(request, client: c.client), c)
    }
}
