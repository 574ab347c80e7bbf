import Crypto

/// A node of the tree: 32 bytes.
package typealias TreeNode = [UInt8]

/// Hashing of RFC 9162 §2.1.1: leaves and inner nodes have different first bytes, so that neither can stand for the other.
package enum TreeHash {
    package static func leaf(_ bytes: [UInt8]) -> TreeNode { of(0x00, bytes, []) }

    /// Of a leaf in two pieces.
    package static func leaf(_ head: [UInt8], _ tail: [UInt8]) -> TreeNode { of(0x00, head, tail) }

    package static func node(_ left: TreeNode, _ right: TreeNode) -> TreeNode { of(0x01, left, right) }

    /// In one piece, because for so few bytes every call of the hash costs more than the hash.
    private static func of(_ first: UInt8, _ head: [UInt8], _ tail: [UInt8]) -> TreeNode {
        withUnsafeTemporaryAllocation(byteCount: 1 + head.count + tail.count, alignment: 1) { all in
            all[0] = first
            UnsafeMutableRawBufferPointer(rebasing: all[1...]).copyBytes(from: head)
            UnsafeMutableRawBufferPointer(rebasing: all[(1 + head.count)...]).copyBytes(from: tail)
            return SHA256.hash(data: UnsafeRawBufferPointer(all)).withUnsafeBytes { TreeNode($0) }
        }
    }

    /// The root of a tree without leaves.
    package static let empty: TreeNode = Array(SHA256.hash(data: [UInt8]()))
}

/// A completed subtree: `level` 0 is a leaf; `index` counts the subtrees of that level from the left.
package struct NodeAddress: Hashable, Sendable {
    package var level: Int
    package var index: Int64

    package init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// The leaves below it.
    var leaves: Range<Int64> { (index << Int64(level))..<((index + 1) << Int64(level)) }
}

/// Where completed subtrees are kept. Nothing in it ever changes or goes: a node is written once, in the transaction of the leaf that
/// completes it.
package protocol TreeReader {
    /// Nil for a subtree that is not complete.
    func node(_ address: NodeAddress) throws -> TreeNode?
}

/// A proof could not be made or does not hold.
package enum TreeError: Error, Equatable {
    /// The range asked for is no range of the tree.
    case outOfRange
    /// A node that must exist is missing: the store is damaged.
    case missing(NodeAddress)
}
