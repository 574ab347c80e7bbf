public import Base

/// The ledger of one kind of leave in one year, in `e/<employee>`. Amounts are hundredths of `unit`; `balance` is the sum of the
/// /// entries, `pending` what open requests ask for.
public struct LeaveBalance: Record {
    public var id: String
    public var employee: String
    public var leaveType: LeaveType
    public var unit: LeaveUnit
    public var fromDate: LocalDate
    public var toDate: LocalDate
    public var entitled: Int
    public var used: Int
    public var pending: Int
    public var balance: Int
    public var entries: [LeaveEntry]
    public var source: String?
    public var remoteId: String?
    public var modifiedAt: Timestamp

    public static let schema = CollectionSchema(
        "leave_balance", code: 8, area: "leave", secrecy: .open,
        meaning: "days of one kind of leave in one year, with every entry behind them",
        columns: [
            .text("employee", "employee id"),
            .word("leave_type", LeaveType.self, "kind of leave"),
            .word("unit", LeaveUnit.self, "day or hour"),
            .date("from_date", "first day the entitlement may be used"),
            .date("to_date", "last day"),
            .int("entitled", "allocated, hundredths of unit"),
            .int("used", "taken by approved leave, hundredths of unit"),
            .int("pending", "asked for and not decided, hundredths of unit"),
            .int("balance", "sum of the entries, hundredths of unit"),
            .list("entries", LeaveEntry.columns, "the ledger"),
            .text("source", optional: true, "where an imported row came from"),
            .text("remote_id", optional: true, "its id there"),
            .time("modified_at", "when it last changed"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, unit, entitled, used, pending, balance, entries, source
        case leaveType = "leave_type"
        case fromDate = "from_date"
        case toDate = "to_date"
        case remoteId = "remote_id"
        case modifiedAt = "modified_at"
    }

    public init(
        id: String, employee: String, leaveType: LeaveType, unit: LeaveUnit, fromDate: LocalDate, toDate: LocalDate, entitled: Int,
        used: Int, pending: Int, balance: Int, entries: [LeaveEntry] = [], source: String? = nil, remoteId: String? = nil,
        modifiedAt: Timestamp
    ) {
        self.id = id
        self.employee = employee
        self.leaveType = leaveType
        self.unit = unit
        self.fromDate = fromDate
        self.toDate = toDate
        self.entitled = entitled
        self.used = used
        self.pending = pending
        self.balance = balance
        self.entries = entries
        self.source = source
        self.remoteId = remoteId
        self.modifiedAt = modifiedAt
    }
}

/// One entry of a leave ledger.
public struct LeaveEntry: Codable, Sendable, Hashable {
    public var date: LocalDate
    public var kind: LeaveEntryKind
    public var amount: Int
    public var ref: String?
    public var note: String?

    public static let columns: [Column] = [
        .date("date", "day of the entry"),
        .word("kind", LeaveEntryKind.self, "why"),
        .int("amount", "plus or minus, hundredths of unit"),
        .text("ref", optional: true, "the leave request behind it"),
        .text("note", optional: true, "words"),
    ]

    enum CodingKeys: String, CodingKey {
        case date, kind, amount, ref, note
    }

    public init(
        date: LocalDate, kind: LeaveEntryKind, amount: Int, ref: String? = nil, note: String? = nil
    ) {
        self.date = date
        self.kind = kind
        self.amount = amount
        self.ref = ref
        self.note = note
    }
}

/// Why a leave ledger changed.
public enum LeaveEntryKind: String, Word {
    case allocation, carryForward = "carry_forward", leave, cancel, expiry, adjustment, other
}
