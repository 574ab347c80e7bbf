/// Checking of proofs, without the tree (RFC 9162 §2.1.3.2, §2.1.4.2). A proof that is longer or shorter than it must be does not hold.
package enum TreeProof {
    /// That `leaf` (its hash) is number `index` of the tree with that size and root.
    package static func holds(leaf: TreeNode, index: Int64, size: Int64, root: TreeNode, proof: [TreeNode]) -> Bool {
        guard index >= 0, index < size else { return false }
        var (position, last, node) = (index, size - 1, leaf)
        for step in proof {
            guard last > 0 else { return false }
            if position & 1 == 1 || position == last {
                node = TreeHash.node(step, node)
                // A node without a sibling rises unchanged.
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                node = TreeHash.node(node, step)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && node == root
    }

    /// That the tree (`old`, `oldRoot`) is the beginning of (`size`, `root`).
    package static func consistent(old: Int64, oldRoot: TreeNode, size: Int64, root: TreeNode, proof: [TreeNode]) -> Bool {
        guard old >= 0, old <= size else { return false }
        if old == size { return proof.isEmpty && oldRoot == root }
        if old == 0 { return proof.isEmpty && oldRoot == TreeHash.empty }
        var steps = proof[...]
        // Where the old size is a power of two its root is itself the first node.
        if old & (old - 1) == 0 { steps = [oldRoot] + steps }
        guard let first = steps.popFirst() else { return false }
        var (position, last) = (old - 1, size - 1)
        while position & 1 == 1 {
            position >>= 1
            last >>= 1
        }
        var (before, now) = (first, first)
        for step in steps {
            guard last > 0 else { return false }
            if position & 1 == 1 || position == last {
                before = TreeHash.node(step, before)
                now = TreeHash.node(step, now)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                now = TreeHash.node(now, step)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && before == oldRoot && now == root
    }
}
