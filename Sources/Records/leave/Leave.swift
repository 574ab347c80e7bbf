public import Base

/// A leave request (请假), in `e/<employee>`. `total` is in hundredths of `unit`.
public struct Leave: Record {
    public var id: String
    public var no: String
    public var employee: String
    public var leaveType: LeaveType
    public var fromDate: LocalDate
    public var toDate: LocalDate
    public var fromHalf: DayHalf?
    public var toHalf: DayHalf?
    public var fromTime: String?
    public var toTime: String?
    public var unit: LeaveUnit
    public var total: Int
    public var balanceId: String?
    public var reason: String?
    public var attachments: [String]
    public var status: LeaveStatus
    public var approver: String?
    public var notice: String?
    public var noticeDigest: String?
    public var noticeVersion: Int?
    public var noticeConfirmedAt: Timestamp?
    public var postingDate: LocalDate
    public var dueDate: LocalDate
    public var decidedBy: String?
    public var decidedAt: Timestamp?
    public var rejectCode: String?
    public var rejectReason: String?
    public var cancelReason: String?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "leave", code: 9, area: "leave", secrecy: .`private`,
        meaning: "a leave request and its course",
        columns: [
            .text("no", "number for people"),
            .text("employee", "employee id"),
            .word("leave_type", LeaveType.self, "kind of leave"),
            .date("from_date", "first day"),
            .date("to_date", "last day"),
            .word("from_half", DayHalf.self, optional: true, "pm: begins at noon of the first day"),
            .word("to_half", DayHalf.self, optional: true, "am: ends at noon of the last day"),
            .text("from_time", optional: true, "HH:MM, for leave in hours"),
            .text("to_time", optional: true, "HH:MM"),
            .word("unit", LeaveUnit.self, "day or hour"),
            .int("total", "hundredths of unit"),
            .text("balance_id", optional: true, "the ledger it draws on"),
            .text("reason", optional: true, "the person's words"),
            .texts("attachments", "content hashes"),
            .word("status", LeaveStatus.self, "where it stands"),
            .text("approver", optional: true, "employee id of the line manager at the time of the request; none: HR decides"),
            .text("notice", optional: true, "the leave notice in force that the person had acknowledged"),
            .text("notice_digest", optional: true, "its digest"),
            .int("notice_version", optional: true, "its version"),
            .time("notice_confirmed_at", optional: true, "when it was acknowledged"),
            .date("posting_date", "day of the request"),
            .date("due_date", "day by which it should be decided"),
            .text("decided_by", optional: true, "employee id of the decider"),
            .time("decided_at", optional: true, "when it was decided"),
            .text("reject_code", optional: true, "reason code of a refusal"),
            .text("reject_reason", optional: true, "reason in words"),
            .text("cancel_reason", optional: true, "why it was cancelled"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, no, employee, unit, total, reason, attachments, status, approver, notice, history
        case leaveType = "leave_type"
        case fromDate = "from_date"
        case toDate = "to_date"
        case fromHalf = "from_half"
        case toHalf = "to_half"
        case fromTime = "from_time"
        case toTime = "to_time"
        case balanceId = "balance_id"
        case noticeDigest = "notice_digest"
        case noticeVersion = "notice_version"
        case noticeConfirmedAt = "notice_confirmed_at"
        case postingDate = "posting_date"
        case dueDate = "due_date"
        case decidedBy = "decided_by"
        case decidedAt = "decided_at"
        case rejectCode = "reject_code"
        case rejectReason = "reject_reason"
        case cancelReason = "cancel_reason"
    }

    public init(
        id: String, no: String, employee: String, leaveType: LeaveType, fromDate: LocalDate, toDate: LocalDate,
        fromHalf: DayHalf? = nil, toHalf: DayHalf? = nil, fromTime: String? = nil, toTime: String? = nil, unit: LeaveUnit,
        total: Int, balanceId: String? = nil, reason: String? = nil, attachments: [String] = [], status: LeaveStatus,
        approver: String? = nil, notice: String? = nil, noticeDigest: String? = nil, noticeVersion: Int? = nil,
        noticeConfirmedAt: Timestamp? = nil, postingDate: LocalDate, dueDate: LocalDate, decidedBy: String? = nil,
        decidedAt: Timestamp? = nil, rejectCode: String? = nil, rejectReason: String? = nil, cancelReason: String? = nil,
        history: [HistoryEntry] = []
    ) {
        self.id = id
        self.no = no
        self.employee = employee
        self.leaveType = leaveType
        self.fromDate = fromDate
        self.toDate = toDate
        self.fromHalf = fromHalf
        self.toHalf = toHalf
        self.fromTime = fromTime
        self.toTime = toTime
        self.unit = unit
        self.total = total
        self.balanceId = balanceId
        self.reason = reason
        self.attachments = attachments
        self.status = status
        self.approver = approver
        self.notice = notice
        self.noticeDigest = noticeDigest
        self.noticeVersion = noticeVersion
        self.noticeConfirmedAt = noticeConfirmedAt
        self.postingDate = postingDate
        self.dueDate = dueDate
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.rejectCode = rejectCode
        self.rejectReason = rejectReason
        self.cancelReason = cancelReason
        self.history = history
    }
}

/// Kind of leave. All but personal and unpaid are statutory or injury leave: no notice can stand in their way.
public enum LeaveType: String, Word {
    case personal, unpaid, annual, sick, injury, maternity, paternity, prenatal, nursing, parental, marriage, bereavement
    case compensatory, other
}

/// What leave is counted in.
public enum LeaveUnit: String, Word {
    case day, hour, other
}

/// Half of a day.
public enum DayHalf: String, Word {
    case am, pm, other
}

/// Where a leave request stands.
public enum LeaveStatus: String, Word {
    case open, approved, rejected, withdrawn, pendingCancellation = "pending_cancellation", cancelled, other
}
