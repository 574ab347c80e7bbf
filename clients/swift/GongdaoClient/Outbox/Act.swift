public import Wire

/// An act of a person before it has a number: the operation, its named fields, and what the app shows until the server has spoken.
public struct Act: Sendable, Equatable {
    /// As on the wire: `leave.request`.
    public var op: String
    public var arguments: JSONObject
    /// Revisions that must still hold, by `collection/id`.
    public var conditions: [String: Int64]
    public var effects: [OverlayEffect]
    /// Content hashes of staged blobs that must be on the server first.
    public var blobs: [String]

    public init(
        _ op: String, _ arguments: JSONObject, conditions: [String: Int64] = [:], effects: [OverlayEffect] = [], blobs: [String] = []
    ) {
        self.op = op
        self.arguments = arguments
        self.conditions = conditions
        self.effects = effects
        self.blobs = blobs
    }

    var conditionsJSON: JSON? {
        conditions.isEmpty ? nil : .object(JSONObject(conditions.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }))
    }
}

/// What one act is expected to change, so that it is visible at once; undone when the server refuses, dropped when a page contains it.
public struct OverlayEffect: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable {
        /// The members are a whole record that so far exists only here.
        case put
        /// The members replace those of the record.
        case set
        case remove
    }

    public var kind: Kind
    public var collection: String
    public var id: String
    public var members: JSON

    public init(_ kind: Kind, _ collection: String, _ id: String, _ members: JSONObject = JSONObject()) {
        self.kind = kind
        self.collection = collection
        self.id = id
        self.members = .object(members)
    }
}
