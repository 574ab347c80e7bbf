import Synchronization

/// Time that only goes on, whatever the wall clock is set to: by it a jump of the other is seen. A parameter, as the wall clock is.
public protocol MonotonicClock: Sendable {
    /// Milliseconds since some fixed moment of this process.
    func elapsedMs() -> Int64
}

/// Since it was made, sleep of the machine included.
public struct SystemMonotonicClock: MonotonicClock {
    private let start = ContinuousClock.now

    public init() {}

    public func elapsedMs() -> Int64 {
        let (seconds, atto) = (ContinuousClock.now - start).components
        return seconds * 1_000 + atto / 1_000_000_000_000_000
    }
}

/// Stands still until it is told to move.
public final class ManualMonotonicClock: MonotonicClock {
    private let time = Atomic<Int64>(0)

    public init() {}

    public func elapsedMs() -> Int64 { time.load(ordering: .acquiring) }
    public func advance(ms: Int64) { time.add(ms, ordering: .acquiringAndReleasing) }
}
