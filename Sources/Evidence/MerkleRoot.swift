/// The root of a tenant's log in one pass over its leaves (RFC 9162 §2.1.1); memory is the O(log n) roots of the complete
/// subtrees on the right edge. `Tree` answers the same from kept nodes.
package struct MerkleRoot: Sendable {
    // Roots of complete subtrees, largest first; a set bit of `size` for each.
    private var edge: [TreeNode] = []
    package private(set) var size: Int64 = 0

    package init() {}

    package mutating func append(_ leaf: [UInt8]) {
        var node = TreeHash.leaf(leaf)
        var bits = size
        while bits & 1 == 1, let left = edge.popLast() {
            node = TreeHash.node(left, node)
            bits >>= 1
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
