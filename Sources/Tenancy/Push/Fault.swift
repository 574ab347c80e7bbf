import Base
import Evidence
import Store
import Synchronization
import Wire

/// Failures that are no refusal.
enum Fault: Error {
    /// The clock shows a year outside the calendar.
    case clock

    /// Storage itself is in the way: the batch is rolled back and everyone may try again. Not a mutation's own fault.
    static func isEnvironment(_ error: any Error) -> Bool {
        if error is RollbackProof { return true }
        switch error as? StoreError {
        // A constraint, or what else the store made of this mutation's own writes: if storage really is in the way, the next
        // write says so.
        case nil, .lookupTaken, .other: return false
        default: return true
        }
    }
}

/// Proof, by a token this server MACed, that the log was longer than it is now under the same epoch: the partition went back in
/// time and nobody said so (why.md B5).
struct RollbackProof: Error {
    /// The epoch under which it was shown; a later one has answered it.
    let epoch: Int64
    /// How many leaves it had then, where that was shown.
    var size: Int64?

    /// Names the meta value that holds when the epoch began (ms).
    static let epochStart = "epoch.start"

    static func check(_ token: TimeToken?, _ snapshot: any Snapshot) throws {
        guard let token else { return }
        let head = try snapshot.head()
        guard token.logSize > head.leaves else { return }
        // A token of an earlier epoch may well know a longer log.
        let began = try snapshot.meta(epochStart).flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
        if token.time.ms > began { throw RollbackProof(epoch: head.epoch, size: token.logSize) }
    }
}

/// `dur`: the highest n of a queue that stands in a verified backup (protocol §7).
enum Durable {
    /// Nil where no backup is configured.
    static func highest(of queue: QueueRow, _ core: PartitionCore, _ snapshot: any Snapshot) throws -> Int64? {
        let leaves = core.durableLeaves.load(ordering: .acquiring)
        guard leaves >= 0 else { return nil }
        // Leaves rise with n, so the border is found by halving; outcomes trimmed away are older than every backup that matters.
        var low = max(0, queue.last - Limits.outcomesKept)
        var high = queue.last
        while low < high {
            let middle = (low + high + 1) / 2
            if let row = try snapshot.outcome(queue: queue.id, n: middle), row.leaf >= leaves { high = middle - 1 } else { low = middle }
        }
        return low
    }
}
