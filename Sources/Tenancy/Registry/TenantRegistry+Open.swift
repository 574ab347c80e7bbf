import Base
import Dispatch
import Store
import Synchronization
package import Wire

extension TenantRegistry {
    /// The partition of a tenant, opened where it is not: 1402 unknown or deleted, 1604 suspended, 1103 where an operator must act
    /// first, 1001 where it cannot be opened.
    package func open(_ code: String) async throws(RPCError) -> Partition {
        let summary = try summary(code)
        switch summary.status {
        case .active: return try await partition(summary)
        case .suspended: throw RPCError(.tenantSuspended)
        case .deleted: throw RPCError(.notFound)
        }
    }

    /// Whatever its status: for the registry's own work. Two that ask at once wait for one opening.
    func partition(_ summary: TenantSummary) async throws(RPCError) -> Partition {
        let slot = tenants.withLock { tenants -> Slot? in
            if let slot = tenants.slots[summary.code] { return slot }
            guard tenants.held[summary.code] != .restored else { return nil }
            let slot = Slot.opening(Task { try await self.pools.read.run { try self.openKept(summary) } })
            tenants.slots[summary.code] = slot
            return slot
        }
        switch slot {
        case .open(let partition): return partition
        case .opening(let task):
            do {
                let partition = try await task.value
                makeRoom()
                return partition
            } catch {
                tenants.withLock { tenants in
                    if case .opening = tenants.slots[summary.code] { tenants.slots[summary.code] = nil }
                }
                throw explain(error, summary)
            }
        case nil: throw TenantHold.restored.error
        }
    }

    private func explain(_ error: any Error, _ summary: TenantSummary) -> RPCError {
        if let error = error as? RPCError { return error }
        if case StoreError.busy = error { return RPCError(.busy) }
        if case StoreError.full = error {
            disk.full(tenant: summary.number)
            return .storageFull
        }
        alarms.raise(.commitFailed(tenant: summary.number, detail: "opening: \(error)"))
        return RPCError(.unavailable)
    }

    /// On a pool thread: opens the partition and puts it where `shutdown` finds it, before anybody is told.
    private func openKept(_ summary: TenantSummary) throws -> Partition {
        let isShut = tenants.withLock { tenants in
            if !tenants.isShut { openings.enter() }
            return tenants.isShut
        }
        if isShut { throw StoreError.closed }
        defer { openings.leave() }
        let partition = try openNow(summary)
        tenants.withLock { $0.slots[summary.code] = .open(partition) }
        return partition
    }

    /// On a pool thread: keys, store, and the check that nothing went back in time.
    func openNow(_ summary: TenantSummary) throws -> Partition {
        if let hold = try missing(summary.number) {
            self.hold(summary, hold)
            throw hold.error
        }
        let ring = try ring(summary.number)
        let store = try stores.tenant(summary.number, create: false)
        do {
            let head = try store.readNow { snapshot in
                try SealCounts.load(ring, snapshot)
                return try snapshot.head()
            }
            let (remembered, mark) = tenants.withLock { ($0.heads[summary.number], $0.restores[summary.number]) }
            if mark == nil, let remembered, remembered.isAhead(of: head) {
                hold(summary, .restored)
                throw TenantHold.restored.error
            }
            let partition = make(summary, store, ring, durable: remembered?.durable ?? -1)
            if let mark { try beginEpoch(partition, mark, above: remembered) }
            hold(summary, nil)
            return partition
        } catch {
            try? store.close()
            throw error
        }
    }

    func make(_ summary: TenantSummary, _ store: any TenantStore, _ ring: KeyRing, durable: Int64) -> Partition {
        let (stores, number) = (stores, summary.number)
        return Partition(
            tenant: TenantInfo(number: number, code: summary.code, name: summary.name, serverName: serverName),
            state: state(summary.code), stores: StoreBox(store) { try stores.tenant(number, create: false) }, keys: KeyRingBox(ring),
            disk: disk, pools: pools, clock: clock, random: random, alarms: alarms, commands: commands, durableLeaves: durable,
            keepsLog: keepsLog, health: health)
    }

