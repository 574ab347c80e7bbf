import Base
import Evidence
import Store

/// What the mutations of one batch share on their commit thread: one fixed `now`, the epoch, and what is to be published.
final class BatchState {
    let now: Timestamp
    let epoch: Int64
    /// Leaf times never go back (why.md S17).
    private(set) var leafTime: Timestamp
    var effects = Effects()
    let log: LogBatch
    /// Signs this batch's checkpoint; published after COMMIT.
    var signer: NoteSigner?

    init(core: PartitionCore, transaction: any Transaction, sealer: Sealer) throws {
        now = core.clock.now()
        let head = try transaction.head()
        epoch = head.epoch
        let last = head.leaves > 0 ? try transaction.leaf(head.leaves - 1).flatMap { Leaf($0.bytes) } : nil
        leafTime = max(last?.time ?? now, now)
        log = try LogBatch(transaction, head: head)
        signer = try core.log.signer ?? LogKey.read(transaction, sealer, tenant: core.tenant)
        try transaction.noteTime(now.ms)
    }
}
