internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `device.enrol`: gives the keyless device of this session a key; its acts are signed from then on.
package enum DeviceEnrolMethod: Method {
    package static let name = "device.enrol"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "为当前设备登记密钥。", en: "Enrols a key for this session's device.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .invalid]
    package static let params = Shape.object([
        Field("key", .token, "P-256 public key, X9.63 compressed, base64url"), Field("nonce", .token, "challenge"),
        Field("sig", .token, "signature over the challenge, with the key in place of the device id"),
    ])
    package static let example: JSON = ["key": "A2s…", "nonce": "b3Jv…", "sig": "MEUC…"]

    private struct Params: Decodable {
        var key: String
        var nonce: String
        var sig: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let principal = try c.principal()
        let partition = try await c.partition()
        let proof = IdentityService.Proof(nonce: p.nonce, signature: p.sig)
        try await c.services.identity.enrol(key: p.key, proof: proof, of: principal, in: partition)
        let signed = try await c.services.identity.recheck(principal, in: partition)
        return .empty(.bind(Binding(principal: signed.principal, withheld: signed.withheld)))
    }
}
