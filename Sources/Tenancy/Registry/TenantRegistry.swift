package import Base
import Casework
import Dispatch
package import Store
import Synchronization
package import Wire

/// All tenants of this server: who exists, whose partition is open, and what an operator may do with them. An operator never
/// sees a row through it.
package final class TenantRegistry: Sendable {
    enum Slot {
        case open(Partition)
        case opening(Task<Partition, any Error>)
    }

    struct Tenants {
        var known: [String: TenantSummary] = [:]
        var states: [String: TenantState] = [:]
        var heads: [Int64: RememberedHead] = [:]
        var slots: [String: Slot] = [:]
        /// Nothing is opened any more.
        var isShut = false
        /// Why tenants are not served, by code, as far as somebody has looked. `restored` stays until it is accepted; what is
        /// missing is looked for again at each opening.
        var held: [String: TenantHold] = [:]
        /// Came out of a backup, not opened since: the next opening begins a new epoch.
        var restores: [Int64: RestoreMark] = [:]
    }

    /// The platform's store; Identity keeps its throttles and operators there.
    package let platform: any PlatformStore
    package let platformKey: PlatformKey
    package let serverName: String
    package let pools: Pools
    package let clock: any WallClock
    package let random: any RandomSource
    package let alarms: any AlarmSink
    let stores: any StoreFactory
    let commands: CommandLookup
    let keyStore: any KeyStore
    let documents: PlatformDocuments
    /// False only where a benchmark measures what the log costs.
    let keepsLog: Bool
    /// What the node says of itself in each tenant's log; nil where this is no running node (tools, benchmarks).
    let health: NodeHealth?
    let disk: DiskWatch
    // Guards which tenants are known and which are open; never held while something blocks.
    let tenants = Mutex(Tenants())
    /// Entered while a partition is being opened; `shutdown` waits for it.
    let openings = DispatchGroup()
    /// When `tick` last did what is due each minute and each hour.
    let lastMinute = Atomic<Int64>(0)
    let lastHour = Atomic<Int64>(0)

    /// Reads the list of tenants; blocks. Throws `KeyError.wrongPlatformKey` where the platform key is not the one they were
    /// written under.
    package init(
        stores: any StoreFactory, keys: any KeyStore, platformKey: PlatformKey, serverName: String = "gongdao",
        clock: any WallClock, random: any RandomSource, pools: Pools, alarms: any AlarmSink = AlarmLog(),
        commands: @escaping CommandLookup = { CommandRegistry[$0] }, keepsLog: Bool = true, health: NodeHealth? = nil
    ) throws {
        self.health = health
        self.keepsLog = keepsLog
        self.stores = stores
        self.commands = commands
        self.platformKey = platformKey
        self.serverName = serverName
        self.clock = clock
        self.random = random
        self.pools = pools
        self.alarms = alarms
        disk = DiskWatch(clock: clock, alarms: alarms)
        keyStore = keys
        documents = PlatformDocuments(platformKey, random: random)
        platform = try stores.platform()
        try load()
    }

    private func load() throws {
        let documents = documents
        let contents = try platform.readNow { try RegistryContents($0, documents) }
        tenants.withLock { tenants in
            for summary in contents.tenants {
                tenants.known[summary.code] = summary
                tenants.states[summary.code] = TenantState(suspended: summary.status != .active)
            }
            tenants.heads = contents.heads
            tenants.restores = contents.restores
        }
    }

    /// By number.
    package func list() -> [TenantSummary] {
        tenants.withLock { Array($0.known.values) }.sorted { $0.number < $1.number }
    }

    /// 1402 for an unknown tenant.
    package func summary(_ code: String) throws(RPCError) -> TenantSummary {
        guard let summary = tenants.withLock({ $0.known[code] }) else { throw RPCError(.notFound) }
        return summary
    }

    /// Partitions open now.
    package var openCount: Int { tenants.withLock { $0.slots.count } }

    /// What is known of a tenant whether or not its partition is open; for connections that watch their rights.
    package func state(_ code: String) -> TenantState {
        tenants.withLock { tenants in
            if let state = tenants.states[code] { return state }
            let state = TenantState()
            tenants.states[code] = state
            return state
        }
    }
}
