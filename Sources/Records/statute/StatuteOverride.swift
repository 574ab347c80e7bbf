public import Base
public import Wire

/// A tenant's own dated value in place of a value of the rule packs, in `t`: every calculation of the tenant uses it and marks it.
public struct StatuteOverride: Record {
    public var id: String
    /// Key of the rule packs (`min_wage`, `policy_ppm`).
    public var key: String
    public var place: String
    public var line: String?
    public var cls: String?
    public var who: String?
    /// As in a pack: one member, whose name is the kind, `{"fen":252000}`.
    public var value: JSON
    public var fromDate: LocalDate
    public var untilDate: LocalDate?
    public var reason: String
    public var source: String
    public var status: StatuteOverrideStatus
    public var setBy: String
    public var setAt: Timestamp
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "statute_override", code: 31, area: "statute", secrecy: .open, plain: true,
        meaning: "a value of the law or of company policy as this tenant has it, from a day on",
        columns: [
            .text("key", "key of the rule packs"),
            .text("place", "six digits of GB/T 2260, with /pool where a pool is no district; 000000: everywhere"),
            .text("line", optional: true, "insurance line, where the key has one"),
            .text("class", optional: true, "class, where the key has one"),
            .text("who", optional: true, "whose share, where the key has one"),
            .open("value", "the value as a pack writes it, {\"fen\":252000}"),
            .date("from_date", "first day for which it holds"),
            .date("until_date", optional: true, "last day"),
            .text("reason", "why"),
            .text("source", "where the value comes from: a notice, a contract, a rule of the company"),
            .word("status", StatuteOverrideStatus.self, "whether it is used"),
            .text("set_by", "employee id"),
            .time("set_at", "when"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, key, place, line, who, value, reason, source, status, history
        case cls = "class"
        case fromDate = "from_date"
        case untilDate = "until_date"
        case setBy = "set_by"
        case setAt = "set_at"
    }

    public init(
        id: String, key: String, place: String, line: String? = nil, cls: String? = nil, who: String? = nil, value: JSON,
        fromDate: LocalDate, untilDate: LocalDate? = nil, reason: String, source: String, status: StatuteOverrideStatus, setBy: String,
        setAt: Timestamp, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.key = key
        self.place = place
        self.line = line
        self.cls = cls
        self.who = who
        self.value = value
        self.fromDate = fromDate
        self.untilDate = untilDate
        self.reason = reason
        self.source = source
        self.status = status
        self.setBy = setBy
        self.setAt = setAt
        self.history = history
    }
}

/// Whether an own value is used.
public enum StatuteOverrideStatus: String, Word {
    case inForce = "in_force"
    /// Used for the days until its last one.
    case ended
    /// Never used again, for no day.
    case withdrawn
    case other
}

extension StatuteOverride {
    /// Whether calculations use it for the days it names.
    public var isUsed: Bool { status == .inForce || status == .ended }

    /// As `overrides` of `statute.evaluate` hold it, and with its key.
    public var entry: JSONObject {
        var entry: JSONObject = ["key": .string(key), "at": .string(place), "from": .string(fromDate.description), "value": value]
        if let untilDate { entry["to"] = .string(untilDate.description) }
        if let line { entry["line"] = .string(line) }
        if let cls { entry["class"] = .string(cls) }
        if let who { entry["who"] = .string(who) }
        entry["document"] = .string(source)
        return entry
    }
}
