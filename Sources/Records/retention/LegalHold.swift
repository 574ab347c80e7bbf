public import Base

/// A legal hold: while it stands nothing of the person, or of the matter, is deleted, whatever retention or a request says
/// (law.md §5.5, EVD-02). In `x/hold`; the person concerned sees a `HoldMark`.
public struct LegalHold: Record {
    public var id: String
    public var employee: String?
    public var records: [String]
    public var reference: String
    public var reason: String
    public var told: Bool
    public var untoldBasis: String?
    public var status: HoldStatus
    public var setBy: String
    public var setAt: Timestamp
    public var liftedBy: String?
    public var liftedAt: Timestamp?
    public var liftReason: String?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "legal_hold", code: 25, area: "retention", secrecy: .`private`,
        meaning: "a bar on deleting what a dispute or an inquiry may need",
        columns: [
            .text("employee", optional: true, "employee id: all of this person's records are held"),
            .texts("records", "collection/id: the matter held, and the records it is about"),
            .text("reference", "number of the case, or of the authority's letter"),
            .text("reason", "why"),
            .bool("told", "the person concerned sees that a hold stands"),
            .text("untold_basis", optional: true, "the provision under which the person is not told yet (PIPL 18)"),
            .word("status", HoldStatus.self, "where it stands"),
            .text("set_by", "employee id"),
            .time("set_at", "when"),
            .text("lifted_by", optional: true, "employee id"),
            .time("lifted_at", optional: true, "when it ended"),
            .text("lift_reason", optional: true, "why it ended"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, records, reference, reason, told, status, history
        case untoldBasis = "untold_basis"
        case setBy = "set_by"
        case setAt = "set_at"
        case liftedBy = "lifted_by"
        case liftedAt = "lifted_at"
        case liftReason = "lift_reason"
    }

    public init(
        id: String, employee: String?, records: [String] = [], reference: String, reason: String, told: Bool, untoldBasis: String? = nil,
        status: HoldStatus, setBy: String, setAt: Timestamp, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.employee = employee
        self.records = records
        self.reference = reference
        self.reason = reason
        self.told = told
        self.untoldBasis = untoldBasis
        self.status = status
        self.setBy = setBy
        self.setAt = setAt
        self.history = history
    }
}

/// Where a hold stands.
public enum HoldStatus: String, Word {
    case active, lifted, other
}
