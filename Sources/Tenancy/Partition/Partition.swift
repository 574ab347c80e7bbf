import Base
import Casework
package import Evidence
import Records
import Store
import Synchronization
package import Wire

/// One tenant's records, queues, log and timers: the capability to touch them. No type above the store takes a tenant's id;
/// whoever holds a partition may ask this tenant and no other (why.md S16).
package final class Partition: Sendable {
    package let tenant: TenantInfo
    /// Suspension and revocations, which outlive the open partition.
    package let state: TenantState
    package let heads = Heads()
    let core: PartitionCore
    let stores: StoreBox
    let pools: Pools
    let queue = CommitQueue()
    let lanes = PushLanes()
    let subscriptions = Subscriptions()
    let purgeReceipts = PurgeReceipts()
    let timerTries = TimerTries()
    /// No timer is due before this (ms); 0 until the table was looked at.
    let nextDue = Atomic<Int64>(0)
    let firing = Atomic(false)
    /// What the last housekeeping saw.
    let housekeptCommits = Atomic(0)
    let lastMinute = Atomic<Int64>(0)
    let lastHour = Atomic<Int64>(0)
    /// When it was last asked for something, in ms; tells the registry what is idle.
    let lastUsed: Atomic<Int64>
    /// Set while the store could not be reopened: the next batch tries again first.
    let broken = Atomic(false)

    init(
        tenant: TenantInfo, state: TenantState, stores: StoreBox, keys: KeyRingBox, disk: DiskWatch, pools: Pools, clock: any WallClock,
        random: any RandomSource, alarms: any AlarmSink, commands: @escaping CommandLookup, durableLeaves: Int64, keepsLog: Bool = true,
        health: NodeHealth? = nil
    ) {
        self.tenant = tenant
        self.state = state
        self.stores = stores
        self.pools = pools
        core = PartitionCore(
            tenant: tenant, keys: keys, clock: clock, random: random, alarms: alarms, disk: disk, commands: commands,
            durableLeaves: durableLeaves, keepsLog: keepsLog, health: health)
        lastUsed = Atomic(clock.now().ms)
    }

    /// The device key for a `tt` handed out at sign-in (protocol §7); final pages carry later ones.
    package func timeToken(device: String) async throws -> String {
        try await read { reader in
            TimeToken(time: reader.core.clock.now(), logSize: try reader.snapshot.head().leaves)
                .encode(key: reader.sealer.ring.tokenKey, tenant: reader.tenant.code, device: device)
        }
    }

    /// Durable commits so far, for tests and metrics.
    package var commits: Int { stores.now.commits }

    /// How often each data key has sealed.
    package var seals: [UInt16: Int64] { core.keys.now.seals }

    /// People's calls and the server's writes keep a partition open; mere looks of housekeepers do not.
    func touch() { lastUsed.store(core.clock.now().ms, ordering: .relaxed) }

    /// Every use starts here: a suspended tenant, a revoked device, a closed account get their code and nothing else.
    package func admit(_ p: Principal) throws(RPCError) {
        touch()
        if let code = state.barred(device: p.device?.id, subject: p.actor.subject) { throw RPCError(code) }
    }

    // MARK: Reading

    /// Reads as of one instant. `body` must be short: it may run on an event loop. Errors of the store and damaged values come out
    /// as `RPCError` 1001; errors of `body` go through.
    package func read<R: Sendable>(_ body: @escaping @Sendable (PartitionReader) throws -> R) async throws -> R {
        // The ring is taken before the snapshot begins: what the snapshot holds can then always be opened (why.md S12).
        let (core, sealer) = (core, core.sealer())
        do {
            return try await stores.now.read { snapshot in
                try body(PartitionReader(core: core, snapshot: snapshot, sealer: sealer))
            }
        } catch { throw explain(error) }
    }

    /// The same, blocking, for code that runs on a pool thread already: a file that is read piece by piece.
    package func readNow<R>(_ body: (PartitionReader) throws -> R) throws -> R {
        let sealer = core.sealer()
        do {
            return try stores.now.readNow { try body(PartitionReader(core: core, snapshot: $0, sealer: sealer)) }
        } catch { throw explain(error) }
    }

    /// The same on a pool thread, for what takes longer than a page: snapshots, reports, scans.
    package func readOnPool<R: Sendable>(_ body: @escaping @Sendable (PartitionReader) throws -> R) async throws -> R {
        let (core, stores) = (core, stores)
        do {
            return try await pools.read.run {
                let sealer = core.sealer()
                return try stores.now.readNow { snapshot in
                    try body(PartitionReader(core: core, snapshot: snapshot, sealer: sealer))
                }
            }
        } catch { throw explain(error) }
    }

    /// What an error becomes for the caller; raises the alarm that it deserves.
    func explain(_ error: any Error) -> any Error {
        switch error {
        case let error as SealError:
            core.alarms.raise(.sealDamaged(tenant: tenant.number, place: "\(error)"))
            return RPCError(.unavailable)
        case StoreError.busy: return RPCError(.busy)
        case StoreError.full:
            core.disk.full(tenant: tenant.number)
            return RPCError.storageFull
        case is StoreError: return RPCError(.unavailable)
        default: return error
        }
    }

    /// The same for answers that can only be an `RPCError`.
    func answer(_ error: any Error) -> RPCError {
        let explained = explain(error)
        if let error = explained as? RPCError { return error }
        let correlation = core.correlation()
        core.alarms.raise(.fault(tenant: tenant.number, correlation: correlation, detail: "\(explained)"))
        return .fault(correlation: correlation)
    }

    // MARK: Writing as the server

    /// A mutation of the server itself, in the same batches as everyone's: own savepoint, own seq, committed when this returns.
    /// With `leaf`, it leaves one in the log (`PartitionWriter.note` adds to its body). What `body` throws undoes its writes and
    /// comes out here; storage errors come out as `RPCError` 1001 or 1003.
    @discardableResult
    package func system<R: Sendable>(
        _ name: String, leaf: LeafKind? = nil, _ body: @escaping @Sendable (PartitionWriter) throws -> R
    ) async throws -> R {
        touch()
        let box = ResultBox<R>()
        let failure: RPCError? = await withCheckedContinuation { continuation in
            enqueue(
                .system(
                    SystemJob(name: name) { writer in
                        box.set(Result { try body(writer) })
                        _ = try box.value?.get()
                        if let leaf { try writer.leaf(leaf, op: name, writer.note) }
                    } finish: { continuation.resume(returning: $0) }))
        }
        if let failure { throw failure }
        guard let result = box.value else { throw RPCError(.unavailable) }
        do { return try result.get() } catch { throw explain(error) }
    }

    /// Hands a job to the writer and wakes it where it sleeps.
    func enqueue(_ job: Job) {
        do throws(RPCError) {
            if try queue.add(job) { startDrain() }
        } catch { job.fail(error) }
    }

    func startDrain() {
        do {
            try pools.commit.submit { self.drain() }
        } catch {
            for job in queue.giveUp() { job.fail(RPCError(.busy)) }
        }
    }
}

/// Carries a result out of the writer's thread.
final class ResultBox<R: Sendable>: Sendable {
    // Guards the result: set by the writer's thread, read by the caller after it was resumed.
    private let result = Mutex<Result<R, any Error>?>(nil)

    func set(_ value: Result<R, any Error>) { result.withLock { $0 = value } }
    var value: Result<R, any Error>? { result.withLock { $0 } }
}
