import Synchronization

/// The numbers that answer an empty pull without a database: heads of feeds, versions of access and of queues. Published after
/// COMMIT, readable from every loop; a cache of committed state, dropped whole whenever a commit is in doubt (why.md S10, B15).
package final class Heads: Sendable {
    private struct Numbers {
        /// Another one in every partition opened, and whenever everything remembered was dropped: whoever compares with an older
        /// one must read again.
        var generation: Int64
        var feeds: [Int64: Int64] = [:]
        var access: [Int64: Int64] = [:]
        var devices: [String: Int64] = [:]
    }

    private static let generations = Atomic<Int64>(0)
    private static func nextGeneration() -> Int64 { generations.add(1, ordering: .relaxed).newValue }

    // Guards the numbers; held for a few dictionary look-ups.
    private let numbers = Mutex(Numbers(generation: Heads.nextGeneration()))

    /// After COMMIT: `seq` is the tenant's head in that commit.
    func publish(_ effects: Effects, seq: Int64) {
        numbers.withLock { numbers in
            for feed in effects.feeds { numbers.feeds[feed] = max(numbers.feeds[feed] ?? 0, seq) }
            for subject in effects.subjects { numbers.access[subject, default: 0] += 1 }
            for device in effects.devices { numbers.devices[device, default: 0] += 1 }
        }
    }

    /// The seq of the last change to a feed since the partition opened; 0 for none.
    package func head(of feed: Int64) -> Int64 { numbers.withLock { $0.feeds[feed] ?? 0 } }

    func drop() {
        numbers.withLock { numbers in
            numbers = Numbers(generation: Heads.nextGeneration())
        }
    }

    /// Taken before a read; what it shows, the read shows too.
    func mark(subject: Int64, device: String) -> HeadMark {
        numbers.withLock { numbers in
            HeadMark(
                generation: numbers.generation, access: numbers.access[subject] ?? 0, device: numbers.devices[device] ?? 0, seen: 0,
                feeds: [])
        }
    }

    /// Whether nothing that the marked reader may see has changed since.
    func isUnchanged(_ mark: HeadMark, subject: Int64, device: String) -> Bool {
        numbers.withLock { numbers in
            numbers.generation == mark.generation && (numbers.access[subject] ?? 0) == mark.access
                && (numbers.devices[device] ?? 0) == mark.device
                && mark.feeds.allSatisfy { (numbers.feeds[$0] ?? 0) <= mark.seen }
        }
    }
}

/// What a reader had seen.
struct HeadMark: Sendable, Equatable {
    var generation: Int64
    var access: Int64
    var device: Int64
    /// The tenant's head in the reader's transaction.
    var seen: Int64
    /// The feeds it holds, by number.
    var feeds: [Int64]
}
