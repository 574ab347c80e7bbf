/// The Merkle tree of a log, over completed subtrees that are kept: appending writes O(1) nodes on average, a root and a proof read
/// O(log n) of them.
package struct Tree<Reader: TreeReader> {
    package let reader: Reader

    package init(_ reader: Reader) { self.reader = reader }

    /// The nodes that leaf number `index` completes, itself first. `pending` holds nodes that are not readable yet (a batch being
    /// written); what is returned belongs there too.
    package func append(_ leaf: TreeNode, at index: Int64, pending: [NodeAddress: TreeNode] = [:]) throws -> [(NodeAddress, TreeNode)] {
        var out = [(NodeAddress(level: 0, index: index), leaf)]
        var (level, position, node) = (0, index, leaf)
        // A right child closes its parent; go up as long as that is so.
        while position & 1 == 1 {
            let sibling = NodeAddress(level: level, index: position - 1)
            guard let left = try pending[sibling] ?? reader.node(sibling) else { throw TreeError.missing(sibling) }
            (level, position, node) = (level + 1, position >> 1, TreeHash.node(left, node))
            out.append((NodeAddress(level: level, index: position), node))
        }
        return out
    }

    /// The root of the first `size` leaves.
    package func root(size: Int64) throws -> TreeNode {
        guard size >= 0 else { throw TreeError.outOfRange }
        return size == 0 ? TreeHash.empty : try hash(0..<size)
    }

    /// RFC 9162 §2.1.3: that leaf `index` is in the tree of `size` leaves.
    package func inclusionProof(of index: Int64, size: Int64) throws -> [TreeNode] {
        guard index >= 0, index < size else { throw TreeError.outOfRange }
        var proof: [TreeNode] = []
        var range: Range<Int64> = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Tree.split(range.upperBound - range.lowerBound)
            if index < middle {
                proof.append(try hash(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try hash(range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return proof.reversed()
    }

    /// RFC 9162 §2.1.4: that the tree of `old` leaves is the beginning of the tree of `size` leaves. Empty for equal sizes and for an
    /// empty old tree, which is the beginning of every tree.
    package func consistencyProof(from old: Int64, size: Int64) throws -> [TreeNode] {
        guard old >= 0, old <= size else { throw TreeError.outOfRange }
        guard old > 0, old < size else { return [] }
        var proof: [TreeNode] = []
        var range: Range<Int64> = 0..<size
        var whole = true
        while old != range.upperBound {
            let middle = range.lowerBound + Tree.split(range.upperBound - range.lowerBound)
            if old <= middle {
                proof.append(try hash(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try hash(range.lowerBound..<middle))
                range = middle..<range.upperBound
                whole = false
            }
        }
        if !whole { proof.append(try hash(range)) }
        return proof.reversed()
    }

    /// The largest power of two below `count`.
    static func split(_ count: Int64) -> Int64 { 1 << Int64(63 - (count - 1).leadingZeroBitCount) }

    /// The hash of a run of leaves that starts on a border of its own size: a kept node where it is complete.
    private func hash(_ range: Range<Int64>) throws -> TreeNode {
        let count = range.upperBound - range.lowerBound
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            let address = NodeAddress(level: level, index: range.lowerBound >> Int64(level))
            guard let node = try reader.node(address) else { throw TreeError.missing(address) }
            return node
        }
        let middle = range.lowerBound + Tree.split(count)
        return TreeHash.node(try hash(range.lowerBound..<middle), try hash(middle..<range.upperBound))
    }
}
