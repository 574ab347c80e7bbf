internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `device.revoke`: locks one of one's own devices, or has it destroy what it holds; in force within a second everywhere.
package enum DeviceRevokeMethod: Method {
    package static let name = "device.revoke"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "锁定或擦除本人的设备。", en: "Locks one of one's own devices, or has it wipe what it holds.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([
        Field("dev", .id, "device id"), Field("do", .word(RevokeAction.allCases.map(\.rawValue)), "what it is to do"),
    ])
    package static let example: JSON = ["dev": "d7QmxA0t1Zk", "do": "wipe"]

    private struct Params: Decodable {
        var dev: String
        var `do`: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        guard let action = RevokeAction(rawValue: p.do) else { throw .params(field: "do", reason: "value") }
        try await c.services.identity.revoke(device: p.dev, action, of: try c.principal(), in: try await c.partition())
        return .empty()
    }
}
