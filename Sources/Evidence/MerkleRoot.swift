import Crypto

/// The root of a tenant's log (RFC 9162 §2.1.1): leaves are hashed behind a 0 byte, nodes behind a 1 byte.
///
/// Leaves are taken in order, one at a time; memory is the O(log n) roots of the complete subtrees on the right edge.
package struct MerkleRoot: Sendable {
    // Roots of complete subtrees, largest first; a set bit of `size` for each.
    private var edge: [[UInt8]] = []
    package private(set) var size: Int64 = 0

    package init() {}

    package mutating func append(_ leaf: [UInt8]) {
        var node = MerkleRoot.hash(prefix: 0, leaf, [])
        var bits = size
        while bits & 1 == 1, let left = edge.popLast() {
            node = MerkleRoot.hash(prefix: 1, left, node)
            bits >>= 1
        }
        edge.append(node)
        size += 1
    }

    /// SHA-256 of nothing for the empty log.
    package var value: [UInt8] {
        guard var root = edge.last else { return Array(SHA256.hash(data: [UInt8]())) }
        for left in edge.dropLast().reversed() { root = MerkleRoot.hash(prefix: 1, left, root) }
        return root
    }

    private static func hash(prefix: UInt8, _ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var digest = SHA256()
        digest.update(data: [prefix])
        digest.update(data: a)
        digest.update(data: b)
        return Array(digest.finalize())
    }
}
