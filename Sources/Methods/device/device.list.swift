internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `device.list`: one's own devices, and who vouches for each key (why.md B18).
package enum DeviceListMethod: Method {
    package static let name = "device.list"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "列出本人的设备，以及各自的密钥由谁担保。", en: "Lists one's own devices and who vouches for each key.")
    package static let result = Shape.object([
        Field(
            "devices",
            .list(
                .object([
                    Field("id", .id, "device id"), Field("name", .name, "what its owner calls it"),
                    Field("state", .word(["active", "locked", "wiped", "revoked"]), "where it stands"),
                    Field("key", .bool, "it has a key and signs its acts"),
                    Field(
                        "voucher",
                        .object([
                            Field("kind", .word(["code", "password", "device", "none"]), "what vouches"),
                            .optional("by", .id, "the officer, or the other device"),
                        ]), "who says whose key it is"),
                    Field("employer_only", .bool, "only the employer vouches: acts count as the employer's statement"),
                    Field("created_ms", .count, "when enrolled"), Field("last_ms", .count, "last sign-in"),
                    .optional("done_ms", .count, "when it confirmed lock or wipe"), Field("current", .bool, "this device"),
                ]), 64), "the devices")
    ])

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try c.principal()
        let devices = try await c.services.identity.devices(of: p, in: try await c.partition())
        let result: JSON = ["devices": .array(devices.map { view($0, current: $0.id == p.deviceID) })]
        return Answer(bytes: result.bytes)
    }

    private static func view(_ device: Device, current: Bool) -> JSON {
        let voucher = device.vouched
        var vouched: [(String, JSON)] = [("kind", .string(voucher.kind.rawValue))]
        if let by = voucher.by { vouched.append(("by", .string(by))) }
        var members: [(String, JSON)] = [
            ("id", .string(device.id)), ("name", .string(device.name)), ("state", .string(device.status.rawValue)),
            ("key", .bool(!device.publicKey.isEmpty)), ("voucher", .object(JSONObject(vouched))),
            ("employer_only", .bool(voucher.isEmployerOnly)), ("created_ms", .int(device.enrolledAt.ms)),
            ("last_ms", .int(device.lastUsedAt?.ms ?? device.enrolledAt.ms)),
        ]
        if let done = device.doneMs { members.append(("done_ms", .int(done))) }
        members.append(("current", .bool(current)))
        return .object(JSONObject(members))
    }
}
