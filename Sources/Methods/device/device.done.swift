internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `device.done`: a device reports, signed and without a session, that it locked or destroyed what it held.
package enum DeviceDoneMethod: Method {
    package static let name = "device.done"
    package static let needs = Need.hello
    package static let meaning = LocalizedText(zh: "设备报告已锁定或已擦除。", en: "A device reports that it has locked or wiped what it held.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .notFound]
    package static let params = Shape.object([
        Field("tenant", .id, "tenant code"), Field("dev", .id, "device id"),
        Field("do", .word(RevokeAction.allCases.map(\.rawValue)), "what it has done"), Field("nonce", .token, "challenge"),
        Field("sig", .token, "by the device: `gongdao/v1/device.done\\n` + canonical([server, tenant, device, do, nonce])"),
    ])
    package static let example: JSON = ["tenant": "demo", "dev": "d7QmxA0t1Zk", "do": "wipe", "nonce": "b3Jv…", "sig": "MEUC…"]

    private struct Params: Decodable {
        var tenant: String
        var dev: String
        var `do`: String
        var nonce: String
        var sig: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        guard let action = RevokeAction(rawValue: p.do) else { throw .params(field: "do", reason: "value") }
        let proof = IdentityService.Proof(nonce: p.nonce, signature: p.sig)
        try await c.services.identity.done(tenant: p.tenant, device: p.dev, action, proof: proof)
        return .empty()
    }
}
