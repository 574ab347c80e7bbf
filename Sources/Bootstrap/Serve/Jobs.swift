import Base
import Logging
import Methods
import Session
import Store
import Synchronization
import Tenancy

/// Work that comes back: pending imports and exports, the registry's tick (due timers, idle tenants, unreferenced blobs, old tombstones,
/// checkpoints of logs), and the note of when this data was last used.
/// One job of a kind at a time; one that fails is logged and tried again at its next turn.
final class Jobs: Sendable {
    private let node: Node
    // Guards the running jobs between start and stop.
    private let running = Mutex<[Task<Void, Never>]>([])

    init(_ node: Node) { self.node = node }

    func start() {
        let (settings, registry, pools) = (node.settings, node.registry, node.pools)
        let clock = node.clock
        let looking = Task { await registry.inspect() }
        running.withLock { $0.append(looking) }
        repeating("tick", everyMs: Int64(settings.timerMs)) { await registry.tick() }
        let imports = ImportRunner(registry: registry)
        repeating("imports", everyMs: Int64(settings.timerMs)) { await imports.tick() }
        let exports = node.server.services.exports
        repeating("exports", everyMs: Int64(settings.timerMs)) { await exports.tick() }
        repeating("mark", everyMs: Jobs.markMs) {
            let platform = registry.platform
            // A full disk is told by whoever writes for somebody; the mark comes when there is room.
            do { try await pools.read.run { try Mark.touch(platform, clock.now()) } } catch StoreError.full {}
        }
    }

    /// How far back a clock may have been set unnoticed after a crash.
    private static let markMs: Int64 = 60_000

    private func repeating(_ name: String, everyMs: Int64, _ work: @escaping @Sendable () async throws -> Void) {
        let log = node.log
        let task = Task {
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .milliseconds(everyMs))
                    try await work()
                } catch {
                    // What a stopping node has closed under it is no failure.
                    if Task.isCancelled { return }
                    log.error("a job failed; it is tried again at its next turn", metadata: ["job": "\(name)", "error": "\(error)"])
                }
            }
        }
        running.withLock { $0.append(task) }
    }

    func stop() {
        let tasks = running.withLock { running in
            defer { running = [] }
            return running
        }
        for task in tasks { task.cancel() }
    }
}
