import Synchronization

/// How often a timer has thrown since the partition opened.
final class TimerTries: Sendable {
    // Guards the counts by timer.
    private let counts = Mutex<[Int64: Int]>([:])

    func failed(_ timer: Int64) -> Int {
        counts.withLock { counts in
            counts[timer, default: 0] += 1
            return counts[timer] ?? 1
        }
    }

    func forget(_ timer: Int64) { _ = counts.withLock { $0.removeValue(forKey: timer) } }
}
