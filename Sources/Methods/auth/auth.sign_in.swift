internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.sign_in`: with a password, or with an enrolled device's signature and refresh token; binds the connection.
package enum AuthSignInMethod: Method {
    package static let name = "auth.sign_in"
    package static let needs = Need.hello
    package static let meaning = LocalizedText(
        zh: "登录：用密码，或用已登记设备的签名和刷新令牌。",
        en: "Signs in with a password, or with an enrolled device's signature and refresh token.")
    package static let errors: [ErrorCode] = [
        .tokenInvalid, .tenantSuspended, .accountClosed, .deviceWiped, .deviceLocked, .rateLimited, .stepUp,
    ]
    package static let params = Shape.object([
        Field("tenant", .id, "tenant code"), .optional("login", .id, "staff number or phone"),
        .optional("password", .text(1024), "password"), .optional("totp", .text(16), "code of the second factor, where one is enrolled"),
        Field("device", DeviceParams.shape, "the device"), .optional("refresh", .token, "instead of login and password"),
        .optional("rid", .text(128), "request id of the refresh: the same again gets the same answer"),
        .optional("nonce", .token, "challenge"),
        .optional("sig", .token, "signature over the challenge; required with a key or an enrolled device"),
    ])
    package static let result = Shape.object(SignedResult.whoFields + SignedResult.pairFields)
    package static let example: JSON = [
        "tenant": "demo", "login": "E0184", "password": "correct horse battery", "device": ["name": "work phone"],
    ]

    private struct Params: Decodable {
        var tenant: String
        var login: String?
        var password: String?
        var totp: String?
        var device: DeviceParams
        var refresh: String?
        var rid: String?
        var nonce: String?
        var sig: String?
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let proof = DeviceParams.proof(p.nonce, p.sig)
        if let refresh = p.refresh {
            guard let id = p.device.id else { throw .params(field: "device.id", reason: "missing") }
            guard let rid = p.rid else { throw .params(field: "rid", reason: "missing") }
            guard let proof else { throw .params(field: "sig", reason: "missing") }
            let signed = try await c.services.identity.signIn(
                tenant: p.tenant, device: id, refresh: refresh, rid: rid, proof: proof, client: c.client)
            return SignedResult.answer(signed, c)
        }
        guard let login = p.login else { throw .params(field: "login", reason: "missing") }
        guard let password = p.password else { throw .params(field: "password", reason: "missing") }
        let request = PasswordSignIn(
            tenant: p.tenant, login: login, password: password, totp: p.totp, device: try p.device.claim(), proof: proof)
        return SignedResult.answer(try await c.services.identity.signIn(request, client: c.client), c)
    }
}
