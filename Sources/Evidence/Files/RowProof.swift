import Base
package import Wire

/// A version of a record with the proof that one act wrote it: a line of `records.jsonl` (protocol/evidence.md §3.2).
package struct RowProof: Sendable, Equatable {
    package var collection: String
    package var id: String
    package var rev: Int64
    /// As it travels in pull pages: an array in column order; nil where the record was removed.
    package var row: JSON?
    package var salt: [UInt8]
    /// The act's leaf.
    package var leaf: Int64
    /// How many versions the act wrote, and which of them this is.
    package var count: Int64
    package var position: Int64
    package var path: [TreeNode]

    package init(
        collection: String, id: String, rev: Int64, row: JSON?, salt: [UInt8], leaf: Int64, count: Int64, position: Int64, path: [TreeNode]
    ) {
        (self.collection, self.id, self.rev, self.row, self.salt) = (collection, id, rev, row, salt)
        (self.leaf, self.count, self.position, self.path) = (leaf, count, position, path)
    }

    package init(_ view: JSONView) throws(FormError) {
        guard view.kind == .object else { throw FormError("") }
        collection = try view.text("c")
        id = try view.text("id")
        rev = try view.count("rev")
        salt = try view.bytes("salt", count: RowElement.saltBytes)
        leaf = try view.count("leaf")
        count = try view.count("n")
        position = try view.count("i")
        path = try view.nodes("path")
        let row = try view.need("row").json
        if row.isNull {
            self.row = nil
        } else {
            guard let values = row.arrayValue, values.count >= 2, values[0] == .string(id), values[1] == .int(rev) else { throw FormError("row") }
            self.row = row
        }
    }

    package func hash() throws(JSONError) -> TreeNode {
        try RowElement.hash(salt: salt, collection: collection, id: id, rev: rev, row: row)
    }

    /// Whether the path leads to the root that the act's body names.
    package func holds(root: TreeNode) -> Bool {
        guard let hash = try? hash() else { return false }
        return TreeProof.holds(leaf: hash, index: position, size: count, root: root, proof: path)
    }

    /// Canonical form. Throws where the row has none.
    package func write(into writer: inout JSONWriter) throws(JSONError) {
        writer.beginObject()
        writer.key("c")
        writer.string(collection)
        writer.key("i")
        writer.int(position)
        writer.key("id")
        writer.string(id)
        writer.key("leaf")
        writer.int(leaf)
        writer.key("n")
        writer.int(count)
        writer.key("path")
        writer.nodes(path)
        writer.key("rev")
        writer.int(rev)
        writer.key("row")
        if let row { writer.raw(try row.canonical()) } else { writer.null() }
        writer.key("salt")
        writer.base64(salt)
        writer.endObject()
    }
}
