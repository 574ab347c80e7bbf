public import Base

/// A pay slip (工资条). A draft lives in `x/pay` and moves to `e/<employee>` when it is published; a correction is a new record that
/// /// names the one it amends, and both stay readable. The employer's lines are `payslip_cost`.
public struct Payslip: Record {
    public var id: String
    public var employee: String
    public var payrollRun: String?
    public var period: String
    public var startDate: LocalDate
    public var endDate: LocalDate
    public var postingDate: LocalDate?
    public var payDate: LocalDate?
    public var publishedAt: Timestamp?
    public var status: PayslipStatus
    public var version: Int
    public var amendedFrom: String?
    public var supersededBy: String?
    public var correctionReason: String?
    public var currency: String
    public var totalWorkingDays: Int?
    public var paymentDays: Int?
    public var leaveWithoutPay: Int?
    public var absentDays: Int?
    public var grossPay: Money
    public var totalDeduction: Money
    public var netPay: Money
    public var yearToDate: Money?
    public var paymentStatus: PaymentStatus?
    public var modeOfPayment: String?
    public var bankAccountMasked: String?
    public var lines: [PayslipLine]
    public var answer: PayslipAnswer
    public var seenAt: Timestamp?
    public var agreedAt: Timestamp?
    public var disputedAt: Timestamp?
    public var disputedLine: String?
    public var answerNote: String?
    public var history: [HistoryEntry]
    public var source: String?
    public var remoteId: String?

