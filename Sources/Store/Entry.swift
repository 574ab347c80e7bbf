/// What the index knows of one feed entry: numbers and an opaque id, never content.
package struct EntryHeader: Sendable, Hashable {
    /// The mutation that wrote this version (epoch · 2^40 + counter); all entries of one mutation share it.
    package var seq: Int64
    /// The record's version (epoch · 2^20 + k), given by the caller.
    package var rev: Int64
    /// The feed's number in this tenant.
    package var feed: Int64
    /// The collection's code in the schema; never reused.
    package var collection: Int32
    /// The record's id, at most `Limits.idBytes`.
    package var id: String
    /// False for a tombstone.
    package var live: Bool
    /// The 48-bit digest term of (collection, id, rev); 0 for tombstones.
    package var term: Int64

    package init(seq: Int64, rev: Int64, feed: Int64, collection: Int32, id: String, live: Bool, term: Int64) {
        self.seq = seq
        self.rev = rev
        self.feed = feed
        self.collection = collection
        self.id = id
        self.live = live
        self.term = term
    }
}

/// One feed entry; `body` is the sealed row, nil for a tombstone.
package struct Entry: Sendable, Hashable {
    package var header: EntryHeader
    package var body: [UInt8]?

    package init(header: EntryHeader, body: [UInt8]?) {
        self.header = header
        self.body = body
    }
}

/// A feed's row: who may know its name can compute `key`, nobody else.
package struct FeedInfo: Sendable, Hashable {
    package var number: Int64
    /// 16-byte HMAC of the feed's name under the tenant's index key.
    package var key: [UInt8]
    package var sealedName: [UInt8]
    /// The highest seq written into this feed (rows and tombstones); 0 for a feed never written.
    package var head: Int64
    /// The highest seq of a tombstone purged here: a cursor below it must start again (1301).
    package var floor: Int64

    package init(number: Int64, key: [UInt8], sealedName: [UInt8], head: Int64, floor: Int64) {
        self.number = number
        self.key = key
        self.sealedName = sealedName
        self.head = head
        self.floor = floor
    }
}

/// Count and additive 48-bit sum of the digest terms of one feed's live rows of one collection. Detects faults, not attacks.
package struct CollectionDigest: Sendable, Hashable {
    package var collection: Int32
    package var count: Int64
    /// Modulo 2^48.
    package var sum: Int64

    /// What sums are reduced by.
    package static let modulus: Int64 = 1 << 48

    package init(collection: Int32, count: Int64, sum: Int64) {
        self.collection = collection
        self.count = count
        self.sum = sum
    }

    /// `(sum + term) mod 2^48`, for terms of either sign.
    package static func add(_ term: Int64, to sum: Int64) -> Int64 {
        (sum &+ term) & (modulus - 1)
    }
}
