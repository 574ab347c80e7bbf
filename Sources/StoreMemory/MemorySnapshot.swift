import Store

/// A read transaction: a copy of the state as of one instant.
class MemorySnapshot: Snapshot {
    var state: MemoryState

    init(_ state: MemoryState) { self.state = state }

    func head() throws -> TenantHead { state.head }
    func meta(_ name: String) throws -> [UInt8]? { state.meta[name] }

    // MARK: Feeds

    func feed(key: [UInt8]) throws -> FeedInfo? { try state.feedKeys[key].flatMap { try feed(number: $0) } }

    func feed(number: Int64) throws -> FeedInfo? { feedState(number)?.info }

    func feeds(after number: Int64, limit: Int) throws -> [FeedInfo] {
        state.feeds.dropFirst(Int(max(0, number))).prefix(limit).map(\.info)
    }

    func digests(feed: Int64) throws -> [CollectionDigest] {
        (feedState(feed)?.digests.values).map { $0.sorted { $0.collection < $1.collection } } ?? []
    }

    func feedState(_ number: Int64) -> FeedState? {
        number >= 1 && number <= state.feeds.count ? state.feeds[Int(number) - 1] : nil
    }

    // MARK: Records

    func entry(collection: Int32, id: String) throws -> Entry? {
        let key = RecordKey(collection: collection, id: id)
        return state.live[key].flatMap { feedState($0)?.entry(key) }
    }

    func isSpent(collection: Int32, id: String) throws -> Bool {
        state.spent.contains(SpentHash.of(collection: collection, id: id))
    }

    func changes(feed: Int64, after seq: Int64, _ visit: (EntryHeader, UnsafeRawBufferPointer?) throws -> Bool) throws {
        guard let feed = feedState(feed), seq < Int64.max else { return }
        for entry in feed.entries[feed.index(seq: seq + 1)...] {
            let goesOn: Bool
            if let body = entry.body {
                goesOn = try body.withUnsafeBytes { try visit(entry.header, $0) }
            } else {
                goesOn = try visit(entry.header, nil)
            }
            guard goesOn else { return }
        }
    }

    func live(feed: Int64, below seq: Int64, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool) throws {
        guard let feed = feedState(feed) else { return }
        for entry in feed.entries[..<feed.index(seq: seq)].reversed() {
            guard try visitLive(entry, visit) else { return }
        }
    }

    func live(
        feed: Int64, collection: Int32, afterID: String?, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool
    ) throws {
        guard let feed = feedState(feed) else { return }
        try walk(feed.positions.keys.filter { $0.collection == collection }, after: afterID) { key in
            try feed.entry(key).map { try visitLive($0, visit) } ?? true
        }
    }

    func live(collection: Int32, afterID: String?, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool) throws {
        try walk(state.live.keys.filter { $0.collection == collection }, after: afterID) { key in
            try entry(collection: collection, id: key.id).map { try visitLive($0, visit) } ?? true
        }
    }

    private func walk(_ keys: [RecordKey], after id: String?, _ step: (RecordKey) throws -> Bool) throws {
        for key in keys.sorted() {
            if let id, !id.utf8.lexicographicallyPrecedes(key.id.utf8) { continue }
            guard try step(key) else { return }
        }
    }

    private func visitLive(_ entry: Entry, _ visit: (EntryHeader, UnsafeRawBufferPointer) throws -> Bool) throws -> Bool {
        guard let body = entry.body else { return true }
        return try body.withUnsafeBytes { try visit(entry.header, $0) }
    }

    // MARK: Access

    func grants(subject: Int64) throws -> [Grant] {
        state.grants.values.filter { $0.subject == subject }.sorted { $0.number < $1.number }
    }

    func grants(feed: Int64) throws -> [Grant] {
        state.grants.values.filter { $0.feed == feed }.sorted { $0.number < $1.number }
    }

    func grantsFloor() throws -> Int64 { state.grantsFloor }

    func lookup(space: Int32, key: [UInt8]) throws -> String? { state.lookups[LookupKey(space: space, key: key)] }

    // MARK: Queues, evidence, timers, blobs

    func queue(_ id: String) throws -> QueueRow? { state.queues[id] }

    func queues(device: String) throws -> [QueueRow] {
        state.queues.values.filter { $0.device == device }.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    func outcome(queue: String, n: Int64) throws -> OutcomeRow? { state.outcomes[queue]?[n] }

    func leaf(_ index: Int64) throws -> LeafRow? {
        index >= 0 && index < state.leaves.count ? state.leaves[Int(index)] : nil
    }

    func logNode(level: Int, index: Int64) throws -> [UInt8]? { state.logNodes[LogNodeRow.address(level: level, index: index)] }

    func checkpoint(atMost size: Int64) throws -> CheckpointRow? { state.checkpoints.last { $0.size <= size } }

    func leaves(key: Int64, after: Int64, limit: Int) throws -> [Int64] {
        // Appended in the order of leaves, so it rises.
        Array(state.leafKeys.lazy.filter { $0.key == key && $0.leaf > after }.map(\.leaf).prefix(limit))
    }

    func leaves(key: Int64, before: Int64, limit: Int) throws -> [Int64] {
        Array(state.leafKeys.reversed().lazy.filter { $0.key == key && $0.leaf < before }.map(\.leaf).prefix(limit))
    }

    func timers(dueBy ms: Int64, limit: Int) throws -> [TimerRow] {
        Array(state.timers.values.filter { $0.due <= ms }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.prefix(limit))
    }

    func blob(key: [UInt8]) throws -> BlobRow? { state.blobKeys[key].flatMap { state.blobs[$0] } }
    func blob(number: Int64) throws -> BlobRow? { state.blobs[number] }
    func chunk(blob: Int64, index: Int64) throws -> [UInt8]? { state.chunks[ChunkKey(blob: blob, index: index)] }

    func orphans(before ms: Int64, limit: Int) throws -> [BlobRow] {
        Array(state.blobs.values.filter { $0.refs == 0 && $0.created < ms }.sorted { $0.number < $1.number }.prefix(limit))
    }

    func sequence(_ name: String) throws -> Int64 { state.sequences[name] ?? 0 }

    func sealed(notUnder keyNumber: Int, from cursor: SealedCursor, limit: Int) throws -> SealedSlice {
        let left = sealedValues(table: cursor.table).filter { MemorySnapshot.precedes(cursor, $0.key) }
        let looked = left.prefix(limit)
        let rows = looked.flatMap(\.rows).filter { SealedRow.keyNumber(of: $0.bytes).map { $0 != keyNumber } ?? false }
        if left.count > limit, let last = looked.last { return SealedSlice(rows: rows, next: last.key) }
        return SealedSlice(rows: rows, next: cursor.table < 6 ? SealedCursor(table: cursor.table + 1) : nil)
    }
}
