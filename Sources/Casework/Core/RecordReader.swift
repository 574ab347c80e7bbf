package import Records

/// A record with what storage knows of it.
package struct Stored<R: Record>: Sendable {
    package var record: R
    package var rev: Int64
    package var seq: Int64
    package var feed: Feed

    package init(record: R, rev: Int64, seq: Int64, feed: Feed) {
        self.record = record
        self.rev = rev
        self.seq = seq
        self.feed = feed
    }
}

/// Equality indexes: the text is hashed with the tenant's index key, so that storage sees no personal data (why.md S14).
package enum LookupSpace: Int32, CaseIterable, Sendable {
    /// Staff number → employee id.
    case staffNo = 1
    /// Phone to sign in with → account id.
    case phone = 2
    /// Identity number → employee id.
    case identityNumber = 3
    /// Receipt's content hash → `claim/line`.
    case receiptHash = 4
    /// Invoice number → `claim/line`.
    case invoiceNumber = 5
    /// Hash of an activation code → account id.
    case activation = 6
    /// Employee id → account id.
    case account = 7
    /// Notice kind, or series → the version in force.
    case notice = 8
    /// `employee|date|amount` → `claim/line`.
    case expense = 9
    /// `collection|source|remote id` → record id.
    case remote = 10
    /// Staff number to sign in with → account id.
    case login = 11
}

/// An uploaded blob.
package struct BlobInfo: Sendable, Hashable {
    package var number: Int64
    package var hash: String
    package var size: Int64
    package var mediaType: String

    package init(number: Int64, hash: String, size: Int64, mediaType: String) {
        self.number = number
        self.hash = hash
        self.size = size
        self.mediaType = mediaType
    }
}

/// What a command's `load` may ask, within the transaction of its mutation. Errors are the store's.
package protocol RecordReader: AnyObject {
    func record<R: Record>(_: R.Type, id: String) throws -> Stored<R>?
    /// Live records of one collection in one feed, by id, at most `limit`.
    func records<R: Record>(_: R.Type, in feed: Feed, limit: Int) throws -> [Stored<R>]
    /// Live records of one collection in all feeds, by id behind `after`, at most `limit`.
    func page<R: Record>(_: R.Type, after: String?, limit: Int) throws -> [Stored<R>]
    /// Leaves of the log that concern an employee, by number behind `after`, at most `limit`.
    func leaves(about employee: String, after: Int64, limit: Int) throws -> [Int64]
    /// Whether an id is in use or was ever used (why.md S29).
    func isTaken(_ schema: CollectionSchema, id: String) throws -> Bool
    func find(_ space: LookupSpace, _ text: String) throws -> String?
    /// Employee ids of the holders of a role.
    func holders(of role: Role) throws -> [String]
    /// A blob that this subject has uploaded whole; nil otherwise.
    func blob(_ hash: String, by subject: Int64) throws -> BlobInfo?
    /// The next number of a sequence; reserved only inside a writing transaction, provisional in a preview.
    func nextNumber(_ sequence: String) throws -> Int64
}
