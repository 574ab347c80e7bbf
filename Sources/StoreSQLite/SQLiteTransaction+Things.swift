import Store

/// Queues, timers and blobs.
extension SQLiteTransaction {
    private static let setQueueQuery = Query(
        """
        INSERT INTO queues (id, subject, device, last, closed, tries, token_time) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, device = excluded.device, last = excluded.last,
            closed = excluded.closed, tries = excluded.tries, token_time = excluded.token_time
        """)
    private static let addOutcomeQuery = Query(
        """
        INSERT INTO outcomes (queue, n, hash, code, seq, leaf, time, result, act)
        VALUES ((SELECT number FROM queues WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let trimRows = Query(
        "DELETE FROM outcomes WHERE queue = (SELECT number FROM queues WHERE id = ?) AND n < ?")
    private static let trimResults = Query(
        """
        UPDATE outcomes SET result = NULL
        WHERE queue = (SELECT number FROM queues WHERE id = ?) AND time < ? AND result IS NOT NULL
        """)

    func setQueue(_ queue: QueueRow) throws {
        try write(
            SQLiteTransaction.setQueueQuery,
            [
                .text(queue.id), .int(queue.subject), .text(queue.device), .int(queue.last), .int(queue.closed ? 1 : 0),
                .int(Int64(queue.tries)), .int(queue.lastTokenTime),
            ])
    }

    func addOutcome(_ outcome: OutcomeRow) throws {
        try write(
            SQLiteTransaction.addOutcomeQuery,
            [
                .text(outcome.queue), .int(outcome.n), .blob(outcome.hash), .int(Int64(outcome.code)), .int(outcome.seq),
                .int(outcome.leaf), .int(outcome.time), .optional(outcome.result), .optional(outcome.act),
            ])
    }

    func trimOutcomes(queue: String, keepFrom n: Int64, resultsBefore ms: Int64) throws {
        try write(SQLiteTransaction.trimRows, [.text(queue), .int(n)])
        try write(SQLiteTransaction.trimResults, [.text(queue), .int(ms)])
    }

    // MARK: Timers

    private static let addTimerQuery = Query("INSERT INTO timers (id, due, kind, body) VALUES (?, ?, ?, ?)")
    private static let removeTimerQuery = Query("DELETE FROM timers WHERE id = ?")

    func addTimer(due: Int64, kind: Int32, body: (Int64) throws -> [UInt8]) throws -> Int64 {
        let id = counters.timers + 1
        try write(SQLiteTransaction.addTimerQuery, [.int(id), .int(due), .int(Int64(kind)), .blob(try body(id))])
        count { $0.timers = id }
        return id
    }

    func removeTimer(_ id: Int64) throws { try write(SQLiteTransaction.removeTimerQuery, [.int(id)]) }

    // MARK: Blobs

    private static let addBlobQuery = Query(
        "INSERT INTO blobs (number, key, owner, size, received, created, meta, refs) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    private static let setBlobQuery = Query(
        """
        UPDATE blobs SET key = ?2, owner = ?3, size = ?4, received = ?5, created = ?6, meta = ?7, refs = ?8 WHERE number = ?1
        """)
    private static let addChunkQuery = Query(
        """
        INSERT INTO chunks (blob, position, bytes) SELECT number, ?2, ?3 FROM blobs WHERE number = ?1
        ON CONFLICT (blob, position) DO UPDATE SET bytes = excluded.bytes
        """)
    private static let removeChunks = Query("DELETE FROM chunks WHERE blob = ?")
    private static let removeBlobQuery = Query("DELETE FROM blobs WHERE number = ?")

    private func values(_ blob: BlobRow, number: Int64) -> [Value] {
        [
            .int(number), .blob(blob.key), .int(blob.owner), .int(blob.size), .int(blob.received), .int(blob.created),
            .blob(blob.meta), .int(blob.refs),
        ]
    }

    func addBlob(_ blob: BlobRow) throws -> Int64 {
        let number = counters.blobs + 1
        try write(SQLiteTransaction.addBlobQuery, values(blob, number: number))
        count { $0.blobs = number }
        return number
    }

    func setBlob(_ blob: BlobRow) throws { try write(SQLiteTransaction.setBlobQuery, values(blob, number: blob.number)) }

    func addChunk(blob: Int64, index: Int64, _ bytes: [UInt8]) throws {
        let changed = try write(SQLiteTransaction.addChunkQuery, [.int(blob), .int(index), .blob(bytes)])
        if changed == 0 { throw StoreError.other("a chunk of no blob") }
    }

    func removeBlob(_ number: Int64) throws {
        try write(SQLiteTransaction.removeChunks, [.int(number)])
        try write(SQLiteTransaction.removeBlobQuery, [.int(number)])
    }
}
