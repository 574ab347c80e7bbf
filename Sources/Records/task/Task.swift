public import Base

/// A task in a handlers' inbox (`q/<queue>`): id, kind, due day and a neutral title; its content is read through the record it names.
public struct CaseTask: Record {
    public var id: String
    public var kind: TaskKind
    public var title: LocalizedText
    public var subjectCollection: String?
    public var subjectId: String?
    public var status: TaskStatus
    public var dueDate: LocalDate?
    public var overdue: Bool
    public var assignee: String?
    public var createdAt: Timestamp
    public var doneAt: Timestamp?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "task", code: 15, area: "task", secrecy: .open, plain: true,
        meaning: "something a handler has to do, with a neutral title",
        columns: [
            .word("kind", TaskKind.self, "what has to be done"),
            .object("title", LocalizedText.columns, "neutral title"),
            .text("subject_collection", optional: true, "collection of the record it is about"),
            .text("subject_id", optional: true, "that record"),
            .word("status", TaskStatus.self, "where it stands"),
            .date("due_date", optional: true, "day by which it should be done"),
            .bool("overdue", "the day has passed"),
            .text("assignee", optional: true, "employee id of who took it"),
            .time("created_at", "when it was made"),
            .time("done_at", optional: true, "when it was done"),
            .list("history", HistoryEntry.columns, "claims, passes and the end"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, kind, title, status, overdue, assignee, history
        case subjectCollection = "subject_collection"
        case subjectId = "subject_id"
        case dueDate = "due_date"
        case createdAt = "created_at"
        case doneAt = "done_at"
    }

    public init(
        id: String, kind: TaskKind, title: LocalizedText, subjectCollection: String? = nil, subjectId: String? = nil,
        status: TaskStatus, dueDate: LocalDate? = nil, overdue: Bool, assignee: String? = nil, createdAt: Timestamp,
        doneAt: Timestamp? = nil, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.subjectCollection = subjectCollection
        self.subjectId = subjectId
        self.status = status
        self.dueDate = dueDate
        self.overdue = overdue
        self.assignee = assignee
        self.createdAt = createdAt
        self.doneAt = doneAt
        self.history = history
    }
}

/// What a handler has to do.
public enum TaskKind: String, Word {
    case leaveDecide = "leave_decide", leaveCancel = "leave_cancel", leaveFollowUp = "leave_follow_up"
    case reimbursementDecide = "reimbursement_decide", reimbursementPay = "reimbursement_pay", appealDecide = "appeal_decide"
    case profileDecide = "profile_decide", payslipDispute = "payslip_dispute", noticeDispute = "notice_dispute"
    case deletionConfirm = "deletion_confirm", erasureDecide = "erasure_decide", erasureConfirm = "erasure_confirm"
    case roleConfirm = "role_confirm", other
}

/// Where a task stands.
public enum TaskStatus: String, Word {
    case open, claimed, done, cancelled, other
}