    public static let schema = CollectionSchema(
        "payslip", code: 5, area: "pay", secrecy: .pay,
        meaning: "a pay slip, one record per published version",
        columns: [
            .text("employee", "employee id"),
            .text("payroll_run", optional: true, "the run it came from; null: the month's regular one. One slip a month and run"),
            .text("period", "wage month, YYYY-MM"),
            .date("start_date", "first day of the period"),
            .date("end_date", "last day of the period"),
            .date("posting_date", optional: true, "day of the calculation"),
            .date("pay_date", optional: true, "day of payment"),
            .time("published_at", optional: true, "when HR published it"),
            .word("status", PayslipStatus.self, "where it stands"),
            .int("version", "1, and one more for each correction"),
            .text("amended_from", optional: true, "the slip that this one corrects"),
            .text("superseded_by", optional: true, "the slip that corrects this one"),
            .text("correction_reason", optional: true, "why it was corrected"),
            .text("currency", "ISO 4217"),
            .int("total_working_days", optional: true, "working days of the period, in hundredths"),
            .int("payment_days", optional: true, "days paid, in hundredths"),
            .int("leave_without_pay", optional: true, "days of unpaid leave, in hundredths"),
            .int("absent_days", optional: true, "days absent, in hundredths"),
            .money("gross_pay", "sum of earnings"),
            .money("total_deduction", "sum of deductions"),
            .money("net_pay", "what is paid out"),
            .money("year_to_date", optional: true, "gross pay since 1 January"),
            .word("payment_status", PaymentStatus.self, optional: true, "whether the money moved"),
            .text("mode_of_payment", optional: true, "bank, cash"),
            .text("bank_account_masked", optional: true, "last digits of the account"),
            .list("lines", PayslipLine.columns, "earnings, deductions and information"),
            .word("answer", PayslipAnswer.self, "the person's answer; silence is none, never agreement"),
            .time("seen_at", optional: true, "first answered as seen"),
            .time("agreed_at", optional: true, "agreed"),
            .time("disputed_at", optional: true, "disputed"),
            .text("disputed_line", optional: true, "the line in dispute"),
            .text("answer_note", optional: true, "the person's words"),
            .list("history", HistoryEntry.columns, "every change"),
            .text("source", optional: true, "where an imported row came from"),
            .text("remote_id", optional: true, "its id there"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, period, status, version, currency, lines, answer, history, source
        case payrollRun = "payroll_run"
        case startDate = "start_date"
        case endDate = "end_date"
        case postingDate = "posting_date"
        case payDate = "pay_date"
        case publishedAt = "published_at"
        case amendedFrom = "amended_from"
        case supersededBy = "superseded_by"
        case correctionReason = "correction_reason"
        case totalWorkingDays = "total_working_days"
        case paymentDays = "payment_days"
        case leaveWithoutPay = "leave_without_pay"
        case absentDays = "absent_days"
        case grossPay = "gross_pay"
        case totalDeduction = "total_deduction"
        case netPay = "net_pay"
        case yearToDate = "year_to_date"
        case paymentStatus = "payment_status"
        case modeOfPayment = "mode_of_payment"
        case bankAccountMasked = "bank_account_masked"
        case seenAt = "seen_at"
        case agreedAt = "agreed_at"
        case disputedAt = "disputed_at"
        case disputedLine = "disputed_line"
        case answerNote = "answer_note"
        case remoteId = "remote_id"
    }

    public init(
        id: String, employee: String, payrollRun: String? = nil, period: String, startDate: LocalDate, endDate: LocalDate,
        postingDate: LocalDate? = nil, payDate: LocalDate? = nil, publishedAt: Timestamp? = nil, status: PayslipStatus,
        version: Int, amendedFrom: String? = nil, supersededBy: String? = nil, correctionReason: String? = nil, currency: String,
        totalWorkingDays: Int? = nil, paymentDays: Int? = nil, leaveWithoutPay: Int? = nil, absentDays: Int? = nil,
        grossPay: Money, totalDeduction: Money, netPay: Money, yearToDate: Money? = nil, paymentStatus: PaymentStatus? = nil,
        modeOfPayment: String? = nil, bankAccountMasked: String? = nil, lines: [PayslipLine] = [], answer: PayslipAnswer,
        seenAt: Timestamp? = nil, agreedAt: Timestamp? = nil, disputedAt: Timestamp? = nil, disputedLine: String? = nil,
        answerNote: String? = nil, history: [HistoryEntry] = [], source: String? = nil, remoteId: String? = nil
    ) {
        self.id = id
        self.employee = employee
        self.payrollRun = payrollRun
        self.period = period
        self.startDate = startDate
        self.endDate = endDate
        self.postingDate = postingDate
        self.payDate = payDate
        self.publishedAt = publishedAt
        self.status = status
        self.version = version
        self.amendedFrom = amendedFrom
        self.supersededBy = supersededBy
        self.correctionReason = correctionReason
        self.currency = currency
        self.totalWorkingDays = totalWorkingDays
        self.paymentDays = paymentDays
        self.leaveWithoutPay = leaveWithoutPay
        self.absentDays = absentDays
        self.grossPay = grossPay
        self.totalDeduction = totalDeduction
        self.netPay = netPay
        self.yearToDate = yearToDate
        self.paymentStatus = paymentStatus
        self.modeOfPayment = modeOfPayment
        self.bankAccountMasked = bankAccountMasked
        self.lines = lines
        self.answer = answer
        self.seenAt = seenAt
        self.agreedAt = agreedAt
        self.disputedAt = disputedAt
        self.disputedLine = disputedLine
        self.answerNote = answerNote
        self.history = history
        self.source = source
        self.remoteId = remoteId
    }
}

/// One line of a pay slip.
public struct PayslipLine: Codable, Sendable, Hashable {
    public var line: String
    public var category: PayslipCategory
    public var component: String
    public var code: String?
    public var quantity: Int?
    public var rate: Money?
    public var base: Money?
    public var ratePpm: Int?
    public var amount: Money
    public var ruleVersion: String?
    public var sequence: Int

    public static let columns: [Column] = [
        .text("line", "id of the line in its slip; disputes are pinned to it"),
        .word("category", PayslipCategory.self, "earning, deduction or information"),
        .text("component", "name of the component"),
        .text("code", optional: true, "code of the component"),
        .int("quantity", optional: true, "days, hours or pieces, in hundredths"),
        .money("rate", optional: true, "fen per unit"),
        .money("base", optional: true, "base the line is computed from"),
        .int("rate_ppm", optional: true, "rate on the base, in millionths"),
        .money("amount", "amount of the line"),
        .text("rule_version", optional: true, "rule pack and version"),
        .int("sequence", "order on the slip"),
    ]

    enum CodingKeys: String, CodingKey {
        case line, category, component, code, quantity, rate, base, amount, sequence
        case ratePpm = "rate_ppm"
        case ruleVersion = "rule_version"
    }

    public init(
        line: String, category: PayslipCategory, component: String, code: String? = nil, quantity: Int? = nil, rate: Money? = nil,
        base: Money? = nil, ratePpm: Int? = nil, amount: Money, ruleVersion: String? = nil, sequence: Int
    ) {
        self.line = line
        self.category = category
        self.component = component
        self.code = code
        self.quantity = quantity
        self.rate = rate
        self.base = base
        self.ratePpm = ratePpm
        self.amount = amount
        self.ruleVersion = ruleVersion
        self.sequence = sequence
    }
}

/// What a line of a pay slip does.
public enum PayslipCategory: String, Word {
    case earning, deduction, information, other
}

/// Where a pay slip stands.
public enum PayslipStatus: String, Word {
    case draft, published, corrected, cancelled, withheld, other
}

/// Whether the money moved.
public enum PaymentStatus: String, Word {
    case unpaid, paid, returned, other
}

/// What the person said of a pay slip.
public enum PayslipAnswer: String, Word {
    case none, seen, agreed, disputed, other
}
