import Store

/// A record's name inside a tenant. Ids compare by their UTF-8 bytes, not by Unicode equivalence, as in a file.
struct RecordKey: Hashable, Comparable, Sendable {
    let collection: Int32
    let id: String

    static func == (a: RecordKey, b: RecordKey) -> Bool { a.collection == b.collection && a.id.utf8.elementsEqual(b.id.utf8) }
    static func < (a: RecordKey, b: RecordKey) -> Bool {
        a.collection != b.collection ? a.collection < b.collection : a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
    }
    func hash(into hasher: inout Hasher) {
        hasher.combine(collection)
        for byte in id.utf8 { hasher.combine(byte) }
    }
}

struct LookupKey: Hashable, Sendable {
    let space: Int32
    let key: [UInt8]
}

struct ChunkKey: Hashable, Sendable {
    let blob: Int64
    let index: Int64
}

/// One feed with its entries in the order they are pulled.
struct FeedState: Sendable {
    var info: FeedInfo
    /// Ascending by (seq, collection, id): the clustered key.
    var entries: [Entry] = []
    /// Where each record's one entry of this feed stands: its seq.
    var positions: [RecordKey: Int64] = [:]
    var digests: [Int32: CollectionDigest] = [:]

    /// The first index whose entry is not below (seq, key).
    func index(seq: Int64, key: RecordKey) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            let header = entries[middle].header
            let below = header.seq != seq ? header.seq < seq : RecordKey(collection: header.collection, id: header.id) < key
            if below { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The first index with a seq at or above `seq`.
    func index(seq: Int64) -> Int { index(seq: seq, key: RecordKey(collection: Int32.min, id: "")) }

    func entry(_ key: RecordKey) -> Entry? {
        guard let seq = positions[key] else { return nil }
        return entries[index(seq: seq, key: key)]
    }

    /// Takes the record's entry out, row or tombstone, and its digest term with it.
    mutating func take(_ key: RecordKey) -> Entry? {
        guard let seq = positions.removeValue(forKey: key) else { return nil }
        let entry = entries.remove(at: index(seq: seq, key: key))
        if entry.header.live { count(entry.header, by: -1) }
        return entry
    }

    mutating func insert(_ entry: Entry) {
        let key = RecordKey(collection: entry.header.collection, id: entry.header.id)
        entries.insert(entry, at: index(seq: entry.header.seq, key: key))
        positions[key] = entry.header.seq
        info.head = max(info.head, entry.header.seq)
        if entry.header.live { count(entry.header, by: 1) }
    }

    private mutating func count(_ header: EntryHeader, by step: Int64) {
        var digest = digests[header.collection] ?? CollectionDigest(collection: header.collection, count: 0, sum: 0)
        digest.count += step
        digest.sum = CollectionDigest.add(step * header.term, to: digest.sum)
        digests[header.collection] = digest
    }
}

/// Everything a partition holds, as one value: a snapshot is a copy, a rollback forgets one.
struct MemoryState: Sendable {
    var head = TenantHead(epoch: 0, seq: 0, grants: 0, leaves: 0)
    var timerCount: Int64 = 0
    var blobCount: Int64 = 0
    var grantsFloor: Int64 = 0
    /// (seq, ms): mutations up to seq were made at or before ms; ascending.
    var marks: [(seq: Int64, ms: Int64)] = []
    var meta: [String: [UInt8]] = [:]
    var sequences: [String: Int64] = [:]
    /// By number − 1.
    var feeds: [FeedState] = []
    var feedKeys: [[UInt8]: Int64] = [:]
    /// Which feed a live record stands in.
    var live: [RecordKey: Int64] = [:]
    var spent: Set<Int64> = []
    var grants: [Int64: Grant] = [:]
    var lookups: [LookupKey: String] = [:]
    var queues: [String: QueueRow] = [:]
    var outcomes: [String: [Int64: OutcomeRow]] = [:]
    var leaves: [LeafRow] = []
    /// By `LogNodeRow.address`.
    var logNodes: [Int64: [UInt8]] = [:]
    /// By size, ascending.
    var checkpoints: [CheckpointRow] = []
    /// In the order of leaves.
    var leafKeys: [LeafKey] = []
    var timers: [Int64: TimerRow] = [:]
    var blobs: [Int64: BlobRow] = [:]
    var blobKeys: [[UInt8]: Int64] = [:]
    var chunks: [ChunkKey: [UInt8]] = [:]
}

/// One entry of the leaves' index.
struct LeafKey: Sendable {
    let key: Int64
    let leaf: Int64
}
