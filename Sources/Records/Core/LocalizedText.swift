public import Base

/// A text for people in both languages of the product; a client shows the one of its session.
public struct LocalizedText: Codable, Sendable, Hashable {
    public var zh: String
    public var en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    public static let columns: [Column] = [
        .text("zh", "Simplified Chinese"), .text("en", "English"),
    ]
}

/// One change of a record's state: who, when, why. Kept in the record, so that everyone who may read it sees its course.
public struct HistoryEntry: Codable, Sendable, Hashable {
    /// The event, named like the operation that caused it.
    public var event: String
    /// The state after it.
    public var status: String
    /// The employee who acted, or `timer`, `import`, `system`.
    public var by: String
    public var at: Timestamp
    public var reason: String?

    public init(event: String, status: String, by: String, at: Timestamp, reason: String? = nil) {
        self.event = event
        self.status = status
        self.by = by
        self.at = at
        self.reason = reason
    }

    public static let columns: [Column] = [
        .text("event", "what happened, named like the operation"), .text("status", "the state after it"),
        .text("by", "employee id, or timer, import, system"), .time("at", "when the server took it"),
        .text("reason", optional: true, "why, in the actor's words"),
    ]
}
