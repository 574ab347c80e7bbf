#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Synchronization

/// Where the time comes from. A parameter everywhere, so that a test or a daemon with a simulated clock can run a year in a second.
public protocol WallClock: Sendable {
    func now() -> Timestamp
}

/// The machine's clock. The only place in the project that reads it.
public struct SystemClock: WallClock {
    public init() {}

    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(ms: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// A clock that stands still until it is told to move.
public final class ManualClock: WallClock {
    private let time: Atomic<Int64>

    public init(_ start: Timestamp) { time = Atomic(start.ms) }

    public func now() -> Timestamp { Timestamp(ms: time.load(ordering: .acquiring)) }
    public func advance(ms: Int64) { time.add(ms, ordering: .acquiringAndReleasing) }
    public func set(_ value: Timestamp) { time.store(value.ms, ordering: .releasing) }
}
