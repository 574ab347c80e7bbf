package import Store

/// Shorthand for rows in tests: a body that says what it is.
package func row(
    _ id: String, seq: Int64, rev: Int64 = 1, feed: Int64, collection: Int32 = 3, size: Int = 0
) -> (EntryHeader, [UInt8]) {
    let header = EntryHeader(
        seq: seq, rev: rev, feed: feed, collection: collection, id: id, live: true,
        term: SpentHash.of(collection: collection, id: "\(id)#\(rev)") & (CollectionDigest.modulus - 1))
    return (header, Array("\(collection)/\(id)@\(rev)".utf8) + [UInt8](repeating: 7, count: size))
}

extension Transaction {
    package func feed(named name: String) throws -> Int64 {
        try makeFeed(key: Array(name.utf8), sealedName: { Array("\(name)=\($0)".utf8) }).number
    }

    package func put(_ row: (EntryHeader, [UInt8])) throws { try put(row.0, body: row.1) }
}

extension Snapshot {
    package func changes(feed: Int64, after seq: Int64) throws -> [Entry] {
        var found: [Entry] = []
        try changes(feed: feed, after: seq) { header, body in
            found.append(Entry(header: header, body: body.map { Array($0) }))
            return true
        }
        return found
    }

    package func live(feed: Int64, below seq: Int64) throws -> [Entry] {
        var found: [Entry] = []
        try live(feed: feed, below: seq) { header, body in
            found.append(Entry(header: header, body: Array(body)))
            return true
        }
        return found
    }

    package func ids(feed: Int64, collection: Int32, after id: String? = nil) throws -> [String] {
        var found: [String] = []
        try live(feed: feed, collection: collection, afterID: id) { header, _ in
            found.append(header.id)
            return true
        }
        return found
    }

    package func ids(collection: Int32, after id: String? = nil) throws -> [String] {
        var found: [String] = []
        try live(collection: collection, afterID: id) { header, _ in
            found.append(header.id)
            return true
        }
        return found
    }
}

/// What must hold of every partition at every instant.
package enum Invariants {
    package static func check(_ snapshot: any Snapshot) throws {
        let head = try snapshot.head()
        try expect(Position.epoch(ofSeq: head.seq) == head.epoch, "seq and epoch belong together")
        var rows: [String: Int64] = [:]
        for feed in try snapshot.feeds(after: 0, limit: .max >> 1) {
            try expectEqual(try snapshot.feed(key: feed.key), feed, "a feed is found by its key")
            try expectEqual(try snapshot.feed(number: feed.number), feed, "a feed is found by its number")
            let entries = try snapshot.changes(feed: feed.number, after: Int64.min)
            try check(entries, of: feed, head: head)
            let live = entries.filter(\.header.live)
            try expectEqual(
                try snapshot.live(feed: feed.number, below: .max), Array(live.reversed()), "down is up without tombstones")
            try checkDigests(live, found: try snapshot.digests(feed: feed.number))
            for entry in live {
                try expectEqual(
                    try snapshot.entry(collection: entry.header.collection, id: entry.header.id), entry, "a live row is found")
                try expect(
                    try snapshot.isSpent(collection: entry.header.collection, id: entry.header.id), "a used id is spent")
                let name = "\(entry.header.collection)/\(entry.header.id)"
                try expect(rows.updateValue(feed.number, forKey: name) == nil, "\(name) is live in one feed only")
            }
        }
        try expect(try snapshot.leaf(head.leaves) == nil, "no leaf at the log's size")
        if head.leaves > 0 { try expect(try snapshot.leaf(head.leaves - 1) != nil, "the log has its last leaf") }
    }

    private static func check(_ entries: [Entry], of feed: FeedInfo, head: TenantHead) throws {
        var last = (Int64.min, Int32.min, "")
        var seen: Set<String> = []
        for entry in entries {
            let header = entry.header
            try expectEqual(header.feed, feed.number, "an entry names its feed")
            try expect(header.seq <= feed.head && header.seq <= head.seq, "no entry above the heads")
            try expect(header.live == (entry.body != nil), "a row has a body and a tombstone has none")
            try expect(header.live || header.term == 0, "a tombstone has no term")
            let key = (header.seq, header.collection, header.id)
            let rises = last.0 != key.0 ? last.0 < key.0 : last.1 != key.1 ? last.1 < key.1 : last.2.utf8.lexicographicallyPrecedes(key.2.utf8)
            try expect(rises, "entries rise by (seq, collection, id)")
            last = key
            try expect(seen.insert("\(header.collection)/\(header.id)").inserted, "one entry per record and feed")
        }
    }

    private static func checkDigests(_ live: [Entry], found: [CollectionDigest]) throws {
        var wanted: [Int32: CollectionDigest] = [:]
        for header in live.map(\.header) {
            var digest = wanted[header.collection] ?? CollectionDigest(collection: header.collection, count: 0, sum: 0)
            digest.count += 1
            digest.sum = CollectionDigest.add(header.term, to: digest.sum)
            wanted[header.collection] = digest
        }
        for digest in found {
            let right = wanted.removeValue(forKey: digest.collection)
            try expectEqual(
                digest, right ?? CollectionDigest(collection: digest.collection, count: 0, sum: 0), "a digest is what its rows say")
        }
        try expect(wanted.isEmpty, "every collection with rows has a digest")
    }
}
