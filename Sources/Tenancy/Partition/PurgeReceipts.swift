import Store
import Synchronization

/// A cursor that follows a page with `drop` or `gone` proves that the device has deleted what it had to. Receipts wait here and go
/// with the next batch; a lost one comes again with the next pull (why.md B19).
final class PurgeReceipts: Sendable {
    struct Receipt: Sendable, Equatable {
        /// Everything lost or removed up to this seq is gone from the device.
        let seq: Int64
        let time: Int64
    }

    private struct Waiting {
        var fresh: [String: Receipt] = [:]
        /// Written by the batch under way; back to `fresh` when it fails.
        var writing: [String: Receipt] = [:]
    }

    // Guards both lists.
    private let waiting = Mutex(Waiting())

    func add(device: String, seq: Int64, time: Int64) {
        waiting.withLock { $0.fresh[device] = Receipt(seq: seq, time: time) }
    }

    var isEmpty: Bool { waiting.withLock { $0.fresh.isEmpty } }

    static func name(_ device: String) -> String { "purged/" + device }

    func write(_ transaction: any Transaction) throws {
        let batch = waiting.withLock { waiting in
            (waiting.writing, waiting.fresh) = (waiting.fresh, [:])
            return waiting.writing
        }
        for (device, receipt) in batch {
            try transaction.setMeta(PurgeReceipts.name(device), Array("\(receipt.seq) \(receipt.time)".utf8))
        }
    }

    func rolledBack() {
        waiting.withLock { waiting in
            waiting.fresh.merge(waiting.writing) { fresh, _ in fresh }
            waiting.writing = [:]
        }
    }
}
