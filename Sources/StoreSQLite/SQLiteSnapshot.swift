import Store

/// A read transaction on one connection.
class SQLiteSnapshot: Snapshot {
    let sql: Connection

    init(_ connection: Connection) { sql = connection }

    private static let headQuery = Query("SELECT epoch, seq, grants, leaves FROM head")
    private static let metaQuery = Query("SELECT value FROM meta WHERE name = ?")
    private static let sequenceQuery = Query("SELECT value FROM sequences WHERE name = ?")
    private static let feedColumns = "SELECT number, key, name, head, floor FROM feeds"
    private static let feedByKey = Query(feedColumns + " WHERE key = ?")
    private static let feedByNumber = Query(feedColumns + " WHERE number = ?")
    private static let feedsAfter = Query(feedColumns + " WHERE number > ? ORDER BY number LIMIT ?")
    private static let digestsQuery = Query("SELECT collection, count, sum FROM digests WHERE feed = ? ORDER BY collection")
    private static let floorQuery = Query("SELECT grants_floor FROM head")
    private static let grantColumns = "SELECT number, subject, feed, gained, lost, until FROM grants"
    private static let grantsOfSubject = Query(grantColumns + " WHERE subject = ? ORDER BY number")
    private static let grantsOfFeed = Query(grantColumns + " WHERE feed = ? ORDER BY number")
    private static let lookupQuery = Query("SELECT target FROM lookups WHERE space = ? AND key = ?")
    private static let queueColumns = "SELECT id, subject, device, last, closed, tries, token_time FROM queues"
    private static let queueQuery = Query(queueColumns + " WHERE id = ?")
    private static let queuesQuery = Query(queueColumns + " WHERE device = ? ORDER BY id")
    private static let outcomeQuery = Query(
        """
        SELECT n, hash, code, seq, leaf, time, result, act FROM outcomes
        WHERE queue = (SELECT number FROM queues WHERE id = ?) AND n = ?
        """)

    func head() throws -> TenantHead {
        let head = try sql.one(SQLiteSnapshot.headQuery, []) { row in
            TenantHead(epoch: row.int(0), seq: row.int(1), grants: row.int(2), leaves: row.int(3))
        }
        guard let head else { throw StoreError.corrupt("the head is missing") }
        return head
    }

    func grantsFloor() throws -> Int64 { try sql.one(SQLiteSnapshot.floorQuery, []) { $0.int(0) } ?? 0 }

    func meta(_ name: String) throws -> [UInt8]? { try sql.one(SQLiteSnapshot.metaQuery, [.text(name)]) { $0.bytes(0) } }

    func sequence(_ name: String) throws -> Int64 {
        try sql.one(SQLiteSnapshot.sequenceQuery, [.text(name)]) { $0.int(0) } ?? 0
    }

    // MARK: Feeds

    private static func feed(_ row: RowView) -> FeedInfo {
        FeedInfo(number: row.int(0), key: row.bytes(1), sealedName: row.bytes(2), head: row.int(3), floor: row.int(4))
    }

    func feed(key: [UInt8]) throws -> FeedInfo? {
        try sql.one(SQLiteSnapshot.feedByKey, [.blob(key)], SQLiteSnapshot.feed)
    }

    func feed(number: Int64) throws -> FeedInfo? {
        try sql.one(SQLiteSnapshot.feedByNumber, [.int(number)], SQLiteSnapshot.feed)
    }

    func feeds(after number: Int64, limit: Int) throws -> [FeedInfo] {
        try sql.all(SQLiteSnapshot.feedsAfter, [.int(number), .int(Int64(limit))], SQLiteSnapshot.feed)
    }

    func digests(feed: Int64) throws -> [CollectionDigest] {
        try sql.all(SQLiteSnapshot.digestsQuery, [.int(feed)]) { row in
            CollectionDigest(collection: Int32(row.int(0)), count: row.int(1), sum: row.int(2))
        }
    }

    // MARK: Access

    private static func grant(_ row: RowView) -> Grant {
        Grant(
            number: row.int(0), subject: row.int(1), feed: row.int(2), gained: row.int(3), lost: row.optionalInt(4),
            until: row.optionalInt(5))
    }

    func grants(subject: Int64) throws -> [Grant] {
        try sql.all(SQLiteSnapshot.grantsOfSubject, [.int(subject)], SQLiteSnapshot.grant)
    }

    func grants(feed: Int64) throws -> [Grant] {
        try sql.all(SQLiteSnapshot.grantsOfFeed, [.int(feed)], SQLiteSnapshot.grant)
    }

    func lookup(space: Int32, key: [UInt8]) throws -> String? {
        try sql.one(SQLiteSnapshot.lookupQuery, [.int(Int64(space)), .blob(key)]) { $0.text(0) }
    }

    // MARK: Queues

    private static func queue(_ row: RowView) -> QueueRow {
        QueueRow(
            id: row.text(0), subject: row.int(1), device: row.text(2), last: row.int(3), closed: row.int(4) != 0,
            tries: Int(row.int(5)), lastTokenTime: row.int(6))
    }

    func queue(_ id: String) throws -> QueueRow? {
        try sql.one(SQLiteSnapshot.queueQuery, [.text(id)], SQLiteSnapshot.queue)
    }

    func queues(device: String) throws -> [QueueRow] {
        try sql.all(SQLiteSnapshot.queuesQuery, [.text(device)], SQLiteSnapshot.queue)
    }

    func outcome(queue: String, n: Int64) throws -> OutcomeRow? {
        try sql.one(SQLiteSnapshot.outcomeQuery, [.text(queue), .int(n)]) { row in
            OutcomeRow(
                queue: queue, n: row.int(0), hash: row.bytes(1), code: Int32(row.int(2)), seq: row.int(3), leaf: row.int(4),
                time: row.int(5), result: row.optionalBytes(6), act: row.optionalBytes(7))
        }
    }
}
