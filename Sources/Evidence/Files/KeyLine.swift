import Base
package import Wire

/// A key of the log: an element of `keys.json` (protocol/evidence.md §3.2).
package struct KeyLine: Sendable, Equatable {
    package static let most = 1_000

    /// A vkey.
    package var key: String
    /// Its `log.key` leaf.
    package var leaf: Int64

    package init(key: String, leaf: Int64) {
        self.key = key
        self.leaf = leaf
    }

    package init(_ view: JSONView) throws(FormError) {
        key = try view.text("key")
        leaf = try view.count("leaf")
    }

    package func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("key")
        writer.string(key)
        writer.key("leaf")
        writer.int(leaf)
        writer.endObject()
    }
}

/// A device's key, by which signatures of acts are checked: an element of `devices.json`.
package struct DeviceLine: Sendable, Equatable {
    package var device: String
    /// P-256, X9.63 compressed, 33 bytes.
    package var key: [UInt8]
    /// `code:12`: whose word it is that this key is this person's.
    package var voucher: String
    /// The leaf that binds device, key and voucher.
    package var leaf: Int64
    /// A later `device.vouch` leaf of this device.
    package var vouched: Int64?

    package init(device: String, key: [UInt8], voucher: String, leaf: Int64, vouched: Int64? = nil) {
        (self.device, self.key, self.voucher, self.leaf, self.vouched) = (device, key, voucher, leaf, vouched)
    }

    package init(_ view: JSONView) throws(FormError) {
        device = try view.text("device")
        key = try view.bytes("key", count: 33)
        voucher = try view.text("voucher")
        leaf = try view.count("leaf")
        vouched = view["vouched"] == nil ? nil : try view.count("vouched")
    }

    package func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("device")
        writer.string(device)
        writer.key("key")
        writer.base64(key)
        writer.key("leaf")
        writer.int(leaf)
        if let vouched {
            writer.key("vouched")
            writer.int(vouched)
        }
        writer.key("voucher")
        writer.string(voucher)
        writer.endObject()
    }

    /// Nobody but whoever hands out codes says whose key it is (protocol/evidence.md §1.6).
    package static func isEmployersWord(_ voucher: String) -> Bool {
        voucher == "code" || voucher == "password" || voucher.hasPrefix("code:") || voucher.hasPrefix("password:")
    }
}
