import Base
import Synchronization
import Wire

/// How far a bundle is, between the thread that makes it and those who ask; and the asker's word that it is not wanted any more.
package final class ExportProgress: Sendable {
    private let counts = Mutex<(done: Int64, of: Int64)>((0, 0))
    private let stop = Atomic(0)

    package init() {}

    /// Items done of all; (0, 0) while it is being planned. Guarded by the mutex, since both numbers belong together.
    package var now: (done: Int64, of: Int64) { counts.withLock { $0 } }

    func set(_ done: Int64, of all: Int64) { counts.withLock { $0 = (done, all) } }

    /// The asker wants it no more.
    package func cancel() { stop.store(1, ordering: .releasing) }
    /// The process ends: the job stays, and is begun again.
    package func suspend() { _ = stop.compareExchange(expected: 0, desired: 2, ordering: .acquiringAndReleasing) }

    /// Called between slices.
    func check() throws(ExportStop) {
        switch stop.load(ordering: .acquiring) {
        case 0: return
        case 1: throw .cancelled
        default: throw .suspended
        }
    }
}

/// Why the making of a bundle ends before its end.
enum ExportStop: Error {
    case cancelled, suspended
    /// Its file would break a bound, or the asker may not have it any more: it fails for good.
    case refused(RPCError)
}
