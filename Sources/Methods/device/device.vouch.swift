internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `device.vouch`: this device says that another key is the same person's, so that it is no longer the employer's word alone.
package enum DeviceVouchMethod: Method {
    package static let name = "device.vouch"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "用本设备为本人的另一设备担保。", en: "Vouches with this device for another of one's own.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .forbidden, .notFound]
    package static let params = Shape.object([
        Field("dev", .id, "the other device"), Field("nonce", .token, "challenge"),
        Field(
            "sig", .token,
            "by this device: `gongdao/v1/device.vouch\\n` + canonical([server, tenant, this device, other device, its key, nonce])"),
    ])
    package static let example: JSON = ["dev": "d7QmxA0t1Zk", "nonce": "b3Jv…", "sig": "MEUC…"]

    private struct Params: Decodable {
        var dev: String
        var nonce: String
        var sig: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let proof = IdentityService.Proof(nonce: p.nonce, signature: p.sig)
        try await c.services.identity.vouch(for: p.dev, proof: proof, of: try c.principal(), in: try await c.partition())
        return .empty()
    }
}
