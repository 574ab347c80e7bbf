import Base
package import Casework
import Store
import Synchronization

/// Finds an operation by its name on the wire; `CommandRegistry` in every server, others in tests of the machinery.
package typealias CommandLookup = @Sendable (String) -> AnyCommand?

/// What readers and writers of one partition share: immutable values and caches of committed state.
final class PartitionCore: Sendable {
    let tenant: TenantInfo
    let keys: KeyRingBox
    let clock: any WallClock
    let random: any RandomSource
    let alarms: any AlarmSink
    let disk: DiskWatch
    /// The operations this server knows.
    let commands: CommandLookup
    let names = FeedNames()
    /// Outcomes whose leaf has a number below this one stand in a verified backup; −1: no backup is configured.
    let durableLeaves: Atomic<Int64>
    let log = LogMemory()
    /// False only where a benchmark measures what the log costs.
    let keepsLog: Bool
    /// What the node says of itself in the log; nil where nobody runs one.
    let health: NodeHealth?
    let healthMemory = HealthMemory()

    init(
        tenant: TenantInfo, keys: KeyRingBox, clock: any WallClock, random: any RandomSource, alarms: any AlarmSink, disk: DiskWatch,
        commands: @escaping CommandLookup, durableLeaves: Int64, keepsLog: Bool, health: NodeHealth?
    ) {
        self.tenant = tenant
        self.keys = keys
        self.clock = clock
        self.random = random
        self.alarms = alarms
        self.disk = disk
        self.commands = commands
        self.durableLeaves = Atomic(durableLeaves)
        self.keepsLog = keepsLog
        self.health = health
    }

    var hasBackups: Bool { durableLeaves.load(ordering: .relaxed) >= 0 }
    func sealer() -> Sealer { Sealer(keys, random: random) }

    /// An id under which the log tells more than the answer does.
    func correlation() -> String { random.recordID() }
}