    func ring(_ number: Int64) throws -> KeyRing {
        guard let file = try keyStore.load(tenant: number) else { throw KeyError.missing }
        return try KeyFile.read(file, tenant: number, platform: platformKey)
    }

    // MARK: Closing

    /// Closes the least recently used partitions beyond the bound, if nobody holds on to them.
    private func makeRoom() {
        let open = openPartitions()
        guard open.count > Limits.openTenants else { return }
        let oldest = open.sorted { $0.lastUsed.load(ordering: .relaxed) < $1.lastUsed.load(ordering: .relaxed) }
        for partition in oldest.prefix(open.count - Limits.openTenants) { closeSoon(partition) }
    }

    /// Partitions open now; those being opened are not among them.
    package func openPartitions() -> [Partition] {
        tenants.withLock { tenants in
            tenants.slots.values.compactMap { slot in
                if case .open(let partition) = slot { return partition }
                return nil
            }
        }
    }

    private func closeSoon(_ partition: Partition) {
        guard partition.subscriptions.count == 0 else { return }
        // A pool that is full leaves it open: it is tried again at the next tick.
        try? pools.read.submit { self.closeNow(partition) }
    }

    /// On a pool thread. Does nothing while something is still to be written.
    @discardableResult
    func closeNow(_ partition: Partition) -> Bool {
        guard partition.queue.close() else { return false }
        // Its absence says that the process ended otherwise.
        try? partition.writeStop()
        try? remember([partition])
        tenants.withLock { tenants in
            if case .open(let open) = tenants.slots[partition.tenant.code], open === partition {
                tenants.slots[partition.tenant.code] = nil
            }
        }
        try? partition.stores.close()
        return true
    }

    /// Closes what nobody has used for a while.
    func closeIdle(_ now: Timestamp) {
        for partition in openPartitions() where now.ms - partition.lastUsed.load(ordering: .relaxed) >= Limits.tenantIdleMs {
            closeSoon(partition)
        }
    }

    /// Blocks: opens nothing more, lets everything under way end, writes down what every open partition holds, then closes them all,
    /// and the platform's store, and lets go of the place.
    package func shutdown() throws {
        tenants.withLock { $0.isShut = true }
        openings.wait()
        closeAll()
        defer { stores.close() }
        try platform.close()
    }

    /// Blocks until every partition has written what it took.
    func closeAll() {
        let open = openPartitions()
        for partition in open where partition.queue.finish(withinMs: Limits.drainMs) { closeNow(partition) }
    }

    // MARK: What the platform remembers

    /// Writes (epoch, log size) of partitions down, in one transaction; blocks.
    func remember(_ partitions: [Partition]) throws {
        var heads: [Int64: RememberedHead] = [:]
        for partition in partitions {
            let (head, due) = try partition.stores.now.readNow { snapshot in
                (try snapshot.head(), try snapshot.timers(dueBy: .max, limit: 1).first?.due)
            }
            heads[partition.tenant.number] = RememberedHead(
                epoch: head.epoch, leaves: head.leaves, durable: partition.core.durableLeaves.load(ordering: .acquiring), due: due)
        }
        try remember(heads)
    }

    func remember(_ heads: [Int64: RememberedHead]) throws {
        let changed = tenants.withLock { tenants in heads.filter { tenants.heads[$0.key] != $0.value } }
        guard !changed.isEmpty else { return }
        try platform.writeNow { transaction in
            for (number, head) in changed {
                let name = String(number)
                try transaction.put(RememberedHead.kind, name, try documents.seal(RememberedHead.kind, name, head.json))
            }
        }
        tenants.withLock { $0.heads.merge(changed) { $1 } }
    }
}
