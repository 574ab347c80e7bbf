import Base
import Casework
import Importing
import Records
import Store
import Synchronization
package import Tenancy
import Wire

/// Works off import runs: finds the pending ones, each tenant's one after another, and goes on after a restart where they stood.
package final class ImportRunner: Sendable {
    private struct State {
        /// Tenants whose runs are being worked off.
        var busy: Set<Int64> = []
        /// The head of `q/hr` when a tenant's runs were last looked for.
        var looked: [Int64: Int64] = [:]
        var hasResumed = false
        var runsRead = 0
        /// What was read of each tenant's runs.
        var seen: [Int64: Seen] = [:]
    }

    /// The runs of one tenant that are not finished, as of a place in `q/hr`.
    private struct Seen {
        var epoch: Int64 = 0
        var seq: Int64 = 0
        var running: [String: ImportRun] = [:]
        /// Runs read by the last look.
        var read = 0
    }

    let registry: TenantRegistry
    // Guards who is at work; held for moments.
    private let state = Mutex(State())

    package init(registry: TenantRegistry) { self.registry = registry }

    /// To be called about once a second: looks where `q/hr` has changed, and starts work. Does not wait for it.
    package func tick() async {
        if state.withLock({ state in
            defer { state.hasResumed = true }
            return !state.hasResumed
        }) { await resume() }
        for partition in registry.openPartitions() where await isChanged(partition) {
            let number = partition.tenant.number
            guard state.withLock({ $0.busy.insert(number).inserted }) else { continue }
            Task { [self] in
                // A failure is the store's: the run stays pending and is found again.
                try? await workOff(partition)
                state.withLock { state in
                    state.busy.remove(number)
                    return
                }
            }
        }
    }

    /// Records of runs read so far, for tests and metrics.
    package var runsRead: Int { state.withLock { $0.runsRead } }

    /// Works off everything pending in one tenant, and waits for it.
    package func drain(_ partition: Partition) async throws {
        let number = partition.tenant.number
        while !state.withLock({ $0.busy.insert(number).inserted }) { try await Task.sleep(for: .milliseconds(20)) }
        defer { state.withLock { state in _ = state.busy.remove(number) } }
        try await workOff(partition)
    }

    /// Tenants that were in the midst of a run when the process ended are opened, so that `tick` finds them.
    private func resume() async {
        let platform = registry.platform
        let codes = try? await registry.pools.read.run {
            try platform.readNow { try $0.list(ImportRunner.document, after: nil, limit: 10_000).map(\.key) }
        }
        for code in codes ?? [] { _ = try? await registry.open(code) }
    }

    private static let document = "import"

    /// Remembers outside the tenant that it has work left.
    private func remember(_ partition: Partition, pending: Bool) async throws {
        let (platform, code) = (registry.platform, partition.tenant.code)
        try await registry.pools.commit.run {
            try platform.writeNow { platform in
                if pending { try platform.put(ImportRunner.document, code, [1]) } else { try platform.delete(ImportRunner.document, code) }
            }
        }
    }

    private func isChanged(_ partition: Partition) async -> Bool {
        guard let feed = try? await partition.read({ try $0.number(of: .hr) }) else { return false }
        let head = partition.heads.head(of: feed)
        return state.withLock { state in
            guard state.looked[partition.tenant.number] != head else { return false }
            state.looked[partition.tenant.number] = head
            return true
        }
    }

    private func workOff(_ partition: Partition) async throws {
        var isRemembered = false
        while let run = try await pending(partition) {
            if !isRemembered { try await remember(partition, pending: true) }
            isRemembered = true
            if run.kind == "undo" {
                try await ImportUndoWork(partition, run).run()
            } else {
                try await ImportWork(partition, run, registry.pools).run()
            }
        }
        if isRemembered { try await remember(partition, pending: false) }
    }

    /// The oldest run that is not finished. After the first look only what changed since is read: `q/hr` changes with every request.
    private func pending(_ partition: Partition) async throws -> ImportRun? {
        let number = partition.tenant.number
        let known = state.withLock { $0.seen[number] } ?? Seen()
        let seen = try await partition.readOnPool { reader in
            var seen = known
            seen.read = 0
            guard let feed = try reader.number(of: .hr) else { return seen }
            let epoch = try reader.snapshot.head().epoch
            // After a restore the numbers below are others.
            if seen.epoch != epoch { seen = Seen(epoch: epoch) }
            var changed: [String] = []
            try reader.snapshot.changes(feed: feed, after: seen.seq) { header, _ in
                seen.seq = max(seen.seq, header.seq)
                if header.collection == ImportRun.schema.code { changed.append(header.id) }
                return true
            }
            seen.read = changed.count
            for id in changed {
                let run = try reader.record(ImportRun.self, id: id)?.record
                seen.running[id] = run?.status == .running ? run : nil
            }
            return seen
        }
        state.withLock { state in
            state.seen[number] = seen
            state.runsRead += seen.read
        }
        return seen.running.values.min { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }
}
