import Store

/// Records: rows, moves, tombstones, and what is counted about them.
extension SQLiteTransaction {
    /// Bodies above this stand in their own table: a clustered row of more than a quarter page would spill to overflow pages (why.md M1).
    static let largeBody = 1536

    private struct Old {
        var feed: Int64
        var seq: Int64
        var rev: Int64
        var term: Int64
        var large: Int64?
    }

    private static let oldRow = Query(
        "SELECT feed, seq, rev, term, large FROM entries WHERE collection = ? AND id = ? AND live = 1")
    private static let deleteRow = Query("DELETE FROM entries WHERE feed = ? AND seq = ? AND collection = ? AND id = ?")
    private static let deleteTombstone = Query(
        "DELETE FROM entries INDEXED BY entries_key WHERE feed = ? AND collection = ? AND id = ? AND live = 0")
    private static let insertRow = Query(
        "INSERT INTO entries (feed, seq, collection, id, rev, live, term, body, large) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    private static let insertBody = Query("INSERT INTO bodies (bytes) VALUES (?) RETURNING number")
    private static let deleteBody = Query("DELETE FROM bodies WHERE number = ?")
    private static let raiseHead = Query("UPDATE feeds SET head = max(head, ?) WHERE number = ?")
    private static let addDigest = Query(
        """
        INSERT INTO digests (feed, collection, count, sum) VALUES (?, ?, ?, ?) ON CONFLICT (feed, collection)
        DO UPDATE SET count = count + excluded.count, sum = (sum + excluded.sum) & 281474976710655
        """)
    private static let spend = Query("INSERT OR IGNORE INTO spent (hash) VALUES (?)")
    private static let nextFeed = Query("SELECT coalesce(max(number), 0) + 1 FROM feeds")
    private static let addFeed = Query("INSERT INTO feeds (number, key, name) VALUES (?, ?, ?)")

    func makeFeed(key: [UInt8], sealedName: (Int64) throws -> [UInt8]) throws -> FeedInfo {
        if let feed = try feed(key: key) { return feed }
        let number = try sql.one(SQLiteTransaction.nextFeed, []) { $0.int(0) } ?? 1
        let name = try sealedName(number)
        try write(SQLiteTransaction.addFeed, [.int(number), .blob(key), .blob(name)])
        return FeedInfo(number: number, key: key, sealedName: name, head: 0, floor: 0)
    }

    func put(_ header: EntryHeader, body: [UInt8]) throws {
        guard header.live, try write(SQLiteTransaction.raiseHead, [.int(header.seq), .int(header.feed)]) == 1 else {
            throw StoreError.other("put into no feed, or of no live row")
        }
        let old = try old(collection: header.collection, id: header.id)
        var added = (count: Int64(1), term: header.term)
        if let old {
            try take(old, collection: header.collection, id: header.id)
            if old.feed == header.feed {
                added = (0, header.term - old.term)
            } else {
                try leaveTombstone(of: old, collection: header.collection, id: header.id, seq: header.seq)
            }
        } else {
            try write(SQLiteTransaction.spend, [.int(SpentHash.of(collection: header.collection, id: header.id))])
        }
        if old?.feed != header.feed {
            // The tombstone of an earlier stay must not outlive the return (why.md B1).
            try write(
                SQLiteTransaction.deleteTombstone, [.int(header.feed), .int(Int64(header.collection)), .text(header.id)])
        }
        try insert(header, body: body)
        try digest(feed: header.feed, collection: header.collection, count: added.count, term: added.term)
    }

    func remove(collection: Int32, id: String, seq: Int64) throws {
        guard let old = try old(collection: collection, id: id) else { return }
        try take(old, collection: collection, id: id)
        try leaveTombstone(of: old, collection: collection, id: id, seq: seq)
    }

    private func old(collection: Int32, id: String) throws -> Old? {
        try sql.one(SQLiteTransaction.oldRow, [.int(Int64(collection)), .text(id)]) { row in
            Old(feed: row.int(0), seq: row.int(1), rev: row.int(2), term: row.int(3), large: row.optionalInt(4))
        }
    }

    private func take(_ old: Old, collection: Int32, id: String) throws {
        try write(SQLiteTransaction.deleteRow, [.int(old.feed), .int(old.seq), .int(Int64(collection)), .text(id)])
        if let large = old.large { try write(SQLiteTransaction.deleteBody, [.int(large)]) }
    }

    private func leaveTombstone(of old: Old, collection: Int32, id: String, seq: Int64) throws {
        try write(
            SQLiteTransaction.insertRow,
            [
                .int(old.feed), .int(seq), .int(Int64(collection)), .text(id), .int(old.rev), .int(0), .int(0), .null, .null,
            ])
        try write(SQLiteTransaction.raiseHead, [.int(seq), .int(old.feed)])
        try digest(feed: old.feed, collection: collection, count: -1, term: -old.term)
    }

    private func insert(_ header: EntryHeader, body: [UInt8]) throws {
        let large = body.count > SQLiteTransaction.largeBody ? try addBody(body) : nil
        try write(
            SQLiteTransaction.insertRow,
            [
                .int(header.feed), .int(header.seq), .int(Int64(header.collection)), .text(header.id), .int(header.rev), .int(1),
                .int(header.term), large == nil ? .blob(body) : .null, .optional(large),
            ])
    }

    private func addBody(_ body: [UInt8]) throws -> Int64? {
        guard sql.isInTransaction else { throw StoreError.rollback("SQLite ended the transaction") }
        return try sql.all(SQLiteTransaction.insertBody, [.blob(body)]) { $0.int(0) }.first
    }

    private func digest(feed: Int64, collection: Int32, count: Int64, term: Int64) throws {
        try write(
            SQLiteTransaction.addDigest,
            [.int(feed), .int(Int64(collection)), .int(count), .int(CollectionDigest.add(term, to: 0))])
    }

    // MARK: Purging

    private static let border = Query("SELECT max(seq) FROM marks WHERE ms < ?")
    private static let gone = Query(
        """
        SELECT feed, seq, collection, id FROM entries INDEXED BY entries_gone WHERE live = 0 AND seq <= ?
        ORDER BY feed, seq, collection, id LIMIT ?
        """)
    private static let raiseFloor = Query("UPDATE feeds SET floor = max(floor, ?) WHERE number = ?")
    private static let ended = Query("SELECT number, lost FROM grants WHERE lost <= ? ORDER BY number LIMIT ?")
    private static let deleteGrant = Query("DELETE FROM grants WHERE number = ?")

    func purgeTombstones(before ms: Int64, limit: Int) throws -> Int {
        guard let border = try sql.one(SQLiteTransaction.border, [.int(ms)], { $0.optionalInt(0) }) ?? nil else { return 0 }
        let old = try sql.all(SQLiteTransaction.gone, [.int(border), .int(Int64(limit))]) { row in
            (feed: row.int(0), seq: row.int(1), collection: row.int(2), id: row.text(3))
        }
        for entry in old {
            try write(
                SQLiteTransaction.deleteRow, [.int(entry.feed), .int(entry.seq), .int(entry.collection), .text(entry.id)])
            try write(SQLiteTransaction.raiseFloor, [.int(entry.seq), .int(entry.feed)])
        }
        let grants = try sql.all(SQLiteTransaction.ended, [.int(border), .int(Int64(limit - old.count))]) { ($0.int(0), $0.int(1)) }
        for (number, lost) in grants {
            try write(SQLiteTransaction.deleteGrant, [.int(number)])
            count { $0.grantsFloor = max($0.grantsFloor, lost) }
        }
        return old.count + grants.count
    }
}
