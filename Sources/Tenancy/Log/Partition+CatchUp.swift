import Base
import Evidence
import Store
import Synchronization

extension Partition {
    /// Computes the nodes of leaves that an older version wrote, a bounded slice to a transaction, until at most one slice is left for
    /// the next batch. On the writer's thread, before its first batch; a crash in between goes on where it stopped.
    func catchUpLog() throws {
        guard !core.log.isCaughtUp.load(ordering: .acquiring) else { return }
        while try catchUpSlice() {}
        core.log.isCaughtUp.store(true, ordering: .releasing)
    }

    private func catchUpSlice() throws -> Bool {
        let (done, leaves) = try stores.now.readNow { (try StoredTree.size($0), try $0.head().leaves) }
        guard leaves - done > Limits.logSlice else { return false }
        try stores.now.writeNow { transaction in
            var edge = try MerkleRoot(size: done, from: StoredTree(transaction))
            var nodes: [LogNodeRow] = []
            for index in done..<(done + Limits.logSlice) {
                edge.append(hash: try LogBatch.hash(index, transaction)) { address, node in
                    nodes.append(LogNodeRow(level: address.level, index: address.index, hash: node))
                }
            }
            try transaction.addLogNodes(nodes)
            // A file with a checkpoint has all its nodes: whoever comes here has none yet.
            try transaction.setMeta(LogName.caughtUp, Array(String(done + Limits.logSlice).utf8))
        }
        return true
    }
}

extension BatchState {
    /// The batch's last write.
    func finishLog(_ core: PartitionCore, _ transaction: any Transaction) throws {
        try log.finish(transaction, origin: core.tenant.origin(epoch: epoch), signer: signer, time: leafTime)
    }
}
