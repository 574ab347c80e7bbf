import Store

/// The walk over everything sealed, table by table in slices, for rotating keys.
extension SQLiteSnapshot {
    private static let rows = Query(
        """
        SELECT feed, seq, collection, id, rev, live, term, body, large FROM entries
        WHERE (feed, seq, collection, id) > (?, ?, ?, ?) ORDER BY feed, seq, collection, id LIMIT ?
        """)
    private static let largeBody = Query("SELECT bytes FROM bodies WHERE number = ?")
    private static let names = Query("SELECT number, name FROM feeds WHERE number > ? ORDER BY number LIMIT ?")
    private static let outcomes = Query(
        """
        SELECT outcomes.queue, n, id, result, act FROM outcomes JOIN queues ON queues.number = outcomes.queue
        WHERE (outcomes.queue, n) > (?, ?) ORDER BY outcomes.queue, n LIMIT ?
        """)
    private static let leaves = Query("SELECT number, body FROM leaves WHERE number > ? ORDER BY number LIMIT ?")
    private static let timers = Query("SELECT id, body FROM timers WHERE id > ? ORDER BY id LIMIT ?")
    private static let metas = Query("SELECT number, meta FROM blobs WHERE number > ? ORDER BY number LIMIT ?")
    private static let chunks = Query(
        "SELECT blob, position, bytes FROM chunks WHERE (blob, position) > (?, ?) ORDER BY blob, position LIMIT ?")
    /// Tables are numbered 0…6 in `SealedCursor`.
    private static let lastTable = 6

    func sealed(notUnder keyNumber: Int, from cursor: SealedCursor, limit: Int) throws -> SealedSlice {
        var found: [SealedRow] = []
        var last: SealedCursor?
        var looked = 0
        func look(_ key: SealedCursor, _ place: SealedPlace, _ bytes: UnsafeRawBufferPointer) {
            if last != key { looked += 1 }
            last = key
            guard let number = SealedRow.keyNumber(of: bytes), number != keyNumber else { return }
            found.append(SealedRow(place: place, bytes: Array(bytes)))
        }
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        let limited = Value.int(Int64(limit))
        switch cursor.table {
        case 0: try scanRows(cursor, limited, look)
        case 1: try scan(SQLiteSnapshot.names, cursor, limited) { look($0, .feedName($0.first), $1) }
        case 2:
            try sql.each(SQLiteSnapshot.outcomes, [.int(cursor.first), .int(cursor.second), limited]) { row in
                let key = SealedCursor(table: 2, first: row.int(0), second: row.int(1))
                look(key, .outcomeResult(queue: row.text(2), n: row.int(1)), row.buffer(3))
                look(key, .outcomeAct(queue: row.text(2), n: row.int(1)), row.buffer(4))
                return true
            }
        case 3: try scan(SQLiteSnapshot.leaves, cursor, limited) { look($0, .leafBody($0.first), $1) }
        case 4: try scan(SQLiteSnapshot.timers, cursor, limited) { look($0, .timer($0.first), $1) }
        case 5: try scan(SQLiteSnapshot.metas, cursor, limited) { look($0, .blobMeta($0.first), $1) }
        default:
            try sql.each(SQLiteSnapshot.chunks, [.int(cursor.first), .int(cursor.second), limited]) { row in
                let key = SealedCursor(table: 6, first: row.int(0), second: row.int(1))
                look(key, .chunk(blob: key.first, index: key.second), row.isNull(2) ? nothing : row.buffer(2))
                return true
            }
        }
        if looked == limit, let last { return SealedSlice(rows: found, next: last) }
        let isLast = cursor.table >= SQLiteSnapshot.lastTable
        return SealedSlice(rows: found, next: isLast ? nil : SealedCursor(table: cursor.table + 1))
    }

