import Base
import Synchronization

/// Something an operator must look at. Carries numbers and ids, never content.
package enum Alarm: Sendable, Equatable {
    /// A stored value did not open: altered, moved, or its key is gone.
    case sealDamaged(tenant: Int64, place: String)
    /// A client proved that the partition went back in time without being declared restored.
    case undeclaredRollback(tenant: Int64, epoch: Int64)
    /// The partition holds less than the platform remembers; it is not served until an operator accepts it.
    case smallerThanRemembered(tenant: Int64)
    /// A mutation threw three times and was consumed.
    case poisoned(tenant: Int64, queue: String, n: Int64, correlation: String)
    /// A commit failed, or nobody knows whether it did.
    case commitFailed(tenant: Int64, detail: String)
    /// The disk is full: all tenants are read-only. Raised once, for the tenant that found out (0: the platform).
    case diskFull(tenant: Int64)
    /// There is room again.
    case diskHasRoom
    /// The tenant's database or key file is not where it must be; it is not served.
    case fileMissing(tenant: Int64, what: TenantHold)
    /// The tenant came out of a backup: a new epoch has begun.
    case restored(tenant: Int64, epoch: Int64, from: String)
    /// A data key comes near the number of seals that AES-GCM allows.
    case keyWorn(tenant: Int64, key: UInt16)
    /// Code of ours threw what it must not; the correlation id stands in the answer.
    case fault(tenant: Int64, correlation: String, detail: String)
}

/// Where alarms go. Called on any thread; must not block.
package protocol AlarmSink: Sendable {
    func raise(_ alarm: Alarm)
}

/// Keeps the last alarms in memory and hands each on.
package final class AlarmLog: AlarmSink {
    private static let kept = 256
    // Guards the kept alarms.
    private let alarms = Mutex<[Alarm]>([])
    private let onward: (@Sendable (Alarm) -> Void)?

    package init(_ onward: (@Sendable (Alarm) -> Void)? = nil) { self.onward = onward }

    package func raise(_ alarm: Alarm) {
        alarms.withLock { alarms in
            if alarms.count == AlarmLog.kept { alarms.removeFirst() }
            alarms.append(alarm)
        }
        onward?(alarm)
    }

    /// Oldest first, at most 256.
    package var recent: [Alarm] { alarms.withLock { $0 } }
}
