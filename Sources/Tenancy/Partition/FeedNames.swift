import Records
import Synchronization

/// Which number a feed has: a mapping that never changes once committed, remembered so that a page need not unseal it again.
final class FeedNames: Sendable {
    private static let kept = 65_536

    private struct Names {
        var byNumber: [Int64: Feed] = [:]
        var byFeed: [Feed: Int64] = [:]
    }

    // Guards both directions of the mapping.
    private let names = Mutex(Names())

    func feed(_ number: Int64) -> Feed? { names.withLock { $0.byNumber[number] } }
    func number(_ feed: Feed) -> Int64? { names.withLock { $0.byFeed[feed] } }

    /// Only of committed feeds: a number given by a transaction that rolled back may be given again.
    func remember(_ number: Int64, _ feed: Feed) {
        names.withLock { names in
            if names.byFeed.count >= FeedNames.kept { names = Names() }
            names.byNumber[number] = feed
            names.byFeed[feed] = number
        }
    }

    func forget() { names.withLock { $0 = Names() } }
}