    private func scanRows(
        _ cursor: SealedCursor, _ limit: Value, _ look: (SealedCursor, SealedPlace, UnsafeRawBufferPointer) -> Void
    ) throws {
        let from: [Value] = [.int(cursor.first), .int(cursor.second), .int(cursor.third), .text(cursor.text), limit]
        try sql.each(SQLiteSnapshot.rows, from) { row in
            let header = SQLiteSnapshot.header(row)
            let key = SealedCursor(
                table: 0, first: header.feed, second: header.seq, third: Int64(header.collection), text: header.id)
            if let large = row.optionalInt(8) {
                _ = try sql.one(SQLiteSnapshot.largeBody, [.int(large)]) { look(key, .row(header), $0.buffer(0)) }
            } else {
                look(key, .row(header), row.buffer(7))
            }
            return true
        }
    }

    /// A table with one number as its key and one sealed value.
    private func scan(
        _ query: Query, _ cursor: SealedCursor, _ limit: Value, _ look: (SealedCursor, UnsafeRawBufferPointer) -> Void
    ) throws {
        try sql.each(query, [.int(cursor.first), limit]) { row in
            look(SealedCursor(table: cursor.table, first: row.int(0)), row.buffer(1))
            return true
        }
    }
}

extension SQLiteTransaction {
    private static let version = Query(
        "SELECT large FROM entries WHERE feed = ? AND seq = ? AND collection = ? AND id = ? AND live = 1 AND rev = ?")
    private static let setRow = Query(
        "UPDATE entries SET body = ? WHERE feed = ? AND seq = ? AND collection = ? AND id = ? AND live = 1")
    private static let setLarge = Query("UPDATE bodies SET bytes = ? WHERE number = ?")
    private static let setName = Query("UPDATE feeds SET name = ? WHERE number = ?")
    private static let setResult = Query(
        """
        UPDATE outcomes SET result = ? WHERE queue = (SELECT number FROM queues WHERE id = ?) AND n = ? AND result IS NOT NULL
        """)
    private static let setAct = Query(
        "UPDATE outcomes SET act = ? WHERE queue = (SELECT number FROM queues WHERE id = ?) AND n = ? AND act IS NOT NULL")
    private static let setLeaf = Query("UPDATE leaves SET body = ? WHERE number = ? AND body IS NOT NULL")
    private static let setTimer = Query("UPDATE timers SET body = ? WHERE id = ?")
    private static let setBlobMeta = Query("UPDATE blobs SET meta = ? WHERE number = ?")
    private static let setChunk = Query("UPDATE chunks SET bytes = ? WHERE blob = ? AND position = ?")

    func reseal(_ place: SealedPlace, _ bytes: [UInt8]) throws {
        switch place {
        case .row(let header): try resealRow(header, bytes)
        case .feedName(let number): try write(SQLiteTransaction.setName, [.blob(bytes), .int(number)])
        case .outcomeResult(let queue, let n): try write(SQLiteTransaction.setResult, [.blob(bytes), .text(queue), .int(n)])
        case .outcomeAct(let queue, let n): try write(SQLiteTransaction.setAct, [.blob(bytes), .text(queue), .int(n)])
        case .leafBody(let index): try write(SQLiteTransaction.setLeaf, [.blob(bytes), .int(index)])
        case .timer(let id): try write(SQLiteTransaction.setTimer, [.blob(bytes), .int(id)])
        case .blobMeta(let number): try write(SQLiteTransaction.setBlobMeta, [.blob(bytes), .int(number)])
        case .chunk(let blob, let index): try write(SQLiteTransaction.setChunk, [.blob(bytes), .int(blob), .int(index)])
        }
    }

    private func resealRow(_ header: EntryHeader, _ bytes: [UInt8]) throws {
        let key: [Value] = [.int(header.feed), .int(header.seq), .int(Int64(header.collection)), .text(header.id)]
        guard let large = try sql.one(SQLiteTransaction.version, key + [.int(header.rev)], { $0.optionalInt(0) }) else { return }
        if let large {
            try write(SQLiteTransaction.setLarge, [.blob(bytes), .int(large)])
        } else {
            try write(SQLiteTransaction.setRow, [.blob(bytes)] + key)
        }
    }
}
