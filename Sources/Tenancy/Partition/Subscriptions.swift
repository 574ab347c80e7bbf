import Synchronization

/// Who wants to know of changes: found by feed, so that a change to one wakes one.
final class Subscriptions: Sendable {
    private struct Entry {
        let subject: Int64
        let device: String
        var feeds: Set<Int64>
        let onChange: @Sendable (Wake) -> Void
    }

    private struct Table {
        var last: Int64 = 0
        var entries: [Int64: Entry] = [:]
        var byFeed: [Int64: Set<Int64>] = [:]
        var bySubject: [Int64: Set<Int64>] = [:]
    }

    // Guards the table; callbacks run outside it.
    private let table = Mutex(Table())

    var count: Int { table.withLock { $0.entries.count } }

    func add(subject: Int64, device: String, feeds: Set<Int64>, _ onChange: @escaping @Sendable (Wake) -> Void) -> Int64 {
        table.withLock { table in
            table.last += 1
            let number = table.last
            table.entries[number] = Entry(subject: subject, device: device, feeds: feeds, onChange: onChange)
            for feed in feeds { table.byFeed[feed, default: []].insert(number) }
            table.bySubject[subject, default: []].insert(number)
            return number
        }
    }

    /// The feeds that the subscriber holds by now.
    func refresh(_ number: Int64, feeds: Set<Int64>) {
        table.withLock { table in
            guard let entry = table.entries[number] else { return }
            for feed in entry.feeds.subtracting(feeds) { Subscriptions.drop(number, feed, &table.byFeed) }
            for feed in feeds.subtracting(entry.feeds) { table.byFeed[feed, default: []].insert(number) }
            table.entries[number]?.feeds = feeds
        }
    }

    func remove(_ number: Int64) {
        table.withLock { table in
            guard let entry = table.entries.removeValue(forKey: number) else { return }
            for feed in entry.feeds { Subscriptions.drop(number, feed, &table.byFeed) }
            Subscriptions.drop(number, entry.subject, &table.bySubject)
        }
    }

    private static func drop(_ number: Int64, _ key: Int64, _ index: inout [Int64: Set<Int64>]) {
        index[key]?.remove(number)
        if index[key]?.isEmpty ?? false { index[key] = nil }
    }

    /// After COMMIT. Each subscriber is called once with all that concerns it.
    func wake(_ effects: Effects) {
        let calls = table.withLock { table -> [(@Sendable (Wake) -> Void, Wake)] in
            var wakes: [Int64: Wake] = [:]
            for feed in effects.feeds {
                for number in table.byFeed[feed] ?? [] { wakes[number, default: Wake()].feeds.insert(feed) }
            }
            for subject in effects.subjects {
                for number in table.bySubject[subject] ?? [] { wakes[number, default: Wake()].access = true }
            }
            return wakes.compactMap { number, wake in table.entries[number].map { ($0.onChange, wake) } }
        }
        for (call, wake) in calls { call(wake) }
    }

    /// Everyone must look again: what was remembered was dropped.
    func wakeAll() {
        let calls = table.withLock { $0.entries.values.map(\.onChange) }
        for call in calls { call(Wake(feeds: [], access: true)) }
    }
}

/// What changed for one subscriber; a hint, the pull is the truth.
package struct Wake: Sendable, Equatable {
    /// Feeds written, by number.
    package var feeds: Set<Int64> = []
    /// Its grants changed, or anything may have: pull, and subscribe anew.
    package var access = false
}
