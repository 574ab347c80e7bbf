import Store

/// Evidence, timers and blobs.
extension SQLiteSnapshot {
    private static let leafQuery = Query("SELECT number, bytes, body FROM leaves WHERE number = ?")
    private static let timersQuery = Query(
        "SELECT id, due, kind, body FROM timers WHERE due <= ? ORDER BY due, id LIMIT ?")
    private static let blobColumns = "SELECT number, key, owner, size, received, created, meta, refs FROM blobs"
    private static let blobByKey = Query(blobColumns + " WHERE key = ?")
    private static let blobByNumber = Query(blobColumns + " WHERE number = ?")
    private static let orphansQuery = Query(blobColumns + " WHERE refs = 0 AND created < ? ORDER BY number LIMIT ?")
    private static let chunkQuery = Query("SELECT bytes FROM chunks WHERE blob = ? AND position = ?")

    func leaf(_ index: Int64) throws -> LeafRow? {
        try sql.one(SQLiteSnapshot.leafQuery, [.int(index)]) { row in
            LeafRow(index: row.int(0), bytes: row.bytes(1), body: row.optionalBytes(2))
        }
    }

    func timers(dueBy ms: Int64, limit: Int) throws -> [TimerRow] {
        try sql.all(SQLiteSnapshot.timersQuery, [.int(ms), .int(Int64(limit))]) { row in
            TimerRow(id: row.int(0), due: row.int(1), kind: Int32(row.int(2)), body: row.bytes(3))
        }
    }

    private static func blob(_ row: RowView) -> BlobRow {
        BlobRow(
            number: row.int(0), key: row.bytes(1), owner: row.int(2), size: row.int(3), received: row.int(4),
            created: row.int(5), meta: row.bytes(6), refs: row.int(7))
    }

    func blob(key: [UInt8]) throws -> BlobRow? {
        try sql.one(SQLiteSnapshot.blobByKey, [.blob(key)], SQLiteSnapshot.blob)
    }

    func blob(number: Int64) throws -> BlobRow? {
        try sql.one(SQLiteSnapshot.blobByNumber, [.int(number)], SQLiteSnapshot.blob)
    }

    func orphans(before ms: Int64, limit: Int) throws -> [BlobRow] {
        try sql.all(SQLiteSnapshot.orphansQuery, [.int(ms), .int(Int64(limit))], SQLiteSnapshot.blob)
    }

    func chunk(blob: Int64, index: Int64) throws -> [UInt8]? {
        try sql.one(SQLiteSnapshot.chunkQuery, [.int(blob), .int(index)]) { $0.bytes(0) }
    }
}
