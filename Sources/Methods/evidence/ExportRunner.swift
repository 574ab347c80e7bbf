internal import Base
internal import Casework
package import Evidence
internal import Store
internal import Synchronization
package import Tenancy
internal import Wire

/// Makes the bundles that people ask for, on threads of its own: an export holds up neither an event loop nor those who read and write.
/// Jobs stand in their tenants' partitions; after a restart the pending ones are found and begun again.
package final class ExportRunner: Sendable {
    private struct Place: Hashable {
        var tenant: String
        var account: String
    }
    private struct State {
        /// At work, or in line for a thread.
        var running: [Place: ExportProgress] = [:]
        /// Interrupted; tried again by the next tick.
        var waiting: Set<Place> = []
        var hasResumed = false
        var isShut = false
    }

    private let registry: TenantRegistry
    private let pool = BlockingPool(threads: Limits.exportThreads, queueLimit: Limits.exportQueue, name: "export")
    private let press: (any IndexPress)?
    // Guards who is at work; held for moments.
    private let state = Mutex(State())

    package init(registry: TenantRegistry, press: (any IndexPress)?) {
        self.registry = registry
        self.press = press
    }

    /// What the platform remembers of tenants with pending exports.
    private static let document = "export"

    /// How far an account's export is; nil where it is not being made here and now.
    func progress(tenant: String, account: String) -> (done: Int64, of: Int64)? {
        state.withLock { $0.running[Place(tenant: tenant, account: account)] }?.now
    }

    /// Starts the work on an account's job where nobody is at it; does not wait for it.
    func launch(_ partition: Partition, account: String) async throws {
        try await remember(partition.tenant.code, pending: true)
        start(Place(tenant: partition.tenant.code, account: account))
    }

    func cancel(tenant: String, account: String) {
        state.withLock { $0.running[Place(tenant: tenant, account: account)] }?.cancel()
    }

    private func start(_ place: Place) {
        let progress = state.withLock { state -> ExportProgress? in
            guard !state.isShut, state.running[place] == nil else { return nil }
            let progress = ExportProgress()
            state.running[place] = progress
            state.waiting.remove(place)
            return progress
        }
        guard let progress else { return }
        Task { [self] in
            var isOver = true
            do {
                let partition = try await registry.open(place.tenant)
                try await partition.makeExport(place.account, press: press, pool: pool, progress: progress)
            } catch let error as RPCError where error.code == .notFound {
                // The tenant was deleted, and its jobs with it.
            } catch {
                // A failure is the store's or a shutdown: the job stays and is found again.
                isOver = false
            }
            let isLast = state.withLock { state in
                state.running[place] = nil
                if !isOver { state.waiting.insert(place) }
                return !(state.waiting.contains { $0.tenant == place.tenant } || state.running.contains { $0.key.tenant == place.tenant })
            }
            if isLast { try? await remember(place.tenant, pending: false) }
        }
    }

    /// To be called about once a second: goes on with what was interrupted, after a restart too. Does not wait for it.
    package func tick() async {
        let isFirst = state.withLock { state in
            defer { state.hasResumed = true }
            return !state.hasResumed
        }
        if isFirst { await resume() }
        for place in state.withLock({ $0.waiting }) { start(place) }
    }

    /// Jobs that were pending when the last process ended.
    private func resume() async {
        let platform = registry.platform
        let codes = try? await registry.pools.read.run {
            try platform.readNow { try $0.list(ExportRunner.document, after: nil, limit: 10_000).map(\.key) }
        }
        for code in codes ?? [] {
            guard let accounts = try? await registry.open(code).pendingExports() else { continue }
            if accounts.isEmpty { try? await remember(code, pending: false) }
            state.withLock { $0.waiting.formUnion(accounts.map { Place(tenant: code, account: $0) }) }
        }
    }

    /// Remembers outside the tenant that it has work left.
    private func remember(_ code: String, pending: Bool) async throws {
        let platform = registry.platform
        try await registry.pools.commit.run {
            try platform.writeNow { platform in
                if pending { try platform.put(ExportRunner.document, code, [1]) } else { try platform.delete(ExportRunner.document, code) }
            }
        }
    }

    /// Waits until nobody is at work: for tests.
    package func settle() async throws {
        while state.withLock({ !$0.running.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Ends the work between two slices; jobs stay for the next process.
    package func shutdown() {
        let running = state.withLock { state in
            state.isShut = true
            return Array(state.running.values)
        }
        for progress in running { progress.suspend() }
        pool.shutdown()
    }
}
