import Crypto
package import Wire

/// The commitment to one version of a record inside the body of the act that wrote it (protocol/evidence.md §1.5): each version has a
/// salt of its own, so that one can be shown to one person and the others stay unguessable.
package enum RowElement {
    package static let saltBytes = 16

    /// salt ‖ canonical JSON of `{"c","id","rev","row"}`; nil row: the record was removed. Throws where the row has no canonical form.
    package static func bytes(salt: [UInt8], collection: String, id: String, rev: Int64, row: JSON?) throws(JSONError) -> [UInt8] {
        salt + (try JSON.object(["c": .string(collection), "id": .string(id), "rev": .int(rev), "row": row ?? .null]).canonical())
    }

    /// What stands in the tree of an act's rows.
    package static func hash(salt: [UInt8], collection: String, id: String, rev: Int64, row: JSON?) throws(JSONError) -> TreeNode {
        TreeHash.leaf(try bytes(salt: salt, collection: collection, id: id, rev: rev, row: row))
    }
}

/// A tree small enough to be held whole: the rows of one act.
package struct SmallTree: Sendable, TreeReader {
    private var nodes: [NodeAddress: TreeNode] = [:]
    package let size: Int64

    package init(hashes: [TreeNode]) {
        size = Int64(hashes.count)
        var row = hashes
        var level = 0
        while !row.isEmpty {
            for (index, node) in row.enumerated() { nodes[NodeAddress(level: level, index: Int64(index))] = node }
            row = stride(from: 0, to: row.count - 1, by: 2).map { TreeHash.node(row[$0], row[$0 + 1]) }
            level += 1
        }
    }

    package func node(_ address: NodeAddress) -> TreeNode? { nodes[address] }

    package var root: TreeNode { (try? Tree(self).root(size: size)) ?? TreeHash.empty }

    /// Nil for an index outside the tree.
    package func proof(of index: Int64) -> [TreeNode]? { try? Tree(self).inclusionProof(of: index, size: size) }
}
