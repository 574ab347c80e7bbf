import Base
import Evidence
import Store

/// The leaves of one batch, and the batch's last write: the nodes they complete and one signed checkpoint, in the same transaction
/// (why.md S17). Nothing signed leaves the process from memory: whoever hands a checkpoint out reads this row.
final class LogBatch {
    /// Leaves whose nodes are written.
    private let start: Int64
    private let last: CheckpointRow?
    private var hashes: [TreeNode] = []

    init(_ transaction: any Transaction, head: TenantHead) throws {
        last = try transaction.checkpoint(atMost: .max)
        start = try StoredTree.size(transaction)
        guard start <= head.leaves else { throw StoreError.corrupt("a checkpoint of \(start) leaves over \(head.leaves)") }
        // What an older version wrote, up to one slice; the rest was caught up before.
        for index in start..<head.leaves { hashes.append(try LogBatch.hash(index, transaction)) }
    }

    static func hash(_ index: Int64, _ snapshot: any Snapshot) throws -> TreeNode {
        guard let row = try snapshot.leaf(index) else { throw StoreError.corrupt("no leaf \(index)") }
        return TreeHash.leaf(row.bytes)
    }

    /// A leaf just written. Where its savepoint is rolled back, its index comes again and replaces it.
    func append(_ leaf: [UInt8], at index: Int64) {
        hashes.removeLast(max(0, Int(start) + hashes.count - Int(index)))
        hashes.append(TreeHash.leaf(leaf))
    }

    /// Root of what was there before this batch, for the `before` line of a new epoch.
    func rootBefore(_ transaction: any Transaction) throws -> (size: Int64, root: TreeNode) {
        var edge = try MerkleRoot(size: start, from: StoredTree(transaction))
        for hash in hashes { edge.append(hash: hash) { _, _ in } }
        return (edge.size, edge.value)
    }

    /// The last write of the batch; nothing where no leaf was added.
    func finish(_ transaction: any Transaction, origin: LogOrigin, signer: NoteSigner?, time: Timestamp) throws {
        let size = try transaction.head().leaves
        guard size > start, let signer else { return }
        hashes.removeLast(max(0, Int(start) + hashes.count - Int(size)))
        var edge = try MerkleRoot(size: start, from: StoredTree(transaction))
        var nodes: [LogNodeRow] = []
        for hash in hashes {
            edge.append(hash: hash) { address, node in nodes.append(LogNodeRow(level: address.level, index: address.index, hash: node)) }
        }
        try transaction.addLogNodes(nodes)
        let before = try transaction.meta(LogName.before).flatMap { Checkpoint.Before(String(decoding: $0, as: UTF8.self)) }
        let checkpoint = Checkpoint(origin: origin, size: size, root: edge.value, time: time, before: before)
        let note = try signer.sign(SignedNote(text: checkpoint.text))
        // Read again: a witness may have signed it in this batch.
        if let last = try transaction.checkpoint(atMost: .max), isPassing(last, epoch: origin.epoch, time) {
            try transaction.removeCheckpoint(size: last.size)
        }
        if last == nil { try transaction.setMeta(LogName.caughtUp, nil) }
        try transaction.addCheckpoint(
            CheckpointRow(size: size, epoch: origin.epoch, root: edge.value, time: time.ms, note: note.encoded))
    }

    /// Kept for good are the last checkpoint of each hour and of each epoch, and those with a witness; others can be proved against them.
    private func isPassing(_ row: CheckpointRow, epoch: Int64, _ time: Timestamp) -> Bool {
        row.epoch == epoch && row.cosignatures.isEmpty && row.time / 3_600_000 == time.ms / 3_600_000
    }
}
