/// What may be compressed together with what (protocol §3): one class a segment.
public enum Secrecy: String, Sendable, CaseIterable {
    case open
    /// Amounts of one person; never together with free text of others.
    case pay
    /// Medical, case, appeal, complaint, sign-in; never compressed.
    case `private`
}

/// One column of a collection, or one member of a JSON column.
public struct Column: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case text, int, bool, json
        /// Fen (Int64).
        case money
        /// `YYYY-MM-DD`.
        case date
        /// RFC 3339 with offset.
        case time
        /// One of the listed words; an older client gets `other` for one it cannot know.
        case enumeration([String])
    }

    /// What stands inside a JSON column.
    public indirect enum Shape: Sendable, Hashable {
        case texts
        case object([Column])
        case list([Column])
        /// Any object; its meaning belongs to whoever wrote it.
        case open
    }

    public let name: String
    public let kind: Kind
    /// The schema version that brought it; columns are only ever appended.
    public let since: Int
    /// Whether the value may be absent (null in a row).
    public let optional: Bool
    public let shape: Shape?
    /// What it means, with its unit.
    public let meaning: String

    public init(
        _ name: String, _ kind: Kind, optional: Bool = false, shape: Shape? = nil, since: Int = 1, _ meaning: String = ""
    ) {
        self.name = name
        self.kind = kind
        self.optional = optional
        self.shape = shape
        self.since = since
        self.meaning = meaning
    }
}

/// An enumeration in a record. `other` stands for a word of a newer schema; this one never writes it.
public protocol Word: RawRepresentable<String>, CaseIterable, Codable, Sendable, Hashable {
    static var other: Self { get }
}

extension Word {
    /// The words that may be written.
    public static var words: [String] { allCases.filter { $0 != other }.map(\.rawValue) }
}

/// Short forms that keep the declarations of records readable.
extension Column {
    public static func text(_ name: String, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .text, optional: optional, meaning)
    }
    public static func int(_ name: String, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .int, optional: optional, meaning)
    }
    public static func bool(_ name: String, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .bool, optional: optional, meaning)
    }
    public static func money(_ name: String, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .money, optional: optional, meaning)
    }
    public static func date(_ name: String, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .date, optional: optional, meaning)
    }
    public static func time(_ name: String, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .time, optional: optional, meaning)
    }
    public static func word<W: Word>(_ name: String, _: W.Type, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .enumeration(W.words), optional: optional, meaning)
    }
    public static func texts(_ name: String, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .json, optional: optional, shape: .texts, meaning)
    }
    public static func object(_ name: String, _ members: [Column], optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .json, optional: optional, shape: .object(members), meaning)
    }
    public static func list(_ name: String, _ members: [Column], optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .json, optional: optional, shape: .list(members), meaning)
    }
    public static func open(_ name: String, optional: Bool = false, _ meaning: String) -> Column {
        Column(name, .json, optional: optional, shape: .open, meaning)
    }
}
