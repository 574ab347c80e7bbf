public import Base

/// A dated delegation, in `e/<delegator>`. It does not cascade: what a delegate holds by it cannot be passed on.
public struct Delegation: Record {
    public var id: String
    public var delegator: String
    public var delegate: String
    public var fromDate: LocalDate
    public var untilDate: LocalDate
    public var status: DelegationStatus
    public var reason: String?
    public var setBy: String
    public var setAt: Timestamp
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "delegation", code: 17, area: "task", secrecy: .open,
        meaning: "someone decides in another's place for a time",
        columns: [
            .text("delegator", "employee id of who is away"),
            .text("delegate", "employee id of who stands in"),
            .date("from_date", "first day"),
            .date("until_date", "last day"),
            .word("status", DelegationStatus.self, "where it stands"),
            .text("reason", optional: true, "why"),
            .text("set_by", "employee id of who set it"),
            .time("set_at", "when"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, delegator, delegate, status, reason, history
        case fromDate = "from_date"
        case untilDate = "until_date"
        case setBy = "set_by"
        case setAt = "set_at"
    }

    public init(
        id: String, delegator: String, delegate: String, fromDate: LocalDate, untilDate: LocalDate, status: DelegationStatus,
        reason: String? = nil, setBy: String, setAt: Timestamp, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.delegator = delegator
        self.delegate = delegate
        self.fromDate = fromDate
        self.untilDate = untilDate
        self.status = status
        self.reason = reason
        self.setBy = setBy
        self.setAt = setAt
        self.history = history
    }
}

/// Where a delegation stands.
public enum DelegationStatus: String, Word {
    case scheduled, active, ended, revoked, other
}
