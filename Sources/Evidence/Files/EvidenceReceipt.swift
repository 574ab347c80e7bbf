package import Wire

/// A receipt as a file (protocol/evidence.md §3.1): what a person keeps of one act, and can have checked years later without the server.
package struct EvidenceReceipt: Sendable, Equatable {
    package static let kind = "gongdao-receipt"
    package static let maxBytes = 4 * 1024 * 1024

    /// `ReceiptNote.text`, signed.
    package var note: String
    package var leaf: DisclosedLeaf
    package var checkpoint: String
    /// The chain of the log's keys up to the one that signed, oldest first.
    package var keys: [String]
    /// The `log.key` leaves of a chain of more than one key, and the key leaves of `devices`.
    package var leaves: [DisclosedLeaf]
    package var devices: [DeviceLine]

    package init(
        note: String, leaf: DisclosedLeaf, checkpoint: String, keys: [String], leaves: [DisclosedLeaf] = [], devices: [DeviceLine] = []
    ) {
        (self.note, self.leaf, self.checkpoint, self.keys, self.leaves, self.devices) = (note, leaf, checkpoint, keys, leaves, devices)
    }

    package init(bytes: [UInt8]) throws(FormError) {
        guard bytes.count <= EvidenceReceipt.maxBytes, let document = try? JSONDocument(bytes) else { throw FormError("") }
        try self.init(document.root)
    }

    package init(_ view: JSONView) throws(FormError) {
        guard view["v"]?.int == 1 else { throw FormError("v") }
        guard view["kind"]?.string == EvidenceReceipt.kind else { throw FormError("kind") }
        note = try view.text("note")
        checkpoint = try view.text("checkpoint")
        do throws(FormError) { leaf = try DisclosedLeaf(try view.need("leaf")) } catch { throw error.within("leaf") }
        let keys = try view.need("keys").elements.map(\.string)
        guard !keys.isEmpty, keys.count <= KeyLine.most else { throw FormError("keys") }
        self.keys = try keys.map { key throws(FormError) in
            guard let key else { throw FormError("keys") }
            return key
        }
        for name in ["leaves", "devices"] {
            guard [nil, .null, .array].contains(view[name]?.kind) else { throw FormError(name) }
        }
        leaves = try (view["leaves"]?.elements ?? []).map { view throws(FormError) in
            do throws(FormError) { return try DisclosedLeaf(view) } catch { throw error.within("leaves") }
        }
        devices = try (view["devices"]?.elements ?? []).map { view throws(FormError) in
            do throws(FormError) { return try DeviceLine(view) } catch { throw error.within("devices") }
        }
    }

    /// Canonical form and a line feed.
    package var bytes: [UInt8] { json + [0x0A] }

    /// Canonical form.
    package var json: [UInt8] {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.key("checkpoint")
        writer.string(checkpoint)
        if !devices.isEmpty {
            writer.key("devices")
            writer.beginArray()
            for device in devices { device.write(into: &writer) }
            writer.endArray()
        }
        writer.key("keys")
        writer.beginArray()
        for key in keys { writer.string(key) }
        writer.endArray()
        writer.key("kind")
        writer.string(EvidenceReceipt.kind)
        writer.key("leaf")
        leaf.write(into: &writer)
        if !leaves.isEmpty {
            writer.key("leaves")
            writer.beginArray()
            for leaf in leaves { leaf.write(into: &writer) }
            writer.endArray()
        }
        writer.key("note")
        writer.string(note)
        writer.key("v")
        writer.int(1)
        writer.endObject()
        return writer.finish()
    }
}
