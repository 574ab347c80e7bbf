import Base
import Casework
import Wire

/// The bodies of leaves: JSON objects, sealed beside the leaf, hashed with their salt. Verifiers hash what is stored.
enum LeafBody {
    /// Of a consumed mutation: who, which act (the canonical array as signed), the signature, the outcome, the bounds.
    static func mutation(_ m: CheckedMutation, _ p: Principal, _ bounds: Bounds, code: Int32, data: [UInt8]?, _ extras: LeafExtras)
        -> [UInt8]
    {
        var writer = JSONWriter(capacity: 512 + m.canonical.count)
        writer.beginObject()
        writer.key("v")
        writer.int(1)
        actor(p.actor, p.device, p.app, &writer)
        writer.key("op")
        writer.string(m.op)
        writer.key("act")
        writer.raw(m.act)
        if let signature = m.signature {
            writer.key("sig")
            writer.base64(signature)
        }
        writer.key("arrived")
        writer.int(bounds.arrival.ms)
        if let token = bounds.token {
            writer.key("tt")
            writer.int(token.time.ms)
        }
        if let claim = bounds.claim {
            writer.key("claim")
            writer.int(claim)
        }
        writer.key("code")
        writer.int(code)
        if let data {
            writer.key("out")
            writer.raw(data)
        }
        extras.write(into: &writer)
        writer.endObject()
        return writer.finish()
    }

    private static func actor(_ actor: Actor, _ device: DeviceInfo?, _ app: AppInfo, _ writer: inout JSONWriter) {
        writer.key("actor")
        writer.beginObject()
        writer.key("kind")
        writer.string(actor.kind.rawValue)
        writer.key("account")
        writer.string(actor.account)
        if let employee = actor.employee {
            writer.key("employee")
            writer.string(employee)
        }
        if let device {
            writer.key("device")
            writer.string(device.id)
            writer.key("key")
            writer.bool(device.publicKey != nil)
            writer.key("voucher")
            writer.string(device.voucher)
        }
        writer.key("app")
        writer.string(app.id)
        writer.endObject()
    }

    /// Of what the server did by itself, or an access: name and details.
    static func system(_ name: String, _ note: JSONObject, _ extras: LeafExtras) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.key("v")
        writer.int(1)
        writer.key("op")
        writer.string(name)
        for (key, value) in note where !LeafBody.own.contains(key) {
            writer.key(key)
            writer.value(value)
        }
        extras.write(into: &writer)
        writer.endObject()
        return writer.finish()
    }

    /// Members that a note cannot give.
    private static let own: Set<String> = ["v", "op", "rows", "about", "about_n"]
}
