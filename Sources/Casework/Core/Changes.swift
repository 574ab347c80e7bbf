package import Base
package import Records
package import Wire

/// What a command wants done, as a value: written by the partition in one transaction, or thrown away by a preview.
package struct Changes: Sendable {
    /// A record to be written into a feed; a record that is elsewhere moves.
    package struct Put: Sendable {
        package let record: any Record
        package let feed: Feed
        /// Whether the id must be unused.
        package let isNew: Bool

        package var schema: CollectionSchema { type(of: record).schema }
        package func row(rev: Int64) throws -> [UInt8] { try Self.encode(record, rev) }
        private static func encode<R: Record>(_ record: R, _ rev: Int64) throws -> [UInt8] { try RowCoder.row(record, rev: rev) }
    }

    package struct Removal: Sendable, Equatable {
        package let schema: CollectionSchema
        package let id: String
    }

    /// An equality index entry; target nil removes it.
    package struct Lookup: Sendable, Equatable {
        package let space: LookupSpace
        package let text: String
        package let target: String?
    }

    package enum GrantChange: Sendable, Equatable {
        /// `until` in ms.
        case add(subject: Int64, feed: Feed, until: Int64?)
        case end(subject: Int64, feed: Feed)
    }

    /// A command that the server will run by itself: `op` with `a`, as actor `timer`. It re-reads the world when it fires, so
    /// a timer whose matter is settled does nothing and need not be removed.
    package struct TimerPlan: Sendable, Equatable {
        package let due: Timestamp
        package let op: String
        package let a: JSON
    }

    /// A blob that a record now refers to.
    package struct BlobUse: Sendable, Equatable {
        package let blob: Int64
        package let hash: String
        package let collection: String
        package let id: String
    }

    /// A record that goes for good: its row, the bodies of the leaves that wrote nothing else that is kept, and its attachments. The log
    /// stays whole (why.md B11).
    package struct Erasure: Sendable, Equatable {
        package let schema: CollectionSchema
        package let id: String
        /// Content hashes of what it refers to.
        package let blobs: [String]

        package init(schema: CollectionSchema, id: String, blobs: [String]) {
            self.schema = schema
            self.id = id
            self.blobs = blobs
        }
    }

    package private(set) var puts: [Put] = []
    package private(set) var removals: [Removal] = []
    package private(set) var lookups: [Lookup] = []
    package private(set) var grants: [GrantChange] = []
    package private(set) var timers: [TimerPlan] = []
    package private(set) var blobs: [BlobUse] = []
    package private(set) var erasures: [Erasure] = []
    /// Leaves whose bodies go, unless a record that they wrote is kept.
    package private(set) var leaves: [Int64] = []
    /// Import runs whose file, report and journal go for good.
    package private(set) var files: [String] = []
    /// Further members of the leaf of a server's own command: what was done, on whose word.
    package var note = JSONObject()
    /// Subjects whose sessions must end or re-read their rights at once (roles lost, account closed).
    package private(set) var touchedSubjects: Set<Int64> = []
    /// The members of the outcome's result; nil for none.
    package var result: JSON?

    package init() {}

    /// Whether nothing would be written.
    package var isEmpty: Bool {
        puts.isEmpty && removals.isEmpty && lookups.isEmpty && grants.isEmpty && timers.isEmpty && blobs.isEmpty
            && touchedSubjects.isEmpty && erasures.isEmpty && leaves.isEmpty && files.isEmpty
    }

    package mutating func create(_ record: some Record, in feed: Feed) { puts.append(Put(record: record, feed: feed, isNew: true)) }
    package mutating func put(_ record: some Record, in feed: Feed) { puts.append(Put(record: record, feed: feed, isNew: false)) }
    package mutating func remove<R: Record>(_: R.Type, id: String) { removals.append(Removal(schema: R.schema, id: id)) }
    package mutating func setLookup(_ space: LookupSpace, _ text: String, to target: String) {
        lookups.append(Lookup(space: space, text: text, target: target))
    }
    package mutating func removeLookup(_ space: LookupSpace, _ text: String) {
        lookups.append(Lookup(space: space, text: text, target: nil))
    }
    package mutating func grant(_ feed: Feed, to subject: Int64, until: Timestamp? = nil) {
        grants.append(.add(subject: subject, feed: feed, until: until?.ms))
    }
    package mutating func endGrant(_ feed: Feed, of subject: Int64) { grants.append(.end(subject: subject, feed: feed)) }
    package mutating func schedule(_ op: String, at due: Timestamp, _ a: JSON) {
        timers.append(TimerPlan(due: due, op: op, a: a))
    }
    package mutating func use<R: Record>(_ blob: BlobInfo, in _: R.Type, id: String) {
        blobs.append(BlobUse(blob: blob.number, hash: blob.hash, collection: R.schema.name, id: id))
    }
    package mutating func erase(_ erasure: Erasure) { erasures.append(erasure) }
    package mutating func erase(leaves more: [Int64]) { leaves += more }
    package mutating func drop(fileOf run: String) { files.append(run) }
    package mutating func touch(subject: Int64) { touchedSubjects.insert(subject) }

    /// Both together, in order; the later result wins member by member.
    package mutating func add(_ other: Changes) {
        puts += other.puts
        removals += other.removals
        lookups += other.lookups
        grants += other.grants
        timers += other.timers
        blobs += other.blobs
        erasures += other.erasures
        leaves += other.leaves
        files += other.files
        for (key, value) in other.note { note[key] = value }
        touchedSubjects.formUnion(other.touchedSubjects)
        guard case .object(let more)? = other.result else { return }
        var members = result?.objectValue ?? JSONObject()
        for (key, value) in more { members[key] = value }
        result = .object(members)
    }
}
