/// Checks inclusion proofs against one checkpoint, one leaf after another. Neighbours share most of their path: a node that was shown
/// to be in the tree is not hashed again, only the rest of the proof is compared, so that a whole log costs about two hashes a leaf.
package struct ProofWalk: Sendable {
    package let size: Int64
    package let root: TreeNode
    /// Whether nodes are kept for `take`; off unless somebody compares.
    package var keepsNodes = false

    // The last path that held: the node at each level, and how much of its proof was left there.
    private var path: [(position: Int64, node: TreeNode, left: Int)?] = Array(repeating: nil, count: 65)
    private var proof: [TreeNode] = []
    private var seen: [(NodeAddress, TreeNode)] = []

    package init(_ checkpoint: Checkpoint) {
        size = checkpoint.size
        root = checkpoint.root
    }

    /// Complete subtrees that the last proof showed, the leaf's own first; each only once a walk.
    package mutating func take() -> [(NodeAddress, TreeNode)] {
        defer { seen = [] }
        return seen
    }

    /// Whether `leaf` (its hash) is number `index` of the tree.
    package mutating func holds(leaf: TreeNode, index: Int64, proof steps: [TreeNode]) -> Bool {
        guard index >= 0, index < size else { return false }
        var (level, position, last, node, used) = (0, index, size - 1, leaf, 0)
        var visited: [(position: Int64, node: TreeNode, left: Int)] = []
        seen = []
        while true {
            let left = steps.count - used
            if let known = path[level], known.position == position, known.left == left, known.node == node {
                guard steps[used...] == proof[(proof.count - left)...] else { return false }
                break
            }
            visited.append((position, node, left))
            note(level, position, node)
            guard last > 0 else {
                guard left == 0, node == root else { return false }
                break
            }
            if position & 1 == 1 || position != last {
                guard left > 0 else { return false }
                let sibling = steps[used]
                used += 1
                note(level, position ^ 1, sibling)
                node = position & 1 == 1 ? TreeHash.node(sibling, node) : TreeHash.node(node, sibling)
            }
            // A node without a sibling rises unchanged.
            (level, position, last) = (level + 1, position >> 1, last >> 1)
        }
        for (level, state) in visited.enumerated() { path[level] = state }
        proof = steps
        return true
    }

    private mutating func note(_ level: Int, _ position: Int64, _ node: TreeNode) {
        guard keepsNodes, (position + 1) << Int64(level) <= size else { return }
        seen.append((NodeAddress(level: level, index: position), node))
    }

    /// The complete subtrees of which a tree of that size is made, largest first.
    package static func parts(of size: Int64) -> [NodeAddress] {
        var (out, start): ([NodeAddress], Int64) = ([], 0)
        for level in stride(from: 62, through: 0, by: -1) where size >> Int64(level) & 1 == 1 {
            out.append(NodeAddress(level: level, index: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        return out
    }

    /// The root of those subtrees.
    package static func root(of parts: [TreeNode]) -> TreeNode {
        guard var root = parts.last else { return TreeHash.empty }
        for left in parts.dropLast().reversed() { root = TreeHash.node(left, root) }
        return root
    }
}
