/// One read transaction: everything it answers is of one instant. Not `Sendable`, never leaves the closure it was given to.
///
/// Rows are handed out as pointers that are valid only inside the visitor. A visitor that returns false stops the walk;
/// the statement behind it is reset before the call returns, whatever the visitor did.
package protocol Snapshot: AnyObject {
    func head() throws -> TenantHead
    /// A small named value of the partition itself (sealed by the caller where it must be).
    func meta(_ name: String) throws -> [UInt8]?

    // MARK: Feeds
    func feed(key: [UInt8]) throws -> FeedInfo?
    func feed(number: Int64) throws -> FeedInfo?
    /// Feeds with a number above `number`, ascending; to fill the heads in memory when a partition opens.
    func feeds(after number: Int64, limit: Int) throws -> [FeedInfo]
    /// Of collections that have or had rows in this feed, by collection code.
    func digests(feed: Int64) throws -> [CollectionDigest]

    // MARK: Records
    /// The live row, in whatever feed it stands.
    func entry(collection: Int32, id: String) throws -> Entry?
    /// Whether this id was ever used, live or not (kept as an 8-byte hash: a false yes has odds of 2^-64 per id pair).
    func isSpent(collection: Int32, id: String) throws -> Bool
    /// Rows and tombstones of a feed with a seq above `seq`, ascending by (seq, collection, id); the body is nil for a tombstone.
    func changes(feed: Int64, after seq: Int64, _ visit: (EntryHeader, UnsafeRawBufferPointer?) throws -> Bool) throws
    /// Live rows of a feed with a seq below `seq`, descending by (seq, collection, id).
    func live(feed: Int64, below seq: Int64, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool) throws
    /// Live rows of a feed and collection by id ascending, after `afterID`. Ids compare as UTF-8 bytes.
    func live(
        feed: Int64, collection: Int32, afterID: String?, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool
    ) throws
    /// Live rows of a collection in all feeds, by id ascending, after `afterID`.
    func live(collection: Int32, afterID: String?, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool) throws

    // MARK: Access
    /// Of a subject, by number.
    func grants(subject: Int64) throws -> [Grant]
    /// Of a feed, by number.
    func grants(feed: Int64) throws -> [Grant]
    /// The highest `lost` of a grant purged: access told only up to below it must start again.
    func grantsFloor() throws -> Int64
    /// The target of an equality lookup: `key` is an HMAC, `space` says of what.
    func lookup(space: Int32, key: [UInt8]) throws -> String?

    // MARK: Queues
    func queue(_ id: String) throws -> QueueRow?
    /// Of a device, by id.
    func queues(device: String) throws -> [QueueRow]
    func outcome(queue: String, n: Int64) throws -> OutcomeRow?

    // MARK: Evidence, timers, blobs, counters
    func leaf(_ index: Int64) throws -> LeafRow?
    /// A completed subtree; nil below level 1, and for one that is not written (yet).
    func logNode(level: Int, index: Int64) throws -> [UInt8]?
    /// The newest checkpoint with at most so many leaves.
    func checkpoint(atMost size: Int64) throws -> CheckpointRow?
    /// Leaves indexed under a key, from `after` on upwards, without it.
    func leaves(key: Int64, after: Int64, limit: Int) throws -> [Int64]
    /// The same downwards.
    func leaves(key: Int64, before: Int64, limit: Int) throws -> [Int64]
    /// With `due` at or before `ms`, by (due, id).
    func timers(dueBy ms: Int64, limit: Int) throws -> [TimerRow]
    func blob(key: [UInt8]) throws -> BlobRow?
    func blob(number: Int64) throws -> BlobRow?
    func chunk(blob: Int64, index: Int64) throws -> [UInt8]?
    /// Blobs nobody refers to, created before `ms`, by number.
    func orphans(before ms: Int64, limit: Int) throws -> [BlobRow]
    /// The last value given by a named counter; 0 for none.
    func sequence(_ name: String) throws -> Int64

    /// Looks at up to `limit` sealed values from `cursor` on and answers those under another key than `keyNumber`.
    func sealed(notUnder keyNumber: Int, from cursor: SealedCursor, limit: Int) throws -> SealedSlice
}
