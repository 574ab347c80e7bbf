public import Base

/// The employer's lines of a pay slip: another audience, so another record, in `x/pay`; same id as the slip.
public struct PayslipCost: Record {
    public var id: String
    public var payslip: String
    public var employee: String
    public var period: String
    public var lines: [PayslipCostLine]
    public var total: Money
    public var source: String?

    public static let schema = CollectionSchema(
        "payslip_cost", code: 6, area: "pay", secrecy: .pay,
        meaning: "what a pay slip costs the employer beyond the slip",
        columns: [
            .text("payslip", "the slip"),
            .text("employee", "employee id"),
            .text("period", "wage month, YYYY-MM"),
            .list("lines", PayslipCostLine.columns, "employer's contributions and other cost"),
            .money("total", "sum of the lines"),
            .text("source", optional: true, "where an imported row came from"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, payslip, employee, period, lines, total, source
    }

    public init(
        id: String, payslip: String, employee: String, period: String, lines: [PayslipCostLine] = [], total: Money,
        source: String? = nil
    ) {
        self.id = id
        self.payslip = payslip
        self.employee = employee
        self.period = period
        self.lines = lines
        self.total = total
        self.source = source
    }
}

/// One line of employer cost.
public struct PayslipCostLine: Codable, Sendable, Hashable {
    public var line: String
    public var component: String
    public var code: String?
    public var base: Money?
    public var ratePpm: Int?
    public var amount: Money
    public var sequence: Int

    public static let columns: [Column] = [
        .text("line", "id of the line"),
        .text("component", "name of the component"),
        .text("code", optional: true, "code of the component"),
        .money("base", optional: true, "base the line is computed from"),
        .int("rate_ppm", optional: true, "rate on the base, in millionths"),
        .money("amount", "amount of the line"),
        .int("sequence", "order"),
    ]

    enum CodingKeys: String, CodingKey {
        case line, component, code, base, amount, sequence
        case ratePpm = "rate_ppm"
    }

    public init(
        line: String, component: String, code: String? = nil, base: Money? = nil, ratePpm: Int? = nil, amount: Money, sequence: Int
    ) {
        self.line = line
        self.component = component
        self.code = code
        self.base = base
        self.ratePpm = ratePpm
        self.amount = amount
        self.sequence = sequence
    }
}
