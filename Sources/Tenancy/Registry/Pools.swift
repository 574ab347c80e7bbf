import Base
package import Store

/// The threads on which everything blocks that may block; nothing blocks an event loop (why.md S9).
package struct Pools: Sendable {
    /// Batches: one job a partition at a time, tenants beside each other.
    package let commit: BlockingPool
    /// Signature checks.
    package let verify: BlockingPool
    /// Opening, snapshots, large pages, reports, backups.
    package let read: BlockingPool

    package init(commit: BlockingPool, verify: BlockingPool, read: BlockingPool) {
        self.commit = commit
        self.verify = verify
        self.read = read
    }

    /// The pools of a process, as Limits bounds them.
    package static func standard() -> Pools {
        Pools(
            commit: BlockingPool(threads: Limits.commitThreads, queueLimit: Limits.openTenants, name: "commit"),
            verify: BlockingPool(threads: Limits.verifyThreads, queueLimit: Limits.verifyQueue, name: "verify"),
            read: BlockingPool(threads: Limits.readThreads, queueLimit: Limits.readQueue, name: "read"))
    }

    package func shutdown() {
        commit.shutdown()
        verify.shutdown()
        read.shutdown()
    }
}
