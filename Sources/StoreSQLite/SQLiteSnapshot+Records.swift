import Store

/// The hot reads: a page of a feed is one index range, its bodies are handed out where SQLite holds them.
extension SQLiteSnapshot {
    private static let columns = "SELECT feed, seq, collection, id, rev, live, term, body, large FROM entries"
    private static let entryQuery = Query(columns + " WHERE collection = ? AND id = ? AND live = 1")
    private static let spentQuery = Query("SELECT 1 FROM spent WHERE hash = ?")
    private static let changesQuery = Query(columns + " WHERE feed = ? AND seq > ? ORDER BY seq, collection, id")
    private static let liveBelow = Query(
        columns + " WHERE feed = ? AND seq < ? AND live = 1 ORDER BY seq DESC, collection DESC, id DESC")
    private static let liveOfFeed = Query(
        columns + " INDEXED BY entries_key WHERE feed = ? AND collection = ? AND id > ? AND live = 1 ORDER BY id")
    private static let firstOfFeed = Query(
        columns + " INDEXED BY entries_key WHERE feed = ? AND collection = ? AND live = 1 ORDER BY id")
    private static let liveOfAll = Query(columns + " WHERE collection = ? AND id > ? AND live = 1 ORDER BY id")
    private static let firstOfAll = Query(columns + " WHERE collection = ? AND live = 1 ORDER BY id")
    private static let bodyQuery = Query("SELECT bytes FROM bodies WHERE number = ?")

    static func header(_ row: RowView) -> EntryHeader {
        EntryHeader(
            seq: row.int(1), rev: row.int(4), feed: row.int(0), collection: Int32(row.int(2)), id: row.text(3),
            live: row.int(5) != 0, term: row.int(6))
    }

    func entry(collection: Int32, id: String) throws -> Entry? {
        var found: Entry?
        try walk(SQLiteSnapshot.entryQuery, [.int(Int64(collection)), .text(id)]) { header, body in
            found = Entry(header: header, body: body.map { Array($0) })
            return false
        }
        return found
    }

    func isSpent(collection: Int32, id: String) throws -> Bool {
        try sql.one(SQLiteSnapshot.spentQuery, [.int(SpentHash.of(collection: collection, id: id))]) { _ in true } ?? false
    }

    func changes(feed: Int64, after seq: Int64, _ visit: (EntryHeader, UnsafeRawBufferPointer?) throws -> Bool) throws {
        try walk(SQLiteSnapshot.changesQuery, [.int(feed), .int(seq)], visit)
    }

    func live(feed: Int64, below seq: Int64, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool) throws {
        try walkLive(SQLiteSnapshot.liveBelow, [.int(feed), .int(seq)], visit)
    }

    func live(
        feed: Int64, collection: Int32, afterID: String?, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool
    ) throws {
        if let afterID {
            try walkLive(SQLiteSnapshot.liveOfFeed, [.int(feed), .int(Int64(collection)), .text(afterID)], visit)
        } else {
            try walkLive(SQLiteSnapshot.firstOfFeed, [.int(feed), .int(Int64(collection))], visit)
        }
    }

    func live(collection: Int32, afterID: String?, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool) throws {
        if let afterID {
            try walkLive(SQLiteSnapshot.liveOfAll, [.int(Int64(collection)), .text(afterID)], visit)
        } else {
            try walkLive(SQLiteSnapshot.firstOfAll, [.int(Int64(collection))], visit)
        }
    }

    private func walkLive(
        _ query: Query, _ values: [Value], _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool
    ) throws {
        try walk(query, values) { header, body in
            guard let body else { throw StoreError.corrupt("a live row without a body") }
            return try visit(header, body)
        }
    }

    /// Steps through entries and fetches a body from its own table where it is large.
    private func walk(
        _ query: Query, _ values: [Value], _ visit: (EntryHeader, UnsafeRawBufferPointer?) throws -> Bool
    ) throws {
        try sql.each(query, values) { row in
            let header = SQLiteSnapshot.header(row)
            guard header.live else { return try visit(header, nil) }
            guard let large = row.optionalInt(8) else { return try visit(header, row.buffer(7)) }
            let goesOn = try sql.one(SQLiteSnapshot.bodyQuery, [.int(large)]) { try visit(header, $0.buffer(0)) }
            guard let goesOn else { throw StoreError.corrupt("a large body is missing") }
            return goesOn
        }
    }
}
