internal import Base
internal import Casework
internal import Identity
internal import Records
internal import Tenancy
internal import Wire

/// What sign-ins answer: who one is, the session's tokens where they are new, and the offline lease.
enum SignedResult {
    static let whoFields: [Field] = [
        Field(
            "tenant", .object([Field("code", .id, "its code"), Field("name", .name, "its name")]), "the tenant"),
        Field("account", .id, "account id"), Field("subject", .count, "the account's number, part of what devices sign"),
        .optional("employee", .id, "employee id; absent for pure officers"), .optional("name", .name, "the person's name"),
        Field("roles", .list(.text(16), 16), "roles in force in this session"),
        Field("device", .id, "device id: the first part of its queues' ids"), Field("session", .id, "session id"),
        Field("access_ms", .count, "when the access token ends"), Field("tt", .token, "time token for `when`"),
        Field("t_ms", .count, "the server's time"), Field("read_s", .count, "seconds without contact after which the cache locks"),
        Field("purge_s", .count, "seconds without contact after which the cache is destroyed"),
        Field("step_up", .bool, "roles are withheld until a second factor is shown (`auth.step_up`)"),
        Field("totp", .bool, "a second factor is enrolled"),
    ]
    static let pairFields: [Field] = [
        Field("access", .token, "access token, 15 minutes"), Field("refresh", .token, "refresh token, 90 days, sliding"),
        Field("refresh_ms", .count, "when the refresh token ends"),
    ]

    static func write(_ signed: SignedIn, expiresMs: Int64, now: Timestamp) -> [UInt8] {
        let p = signed.principal
        var members: [(String, JSON)] = [
            ("tenant", ["code": .string(signed.partition.tenant.code), "name": .string(signed.partition.tenant.name)]),
            ("account", .string(p.actor.account)), ("subject", .int(p.actor.subject)),
        ]
        if let employee = p.actor.employee { members.append(("employee", .string(employee))) }
        if let name = signed.name { members.append(("name", .string(name))) }
        members += [
            ("roles", .array(p.actor.roles.sorted().map { .string($0.rawValue) })), ("device", .string(p.deviceID)),
            ("session", .string(p.sessionID)), ("access_ms", .int(expiresMs)), ("tt", .string(signed.timeToken)),
            ("t_ms", .int(now.ms)), ("read_s", .int(Int64(Limits.offlineReadSeconds))),
            ("purge_s", .int(Int64(Limits.offlinePurgeSeconds))), ("step_up", .bool(!signed.withheld.isEmpty)),
            ("totp", .bool(signed.hasSecondFactor)),
        ]
        if let pair = signed.pair {
            members += [
                ("access", .string(pair.access)), ("refresh", .string(pair.refresh)), ("refresh_ms", .int(pair.refreshMs)),
            ]
        }
        return JSON.object(JSONObject(members)).bytes
    }

    static func answer(_ signed: SignedIn, _ c: Context) -> Answer {
        let binding = Binding(principal: signed.principal, withheld: signed.withheld)
        return Answer(
            bytes: write(signed, expiresMs: signed.principal.expires.ms, now: c.now), effects: [.bind(binding)])
    }
}

/// A device as parameters name it.
struct DeviceParams: Decodable {
    var id: String?
    var name: String?
    var key: String?

    static let shape = Shape.object([
        .optional("id", .id, "an enrolled device"), .optional("name", .name, "a new device: what its owner calls it"),
        .optional("key", .token, "a new device's P-256 key, X9.63 compressed, base64url; without one its acts are labelled unsigned"),
    ])

    func claim() throws(RPCError) -> DeviceClaim {
        if let id { return .enrolled(id) }
        guard let name, !name.isEmpty else { throw .params(field: "device.name", reason: "missing") }
        return .new(name: name, key: key)
    }

    static func proof(_ nonce: String?, _ sig: String?) -> IdentityService.Proof? {
        guard let nonce, let sig else { return nil }
        return IdentityService.Proof(nonce: nonce, signature: sig)
    }
}
