/// The leave rules of a tenant, carried by a notice of kind `leave_policy`: they bind through the same text that people acknowledge.
public struct LeavePolicy: Codable, Sendable, Hashable {
    public var types: [LeaveRule]
    public var holidays: [String]
    public var workdays: [String]

    public static let columns: [Column] = [
        .list("types", LeaveRule.columns, "one rule for each kind of leave that can be asked for"),
        .texts("holidays", "days off besides Saturday and Sunday, YYYY-MM-DD"),
        .texts("workdays", "Saturdays and Sundays that are worked, YYYY-MM-DD"),
    ]

    enum CodingKeys: String, CodingKey {
        case types, holidays, workdays
    }

    public init(
        types: [LeaveRule] = [], holidays: [String] = [], workdays: [String] = []
    ) {
        self.types = types
        self.holidays = holidays
        self.workdays = workdays
    }
}

/// How one kind of leave is asked for and counted.
public struct LeaveRule: Codable, Sendable, Hashable {
    public var type: LeaveType
    public var unit: LeaveUnit
    public var calendarDays: Bool
    public var drawsBalance: Bool
    public var maxTotal: Int?

    public static let columns: [Column] = [
        .word("type", LeaveType.self, "kind of leave"),
        .word("unit", LeaveUnit.self, "day or hour"),
        .bool("calendar_days", "counts every day instead of working days"),
        .bool("draws_balance", "needs a ledger with enough left"),
        .int("max_total", optional: true, "most that one request may ask for, hundredths of unit"),
    ]

    enum CodingKeys: String, CodingKey {
        case type, unit
        case calendarDays = "calendar_days"
        case drawsBalance = "draws_balance"
        case maxTotal = "max_total"
    }

    public init(
        type: LeaveType, unit: LeaveUnit, calendarDays: Bool, drawsBalance: Bool, maxTotal: Int? = nil
    ) {
        self.type = type
        self.unit = unit
        self.calendarDays = calendarDays
        self.drawsBalance = drawsBalance
        self.maxTotal = maxTotal
    }
}
