import Store

/// A write transaction on the writer's connection. The counters of the head row are kept here and written once, at the end.
final class SQLiteTransaction: SQLiteSnapshot, Transaction {
    struct Head {
        var tenant: TenantHead
        var grantsFloor: Int64
        var timers: Int64
        var blobs: Int64
    }

    /// The head row as this transaction leaves it; a rolled-back savepoint restores it too.
    var counters: Head
    private var isHeadChanged = false

    private static let headQuery = Query("SELECT epoch, seq, grants, leaves, grants_floor, timers, blobs FROM head")
    private static let setHead = Query(
        "UPDATE head SET epoch = ?, seq = ?, grants = ?, leaves = ?, grants_floor = ?, timers = ?, blobs = ?")
    private static let savepointQuery = Query("SAVEPOINT mutation")
    private static let release = Query("RELEASE mutation")
    private static let rollbackTo = Query("ROLLBACK TO mutation")

    override init(_ connection: Connection) {
        counters = Head(tenant: TenantHead(epoch: 0, seq: 0, grants: 0, leaves: 0), grantsFloor: 0, timers: 0, blobs: 0)
        super.init(connection)
    }

    /// Reads the head; before anything else.
    func begin() throws {
        let head = try sql.one(SQLiteTransaction.headQuery, []) { row in
            Head(
                tenant: TenantHead(epoch: row.int(0), seq: row.int(1), grants: row.int(2), leaves: row.int(3)),
                grantsFloor: row.int(4), timers: row.int(5), blobs: row.int(6))
        }
        guard let head else { throw StoreError.corrupt("the head is missing") }
        counters = head
    }

    /// Writes the head; after everything else.
    func finish() throws {
        guard isHeadChanged else { return }
        try write(
            SQLiteTransaction.setHead,
            [
                .int(counters.tenant.epoch), .int(counters.tenant.seq), .int(counters.tenant.grants), .int(counters.tenant.leaves),
                .int(counters.grantsFloor), .int(counters.timers), .int(counters.blobs),
            ])
    }

    override func head() throws -> TenantHead { counters.tenant }
    override func grantsFloor() throws -> Int64 { counters.grantsFloor }

    /// Every write goes through here: where SQLite has ended the transaction by itself (disk full, I/O error), nothing may be
    /// written any more, since it would be committed alone.
    @discardableResult
    func write(_ query: Query, _ values: [Value] = []) throws -> Int {
        guard sql.isInTransaction else { throw StoreError.rollback("SQLite ended the transaction") }
        return try sql.run(query, values)
    }

    func count<R>(_ body: (inout Head) throws -> R) rethrows -> R {
        isHeadChanged = true
        return try body(&counters)
    }

    func savepoint<R>(_ body: () throws -> R) throws -> R {
        let before = counters
        try write(SQLiteTransaction.savepointQuery)
        do {
            let answer = try body()
            try write(SQLiteTransaction.release)
            return answer
        } catch {
            counters = before
            guard sql.isInTransaction else { throw StoreError.rollback("\(error)") }
            try sql.run(SQLiteTransaction.rollbackTo)
            try sql.run(SQLiteTransaction.release)
            throw error
        }
    }

    // MARK: Numbers

    private static let nextQuery = Query(
        "INSERT INTO sequences (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value")
    private static let lastMark = Query("SELECT seq, ms FROM marks ORDER BY seq DESC LIMIT 1")
    private static let addMark = Query("INSERT INTO marks (seq, ms) VALUES (?, ?)")

    func nextSeq() throws -> Int64 {
        count { head in
            head.tenant.seq += 1
            return head.tenant.seq
        }
    }

    func raiseEpoch() throws -> Int64 {
        count { head in
            head.tenant.epoch += 1
            head.tenant.seq = Position.start(ofEpoch: head.tenant.epoch)
            return head.tenant.epoch
        }
    }

    func next(_ sequence: String) throws -> Int64 {
        guard sql.isInTransaction else { throw StoreError.rollback("SQLite ended the transaction") }
        // Stepped to its end, not only to its first row: a statement reset before it is done would undo nothing, but says nothing either.
        guard let value = try sql.all(SQLiteTransaction.nextQuery, [.text(sequence)], { $0.int(0) }).first else {
            throw StoreError.other("no value of \(sequence)")
        }
        return value
    }

    func noteTime(_ ms: Int64) throws {
        let last = try sql.one(SQLiteTransaction.lastMark, []) { (seq: $0.int(0), ms: $0.int(1)) }
        guard TimeMark.isDue(last: last, seq: counters.tenant.seq, ms: ms) else { return }
        try write(SQLiteTransaction.addMark, [.int(counters.tenant.seq), .int(ms)])
    }

    // MARK: Small things

    private static let setMetaQuery = Query(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    private static let deleteMeta = Query("DELETE FROM meta WHERE name = ?")
    private static let setLookupQuery = Query(
        """
        INSERT INTO lookups (space, key, target) VALUES (?, ?, ?)
        ON CONFLICT (space, key) DO UPDATE SET target = excluded.target WHERE target = excluded.target
        """)
    private static let deleteLookup = Query("DELETE FROM lookups WHERE space = ? AND key = ?")
    private static let addGrantQuery = Query(
        "INSERT INTO grants (number, subject, feed, gained, lost, until) VALUES (?, ?, ?, ?, NULL, ?)")
    private static let endGrantQuery = Query("UPDATE grants SET lost = ? WHERE number = ? AND lost IS NULL")

    func setMeta(_ name: String, _ value: [UInt8]?) throws {
        if let value {
            try write(SQLiteTransaction.setMetaQuery, [.text(name), .blob(value)])
        } else {
            try write(SQLiteTransaction.deleteMeta, [.text(name)])
        }
    }

    func setLookup(space: Int32, key: [UInt8], target: String) throws {
        let changed = try write(SQLiteTransaction.setLookupQuery, [.int(Int64(space)), .blob(key), .text(target)])
        if changed == 0 { throw StoreError.lookupTaken }
    }

    func removeLookup(space: Int32, key: [UInt8]) throws {
        try write(SQLiteTransaction.deleteLookup, [.int(Int64(space)), .blob(key)])
    }

    func addGrant(subject: Int64, feed: Int64, seq: Int64, until: Int64?) throws -> Grant {
        let number = count { head in
            head.tenant.grants += 1
            return head.tenant.grants
        }
        try write(
            SQLiteTransaction.addGrantQuery, [.int(number), .int(subject), .int(feed), .int(seq), .optional(until)])
        return Grant(number: number, subject: subject, feed: feed, gained: seq, lost: nil, until: until)
    }

    func endGrant(number: Int64, seq: Int64) throws {
        try write(SQLiteTransaction.endGrantQuery, [.int(seq), .int(number)])
    }
}
