/// One write transaction (BEGIN IMMEDIATE … COMMIT): what it reads includes what it wrote.
package protocol Transaction: Snapshot {
    /// Runs `body`; when it throws, everything it wrote is undone and the error goes on.
    func savepoint<R>(_ body: () throws -> R) throws -> R

    // MARK: Numbers
    /// The next mutation number.
    func nextSeq() throws -> Int64
    /// Starts the next epoch; after a restore, before anything else is written.
    func raiseEpoch() throws -> Int64
    /// The next value of a named counter ("employee", "leave_no", …), from 1.
    func next(_ sequence: String) throws -> Int64
    /// Says that it is `ms` now: seqs up to the head were given at or before. Once per batch, before the first `nextSeq`;
    /// the store keeps about one mark an hour, by which `purgeTombstones` turns ages into seqs.
    func noteTime(_ ms: Int64) throws

    // MARK: Feeds and records
    /// The feed with this key, made if new; `sealedName` gets the number it will have.
    func makeFeed(key: [UInt8], sealedName: (Int64) throws -> [UInt8]) throws -> FeedInfo
    /// Inserts, replaces or moves a record under `header.seq` and keeps heads, digests and spent ids.
    /// A move leaves a tombstone in the feed it came from and takes an older tombstone of the id out of the new one (why.md B1).
    func put(_ header: EntryHeader, body: [UInt8]) throws
    /// Replaces the live row by a tombstone under `seq`; nothing where there is none.
    func remove(collection: Int32, id: String, seq: Int64) throws
    /// Purges tombstones and ended grants known to be older than `ms`, at most `limit`, and raises their floors; answers how many went.
    func purgeTombstones(before ms: Int64, limit: Int) throws -> Int
    func setMeta(_ name: String, _ value: [UInt8]?) throws

    // MARK: Access
    /// Throws `StoreError.lookupTaken` where another target holds the key.
    func setLookup(space: Int32, key: [UInt8], target: String) throws
    func removeLookup(space: Int32, key: [UInt8]) throws
    func addGrant(subject: Int64, feed: Int64, seq: Int64, until: Int64?) throws -> Grant
    /// Marks a grant as lost under `seq`; nothing where it is lost already.
    func endGrant(number: Int64, seq: Int64) throws

    // MARK: Queues
    func setQueue(_ queue: QueueRow) throws
    func addOutcome(_ outcome: OutcomeRow) throws
    /// Deletes outcomes numbered below `keepFrom` and the results of those consumed before `resultsBefore` (hash and code stay).
    func trimOutcomes(queue: String, keepFrom n: Int64, resultsBefore ms: Int64) throws

    // MARK: Evidence, timers, blobs
    /// Answers the leaf's index. `keys` are keyed hashes by which it is found again; one given twice counts once.
    func appendLeaf(bytes: [UInt8], body: [UInt8]?, keys: [Int64]) throws -> Int64
    /// Nodes are written once and never change; one that is there already is left alone.
    func addLogNodes(_ nodes: [LogNodeRow]) throws
    /// Writes a checkpoint, in the place of an older one of the same size.
    func addCheckpoint(_ row: CheckpointRow) throws
    /// Nothing where there is none of that size.
    func removeCheckpoint(size: Int64) throws
    /// Destroys salt and body; the leaf's bytes stay, so that the tree stays valid.
    func eraseLeafBody(_ index: Int64) throws
    func addTimer(due: Int64, kind: Int32, body: (Int64) throws -> [UInt8]) throws -> Int64
    func removeTimer(_ id: Int64) throws
    /// Answers the number given; `blob.number` is ignored.
    func addBlob(_ blob: BlobRow) throws -> Int64
    func setBlob(_ blob: BlobRow) throws
    /// Writes or replaces a chunk; a blob that is not there is an error.
    func addChunk(blob: Int64, index: Int64, _ bytes: [UInt8]) throws
    /// With its chunks.
    func removeBlob(_ number: Int64) throws

    /// Puts a value sealed under a newer key in the place of the old one; seq and rev stay. Nothing where the value is gone or,
    /// for a row, no longer of that version.
    func reseal(_ place: SealedPlace, _ bytes: [UInt8]) throws
}

extension Transaction {
    /// A leaf that is found by its number only.
    package func appendLeaf(bytes: [UInt8], body: [UInt8]?) throws -> Int64 { try appendLeaf(bytes: bytes, body: body, keys: []) }
}
