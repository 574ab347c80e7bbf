internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `device.rename`: gives one of one's own devices another name.
package enum DeviceRenameMethod: Method {
    package static let name = "device.rename"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "给本人的设备改名。", en: "Renames one of one's own devices.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([Field("dev", .id, "device id"), Field("name", .name, "the new name")])
    package static let example: JSON = ["dev": "d7QmxA0t1Zk", "name": "work phone"]

    private struct Params: Decodable {
        var dev: String
        var name: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.identity.rename(device: p.dev, to: p.name, of: try c.principal(), in: try await c.partition())
        return .empty()
    }
}
