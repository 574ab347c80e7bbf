package import Base

/// One version of a record.
package struct RecordEntry: Codable, Sendable, Hashable {
    package var collection: String
    package var title: Wording
    package var id: String
    package var rev: Int64
    /// Empty for a version by which the record was removed.
    package var fields: [EntryField]
    package var time: Timestamp?
    /// The leaf of the act that wrote this version, and the version's place among those which that act wrote.
    package var leaf: Int64?
    package var position: Int?
    package var count: Int?
    /// SHA-256 of the version's element (what its path in `records.jsonl` begins with), hexadecimal.
    package var digest: String

    package init(
        collection: String, title: Wording, id: String, rev: Int64, fields: [EntryField], time: Timestamp? = nil, leaf: Int64? = nil,
        position: Int? = nil, count: Int? = nil, digest: String
    ) {
        self.collection = collection
        self.title = title
        self.id = id
        self.rev = rev
        self.fields = fields
        self.time = time
        self.leaf = leaf
        self.position = position
        self.count = count
        self.digest = digest
    }
}
