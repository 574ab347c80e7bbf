import Evidence
import Store

/// The tree as the store keeps it: nodes from level 1 on; a leaf's own hash is computed from its bytes.
struct StoredTree: TreeReader {
    let snapshot: any Snapshot

    init(_ snapshot: any Snapshot) { self.snapshot = snapshot }

    func node(_ address: NodeAddress) throws -> TreeNode? {
        guard address.level == 0 else { return try snapshot.logNode(level: address.level, index: address.index) }
        return try snapshot.leaf(address.index).map { TreeHash.leaf($0.bytes) }
    }

    /// Leaves whose nodes are written: all that the newest checkpoint covers; in an older file, as far as it was caught up.
    static func size(_ snapshot: any Snapshot) throws -> Int64 {
        if let checkpoint = try snapshot.checkpoint(atMost: .max) { return checkpoint.size }
        return try snapshot.meta(LogName.caughtUp).flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
    }
}

/// Names of the log's values in the partition.
enum LogName {
    /// How many leaves of an older file have their nodes; only until the first checkpoint.
    static let caughtUp = "log.nodes"
    /// The signing key, sealed.
    static let key = "log.key"
    /// The line `before` of this epoch's checkpoints.
    static let before = "log.before"
    /// The size of the newest checkpoint that a witness signed.
    static let witnessed = "log.witnessed"
}
