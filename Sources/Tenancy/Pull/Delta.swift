import Base
import Store

/// Step 2 of a pull: changes above P of several feeds, ascending, whole mutations only.
struct Delta {
    struct Change {
        let header: EntryHeader
        /// Where its sealed row stands in `arena`; nil for a tombstone.
        let body: Range<Int>?
    }

    /// Ascending by seq; sealed bodies lie one behind another, so that a page costs one growing array.
    private(set) var changes: [Change] = []
    private(set) var arena: [UInt8] = []
    /// The last seq delivered.
    private(set) var last: Int64
    private(set) var isExhausted = true
    /// Sealed bytes taken.
    private(set) var size = 0

    /// Reads the changes of each feed until its share of the budget is full and its mutation complete; then cuts all of them at
    /// the same seq. A page holds at least one mutation, and more only while they fit.
    init(feeds: [Int64], after seq: Int64, budget: Int, snapshot: any Snapshot) throws {
        last = seq
        var all: [Change] = []
        // Up to here every feed was read completely.
        var complete = Int64.max
        for feed in feeds {
            var taken = 0
            var lastSeq = seq
            try snapshot.changes(feed: feed, after: seq) { header, body in
                if taken >= budget, header.seq != lastSeq {
                    complete = min(complete, lastSeq)
                    return false
                }
                lastSeq = header.seq
                taken += Delta.cost(header, body?.count)
                var range: Range<Int>?
                if let body {
                    let start = arena.count
                    arena.append(contentsOf: body)
                    range = start..<arena.count
                }
                all.append(Change(header: header, body: range))
                return true
            }
        }
        if feeds.count > 1 { all.sort { $0.header.seq < $1.header.seq } }
        var index = 0
        while index < all.count {
            let mutation = all[index].header.seq
            var end = index
            var cost = 0
            while end < all.count, all[end].header.seq == mutation {
                cost += Delta.cost(all[end].header, all[end].body?.count)
                end += 1
            }
            guard mutation <= complete, index == 0 || size + cost <= budget else { break }
            size += cost
            last = mutation
            index = end
        }
        isExhausted = index == all.count && complete == .max
        changes = Array(all[..<index])
    }

    private static func cost(_ header: EntryHeader, _ body: Int?) -> Int { (body ?? 0) + header.id.utf8.count + 8 }
}
