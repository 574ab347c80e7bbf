import Base
package import Wire

/// A leaf's body as far as verifiers understand it (protocol/evidence.md §1.3, §1.4).
package struct ActBody: Sendable {
    package let op: String
    /// The act as its device signed it; nil where the body holds none.
    package let act: Act?
    package let signature: [UInt8]?
    package let device: String?
    /// The actor's device has a key, so the act must be signed.
    package let hasKey: Bool
    package let voucher: String?
    package let arrived: Int64?
    package let token: Int64?
    package let code: Int64
    /// The commitment to the record versions the act wrote.
    package let rows: (count: Int64, root: TreeNode)?

    package struct Act: Sendable {
        /// The canonical array, as it stands in the body.
        package let bytes: [UInt8]
        package let tenant: String
        package let device: String
        package let op: String

        package var signedBytes: [UInt8] { Array(SignedBytes.Use.mutation.rawValue.utf8) + bytes }
        /// Base64url SHA-256 of what the device signed.
        package var digest: String { ContentHash.text(signedBytes) }
    }

    package init(_ body: [UInt8]) throws(FormError) {
        guard let document = try? JSONDocument(body) else { throw FormError("") }
        try self.init(document.root)
    }

    package init(_ view: JSONView) throws(FormError) {
        guard view.kind == .object, view["v"]?.int == 1 else { throw FormError("v") }
        op = try view.text("op")
        if let act = view["act"], act.kind == .array { self.act = try ActBody.read(act) } else { act = nil }
        if view["sig"] == nil { signature = nil } else { signature = try view.bytes("sig") }
        let actor = view["actor"]
        device = actor?["device"]?.string
        hasKey = actor?["key"]?.bool ?? false
        voucher = actor?["voucher"]?.string
        arrived = view["arrived"]?.int
        token = view["tt"]?.int
        code = view["code"]?.int ?? 0
        if let rows = view["rows"] {
            do throws(FormError) {
                self.rows = (try rows.count("n"), try rows.bytes("root", count: 32))
            } catch { throw error.within("rows") }
        } else {
            rows = nil
        }
    }

    private static func read(_ view: JSONView) throws(FormError) -> Act {
        let parts = view.elements
        guard parts.count == 9, let tenant = parts[0].string, let device = parts[1].string, let op = parts[5].string else { throw FormError("act") }
        return Act(bytes: Array(view.raw), tenant: tenant, device: device, op: op)
    }

    /// What a receipt names: the digest of the act, of the body where it holds none.
    package static func digest(of body: [UInt8], _ read: ActBody) -> String { read.act?.digest ?? ContentHash.text(body) }
}
