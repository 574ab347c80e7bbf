/// A collection: its name and number on the wire and in storage, and its columns in the order in which rows travel.
public struct CollectionSchema: Sendable, Hashable {
    public let name: String
    /// The number in storage; never reused.
    public let code: Int32
    /// `id` and `rev` first.
    public let columns: [Column]
    public let secrecy: Secrecy
    /// Whether `state` and `due` may stand in the clear in an index; never for injury, medical, appeal, complaint or pay (why.md S14).
    public let plain: Bool
    public let since: Int
    /// The area, the same word in every folder.
    public let area: String
    public let meaning: String

    public init(
        _ name: String, code: Int32, area: String, secrecy: Secrecy, plain: Bool = false, since: Int = 1, meaning: String,
        columns: [Column]
    ) {
        self.name = name
        self.code = code
        self.area = area
        self.secrecy = secrecy
        self.plain = plain
        self.since = since
        self.meaning = meaning
        self.columns =
            [
                .text("id", "the record's id, unique in its collection and never used twice"),
                .int("rev", "the record's revision: epoch·2^20 + k"),
            ] + columns
    }
}

/// A row of a collection as a value. Coding keys are the column names; `rev` belongs to the entry, not to the record.
public protocol Record: Codable, Sendable, Equatable {
    static var schema: CollectionSchema { get }
    var id: String { get }
}
