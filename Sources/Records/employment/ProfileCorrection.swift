public import Base

/// A person's request to put one field of the own master record right, in `e/<employee>`.
public struct ProfileCorrection: Record {
    public var id: String
    public var no: String
    public var employee: String
    public var target: String
    public var field: String
    public var oldValue: String?
    public var newValue: String
    public var reason: String?
    public var attachments: [String]
    public var status: RequestStatus
    public var postingDate: LocalDate
    public var dueDate: LocalDate
    public var decidedBy: String?
    public var decidedAt: Timestamp?
    public var rejectCode: String?
    public var rejectReason: String?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "profile_correction", code: 22, area: "employment", secrecy: .`private`,
        meaning: "a request to correct one field of the master record",
        columns: [
            .text("no", "number for people"),
            .text("employee", "employee id"),
            .text("target", "collection of the field: employee or employee_private"),
            .text("field", "column"),
            .text("old_value", optional: true, "value when the request was made"),
            .text("new_value", "value asked for"),
            .text("reason", optional: true, "why"),
            .texts("attachments", "content hashes of papers that prove it"),
            .word("status", RequestStatus.self, "where it stands"),
            .date("posting_date", "day of the request"),
            .date("due_date", "day by which it should be decided"),
            .text("decided_by", optional: true, "employee id of the decider"),
            .time("decided_at", optional: true, "when it was decided"),
            .text("reject_code", optional: true, "reason code of a refusal"),
            .text("reject_reason", optional: true, "reason in words"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, no, employee, target, field, reason, attachments, status, history
        case oldValue = "old_value"
        case newValue = "new_value"
        case postingDate = "posting_date"
        case dueDate = "due_date"
        case decidedBy = "decided_by"
        case decidedAt = "decided_at"
        case rejectCode = "reject_code"
        case rejectReason = "reject_reason"
    }

    public init(
        id: String, no: String, employee: String, target: String, field: String, oldValue: String? = nil, newValue: String,
        reason: String? = nil, attachments: [String] = [], status: RequestStatus, postingDate: LocalDate, dueDate: LocalDate,
        decidedBy: String? = nil, decidedAt: Timestamp? = nil, rejectCode: String? = nil, rejectReason: String? = nil,
        history: [HistoryEntry] = []
    ) {
        self.id = id
        self.no = no
        self.employee = employee
        self.target = target
        self.field = field
        self.oldValue = oldValue
        self.newValue = newValue
        self.reason = reason
        self.attachments = attachments
        self.status = status
        self.postingDate = postingDate
        self.dueDate = dueDate
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.rejectCode = rejectCode
        self.rejectReason = rejectReason
        self.history = history
    }
}

/// Where a request stands that one person decides.
public enum RequestStatus: String, Word {
    case open, approved, rejected, withdrawn, other
}
