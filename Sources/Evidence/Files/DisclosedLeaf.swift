import Base
package import Wire

/// A leaf with its proof and, where it still exists and may be shown, its body (protocol/evidence.md §2.1): a line of `leaves.jsonl`,
/// the member `leaf` of a receipt.
package struct DisclosedLeaf: Sendable, Equatable {
    package var index: Int64
    /// The 42 bytes as they stand in the log.
    package var leaf: [UInt8]
    /// Nil where the body was erased, or is another person's (`isWithheld`).
    package var body: Commitment?
    package var isWithheld: Bool
    /// Inclusion in the tree of the file's checkpoint.
    package var proof: [TreeNode]

    package init(index: Int64, leaf: [UInt8], body: Commitment?, isWithheld: Bool = false, proof: [TreeNode]) {
        self.index = index
        self.leaf = leaf
        self.body = body
        self.isWithheld = isWithheld
        self.proof = proof
    }

    /// Throws where a member is missing, of another type or length; what the bytes say is not looked at.
    package init(_ view: JSONView) throws(FormError) {
        guard view.kind == .object else { throw FormError("") }
        index = try view.count("index")
        leaf = try view.bytes("leaf", count: Leaf.byteCount)
        proof = try view.nodes("proof")
        let (salt, text) = (try view.need("salt"), try view.need("body"))
        isWithheld = false
        if salt.isNull, text.isNull {
            body = nil
            if let why = view["why"] {
                guard why.string == "withheld" || why.string == "erased" else { throw FormError("why") }
                isWithheld = why.string == "withheld"
            }
        } else {
            body = Commitment(salt: try view.bytes("salt", count: Commitment.saltBytes), body: try view.bytes("body"))
        }
    }

    /// Canonical form: members in bytewise order.
    package func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("body")
        if let body { writer.base64(body.body) } else { writer.null() }
        writer.key("index")
        writer.int(index)
        writer.key("leaf")
        writer.base64(leaf)
        writer.key("proof")
        writer.nodes(proof)
        writer.key("salt")
        if let body { writer.base64(body.salt) } else { writer.null() }
        if body == nil, isWithheld {
            writer.key("why")
            writer.string("withheld")
        }
        writer.endObject()
    }
}

extension JSONWriter {
    mutating func nodes(_ nodes: [TreeNode]) {
        beginArray()
        for node in nodes { string(Base64URL.encode(node)) }
        endArray()
    }
}
