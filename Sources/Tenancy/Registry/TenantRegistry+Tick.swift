package import Base
import Store
import Synchronization
package import Wire

extension TenantRegistry {
    /// What has to be done from time to time; call it about once a second, one call after another. Cheap where nothing is due.
    package func tick() async {
        let now = clock.now()
        await openDue(now)
        for partition in openPartitions() {
            if partition.nextDue.load(ordering: .acquiring) <= now.ms { await partition.fireTimers() }
            await partition.keepHouse(now)
        }
        closeIdle(now)
        let minute = now.ms / 60_000
        if lastMinute.exchange(minute, ordering: .acquiringAndReleasing) != minute {
            let open = openPartitions()
            try? await blocking { try self.remember(open) }
        }
        let hour = now.ms / 3_600_000
        if lastHour.exchange(hour, ordering: .acquiringAndReleasing) != hour {
            try? await blocking { try self.certifyExpiredBackups(now) }
        }
    }

    /// Opens the closed partitions that have a timer due.
    private func openDue(_ now: Timestamp) async {
        let due = tenants.withLock { tenants in
            tenants.known.values.filter { summary in
                guard summary.status == .active, tenants.slots[summary.code] == nil, tenants.held[summary.code] != .restored,
                    let due = tenants.heads[summary.number]?.due
                else { return false }
                return due <= now.ms
            }
        }
        for summary in due { _ = try? await partition(summary) }
    }

    /// Copies a tenant's partition as of one instant; what stands in it counts as durable (`dur`) from then on. Blocks a pool thread.
    package func backup(_ code: String, to path: String) async throws(RPCError) {
        let partition = try await partition(try summary(code))
        try await blocking {
            let leaves = try partition.stores.now.readNow { try $0.head().leaves }
            try partition.stores.now.backup(to: path) { _, _ in }
            partition.core.durableLeaves.store(leaves, ordering: .releasing)
            try self.remember([partition])
        }
    }
}

extension Partition {
    /// Checkpoints, purge receipts, orphans and old tombstones, each in its own time.
    func keepHouse(_ now: Timestamp) async {
        let commits = commits
        if housekeptCommits.exchange(commits, ordering: .acquiringAndReleasing) != commits {
            let stores = stores
            _ = try? await pools.read.run { try stores.now.maintain(idle: false) }
        }
        let minute = now.ms / 60_000
        if lastMinute.exchange(minute, ordering: .acquiringAndReleasing) != minute, !purgeReceipts.isEmpty {
            _ = try? await system("purge.receipts") { _ in }
        }
        let hour = now.ms / 3_600_000
        guard lastHour.exchange(hour, ordering: .acquiringAndReleasing) != hour else { return }
        await sweepBlobs()
        await purgeTombstones(now)
    }

    /// Forgets removals older than 90 days and raises the floors of their feeds; a cursor below a floor starts again (why.md S1).
    @discardableResult
    package func purgeTombstones(_ now: Timestamp) async -> Int {
        let before = now.ms - Int64(Limits.tombstoneDays) * 86_400_000
        let purged = try? await system("feed.purge") { try $0.transaction.purgeTombstones(before: before, limit: 1024) }
        return purged ?? 0
    }
}
