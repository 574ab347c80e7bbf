import Base
import Synchronization

/// What a connection remembers between pulls of one session, so that an empty pull compares a text and a few numbers and computes
/// no MAC (why.md S10). Forget it whenever the subject changes.
package final class PullSession: Sendable {
    struct Memory {
        /// The cursor the client holds if it applied the last page.
        var cursor: String
        /// After a final page: what that page had seen. Nil while more is to come.
        var mark: HeadMark?
        /// The first moment at which a grant in the mark ends by itself.
        var until: Int64?
        /// When a time token was last given out.
        var tokenTime: Int64
        /// Collections touched since the last final page, whose digests are due: those of the others have not changed (why.md B17).
        var touched: Set<PageBuilder.Key>
        /// Rows of the feed being back-filled that were delivered.
        var delivered: Int64
        /// The page told to drop or delete something: the next pull is the receipt.
        var purge: Int64?
        /// `lm` as last told.
        var queues: [String: Int64]
        /// When a checkpoint was last given out (ms).
        var checkpointTime: Int64 = 0
    }

    // Guards the memory: pulls of one connection may overlap, and then the last page stands.
    private let memory = Mutex<Memory?>(nil)

    package init() {}

    var now: Memory? { memory.withLock { $0 } }
    func keep(_ value: Memory?) { memory.withLock { $0 = value } }
    func receiptTaken() { memory.withLock { $0?.purge = nil } }
    package func forget() { keep(nil) }
}
