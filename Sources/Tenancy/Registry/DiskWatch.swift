import Base
import Synchronization

/// Whether the disk is full, told once when it fills up and once when there is room again, however many commits fail in between and
/// whichever tenants they belong to: all share the disk.
final class DiskWatch: Sendable {
    private struct State {
        var isFull = false
        /// The last write that found no room, in ms.
        var last: Int64 = 0
    }

    /// Small commits may still fit where larger ones do not: room is believed after so long without a failure.
    private static let calmMs: Int64 = 10_000

    private let clock: any WallClock
    private let alarms: any AlarmSink
    /// Cheap to ask at every commit.
    private let suspects = Atomic(false)
    /// Guards what was told last.
    private let state = Mutex(State())

    init(clock: any WallClock, alarms: any AlarmSink) { (self.clock, self.alarms) = (clock, alarms) }

    /// A write of this tenant (0: the platform) found no room.
    func full(tenant: Int64) {
        let now = clock.now().ms
        let isNew = state.withLock { state in
            defer { state = State(isFull: true, last: now) }
            return !state.isFull
        }
        suspects.store(true, ordering: .relaxed)
        if isNew { alarms.raise(.diskFull(tenant: tenant)) }
    }

    /// Something was written.
    func wrote() {
        guard suspects.load(ordering: .relaxed) else { return }
        let now = clock.now().ms
        let isOver = state.withLock { state in
            guard state.isFull, now - state.last >= DiskWatch.calmMs else { return false }
            state.isFull = false
            return true
        }
        guard isOver else { return }
        suspects.store(false, ordering: .relaxed)
        alarms.raise(.diskHasRoom)
    }
}
