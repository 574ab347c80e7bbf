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
        /// Partitions that hold less than remembered: not served until an operator accepts it.
        var refused: Set<String> = []
        /// Nothing is opened any more.
        var isShut = false
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
        commands: @escaping CommandLookup = { CommandRegistry[$0] }, keepsLog: Bool = true
    ) throws {
        self.keepsLog = keepsLog
        self.stores = stores
        self.commands = commands
        self.platformKey = platformKey
        self.serverName = serverName
        self.clock = clock
        self.random = random
        self.pools = pools
        self.alarms = alarms
        keyStore = keys
        documents = PlatformDocuments(platformKey, random: random)
        platform = try stores.platform()
        try load()
    }

    private func load() throws {
        let documents = documents
        let (summaries, heads) = try platform.readNow { snapshot in
            (
                try TenantRegistry.all(TenantSummary.kind, snapshot) { TenantSummary(try documents.open(TenantSummary.kind, $0, $1)) },
                try TenantRegistry.all(RememberedHead.kind, snapshot) { name, value in
                    guard let number = Int64(name), let head = RememberedHead(try documents.open(RememberedHead.kind, name, value))
                    else { return (Int64, RememberedHead)?.none }
                    return (number, head)
                }
            )
        }
        tenants.withLock { tenants in
            for summary in summaries {
                tenants.known[summary.code] = summary
                tenants.states[summary.code] = TenantState(suspended: summary.status != .active)
            }
            tenants.heads = Dictionary(heads) { $1 }
        }
    }

    private static func all<T>(
        _ kind: String, _ snapshot: any PlatformSnapshot, _ read: (String, [UInt8]) throws -> T?
    ) throws -> [T] {
        var out: [T] = []
        var after: String?
        while true {
            let page = try snapshot.list(kind, after: after, limit: 1000)
            for (name, value) in page {
                if let item = try read(name, value) { out.append(item) }
            }
            guard page.count == 1000 else { return out }
            after = page.last?.key
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
