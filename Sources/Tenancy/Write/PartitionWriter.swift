package import Base
package import Casework
import Evidence
package import Records
import Store
package import Wire

/// Writes one mutation: everything it writes shares one seq, stands in one savepoint, and is told to others after COMMIT.
package final class PartitionWriter: PartitionReader {
    let transaction: any Transaction
    let batch: BatchState
    private(set) var effects = Effects()
    private var seqGiven: Int64?
    // Bytes written into each feed by this mutation (why.md B4).
    private var written: [Int64: Int] = [:]
    /// Members of the body of this mutation's leaf, where `system` asked for one: whom it concerned, why.
    package var note = JSONObject()
    /// By what that leaf is found beside what was written: whom it concerned, which records were read.
    package var index = LeafIndex(op: "")
    /// Record versions written or removed so far, which the leaf commits to; and whose feeds they stand in.
    private(set) var writtenRows: [RowCommitment] = []
    private(set) var writtenEmployees: Set<String> = []
    private(set) var writtenRecords: Set<String> = []
    /// What this mutation destroyed for good.
    var erased = ErasedCount()

    init(core: PartitionCore, transaction: any Transaction, sealer: Sealer, batch: BatchState) {
        self.transaction = transaction
        self.batch = batch
        super.init(core: core, snapshot: transaction, sealer: sealer)
    }

    override var seesCommittedOnly: Bool { false }

    /// One fixed time for the whole batch.
    package var now: Timestamp { batch.now }

    /// This mutation's number, given at the first write.
    package func seq() throws -> Int64 {
        if let seqGiven { return seqGiven }
        let seq = try transaction.nextSeq()
        seqGiven = seq
        return seq
    }

    var seqIfGiven: Int64? { seqGiven }

    package override func nextNumber(_ sequence: String) throws -> Int64 { try transaction.next(sequence) }

    func change(_ body: (inout Effects) -> Void) { body(&effects) }

    // MARK: Feeds

    /// The number of a feed, made where it is new.
    package func make(_ feed: Feed) throws -> Int64 {
        if let known = try number(of: feed) { return known }
        let made = try transaction.makeFeed(key: sealer.ring.feedKey(feed.text)) { number in
            try sealer.seal(Array(feed.text.utf8), .feedName(number: number))
        }
        effects.names[made.number] = feed
        return made.number
    }

    // MARK: Records

    /// Writes or moves a record and answers its new revision.
    @discardableResult
    package func put<R: Record>(_ record: R, in feed: Feed, isNew: Bool = false) throws -> Int64 {
        try put(R.schema, id: record.id, in: feed, isNew: isNew) { try RowCoder.row(record, rev: $0) }
    }

    @discardableResult
    func put(_ schema: CollectionSchema, id: String, in feed: Feed, isNew: Bool, row: (Int64) throws -> [UInt8]) throws -> Int64 {
        guard (1...Limits.idBytes).contains(id.utf8.count) else {
            throw Refusal.invalid("id", "record.id_length", zh: "编号长度不合要求。", en: "The id is empty or too long.")
        }
        if isNew, try isTaken(schema, id: id) { throw Refusal.idTaken }
        let entry = try transaction.entry(collection: schema.code, id: id)
        let old = entry?.header
        let rev = Position.rev(after: old?.rev ?? 0, epoch: batch.epoch)
        let bytes = try row(rev)
        let number = try make(feed)
        written[number, default: 0] += bytes.count
        guard bytes.count <= Limits.rowBytes, written[number, default: 0] <= Limits.mutationFeedBytes else {
            throw Refusal.no(
                .tooLarge, reason: "record.too_large",
                text: LocalizedText(zh: "内容过大，无法保存。", en: "This is too large to be kept."))
        }
        let header = EntryHeader(
            seq: try seq(), rev: rev, feed: number, collection: schema.code, id: id, live: true,
            term: Int64(bitPattern: Digest.term(collection: schema.name, id: id, rev: rev)))
        let body = try sealer.seal(bytes, .row(feed: number, collection: schema.code, id: id, rev: rev))
        try transaction.put(header, body: body)
        let before = try Versions.kept.contains(schema.name) ? entry.flatMap { try earlier($0) } : nil
        try commit(to: schema, id, rev, bytes, feed, before: before)
        effects.feeds.insert(number)
        if let old { effects.feeds.insert(old.feed) }
        return rev
    }

    /// Nothing where there is no such record.
    package func remove<R: Record>(_: R.Type, id: String) throws { try remove(R.schema, id: id) }

    package func remove(_ schema: CollectionSchema, id: String) throws {
        guard let old = try transaction.entry(collection: schema.code, id: id)?.header else { return }
        try transaction.remove(collection: schema.code, id: id, seq: try seq())
        try commit(to: schema, id, old.rev, nil, try feed(old.feed))
        effects.feeds.insert(old.feed)
    }

    /// Credentials and sessions stand in a feed that nobody is ever shown: nothing of them is committed to.
    private func earlier(_ entry: Entry) throws -> [UInt8]? { try entry.body.map { Array(try open(entry.header, $0)) } }

    private func commit(
        to schema: CollectionSchema, _ id: String, _ rev: Int64, _ row: [UInt8]?, _ feed: Feed, before: [UInt8]? = nil
    ) throws {
        guard core.keepsLog, feed.text != "x/identity" else { return }
        let salt = core.random.bytes(RowElement.saltBytes)
        var element = RowCommitment(collection: schema.name, id: id, rev: rev, row: row, salt: salt)
        element.before = before
        writtenRows.append(element)
        writtenRecords.insert(element.name)
        if case .employee(let employee) = feed { writtenEmployees.insert(employee) }
    }

    // MARK: Lookups

    /// Throws `Refusal` 1405 where another target holds the text.
    package func setLookup(_ space: LookupSpace, _ text: String, target: String) throws {
        do {
            try transaction.setLookup(space: space.rawValue, key: lookupKey(space, text), target: target)
        } catch StoreError.lookupTaken {
            throw Refusal.invalid("\(space)", "lookup.taken", zh: "该值已被其他记录使用。", en: "Another record has this value already.")
        }
    }

    package func removeLookup(_ space: LookupSpace, _ text: String) throws {
        try transaction.removeLookup(space: space.rawValue, key: lookupKey(space, text))
    }
}
