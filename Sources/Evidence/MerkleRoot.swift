/// The root of a tenant's log in one pass over its leaves (RFC 9162 §2.1.1); memory is the O(log n) roots of the complete
/// subtrees on the right edge. `Tree` answers the same from kept nodes.
package struct MerkleRoot: Sendable {
    // Roots of complete subtrees, largest first; a set bit of `size` for each.
    private var edge: [TreeNode] = []
    package private(set) var size: Int64 = 0

    package init() {}

    /// The edge of a tree whose nodes are kept: reads one node for each set bit of `size`.
    package init(size: Int64, from reader: some TreeReader) throws {
        guard size >= 0 else { throw TreeError.outOfRange }
        self.size = size
        var start: Int64 = 0
        for level in stride(from: 62, through: 0, by: -1) where size >> Int64(level) & 1 == 1 {
            let address = NodeAddress(level: level, index: start >> Int64(level))
            guard let node = try reader.node(address) else { throw TreeError.missing(address) }
            edge.append(node)
            start += 1 << Int64(level)
        }
    }

    package mutating func append(_ leaf: [UInt8]) { append(hash: TreeHash.leaf(leaf)) { _, _ in } }

    /// Appends a leaf by its hash; `completed` gets the subtrees above the leaf that it closes, from below.
    package mutating func append(hash: TreeNode, completed: (NodeAddress, TreeNode) -> Void) {
        var node = hash
        var level = 0
        while size >> Int64(level) & 1 == 1, let left = edge.popLast() {
            node = TreeHash.node(left, node)
            level += 1
            completed(NodeAddress(level: level, index: size >> Int64(level)), node)
        }
        edge.append(node)
        size += 1
    }

    package var value: TreeNode {
        guard var root = edge.last else { return TreeHash.empty }
        for left in edge.dropLast().reversed() { root = TreeHash.node(left, root) }
        return root
    }
}
