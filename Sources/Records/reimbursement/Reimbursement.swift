public import Base

/// An expense claim (报销), in `e/<employee>`.
public struct Reimbursement: Record {
    public var id: String
    public var no: String
    public var employee: String
    public var postingDate: LocalDate
    public var status: ReimbursementStatus
    public var currency: String
    public var totalClaimedAmount: Money
    public var totalSanctionedAmount: Money?
    public var paymentDate: LocalDate?
    public var injuryCase: String?
    public var remark: String?
    public var duplicate: Bool
    public var lines: [ReimbursementLine]
    public var dueDate: LocalDate
    public var decidedBy: String?
    public var decidedAt: Timestamp?
    public var decisionReason: String?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "reimbursement", code: 13, area: "reimbursement", secrecy: .`private`,
        meaning: "an expense claim with its lines",
        columns: [
            .text("no", "number for people"),
            .text("employee", "employee id"),
            .date("posting_date", "day of the claim"),
            .word("status", ReimbursementStatus.self, "where it stands"),
            .text("currency", "ISO 4217"),
            .money("total_claimed_amount", "sum of the lines"),
            .money("total_sanctioned_amount", optional: true, "sum approved"),
            .date("payment_date", optional: true, "day of payment"),
            .text("injury_case", optional: true, "the work-injury case it belongs to"),
            .text("remark", optional: true, "the person's words"),
            .bool("duplicate", "a line looks like one that was claimed before, here or by someone else"),
            .list("lines", ReimbursementLine.columns, "items"),
            .date("due_date", "day by which it should be decided"),
            .text("decided_by", optional: true, "employee id of the decider"),
            .time("decided_at", optional: true, "when it was decided"),
            .text("decision_reason", optional: true, "reason in words"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, no, employee, status, currency, remark, duplicate, lines, history
        case postingDate = "posting_date"
        case totalClaimedAmount = "total_claimed_amount"
        case totalSanctionedAmount = "total_sanctioned_amount"
        case paymentDate = "payment_date"
        case injuryCase = "injury_case"
        case dueDate = "due_date"
        case decidedBy = "decided_by"
        case decidedAt = "decided_at"
        case decisionReason = "decision_reason"
    }

    public init(
        id: String, no: String, employee: String, postingDate: LocalDate, status: ReimbursementStatus, currency: String,
        totalClaimedAmount: Money, totalSanctionedAmount: Money? = nil, paymentDate: LocalDate? = nil, injuryCase: String? = nil,
        remark: String? = nil, duplicate: Bool, lines: [ReimbursementLine] = [], dueDate: LocalDate, decidedBy: String? = nil,
        decidedAt: Timestamp? = nil, decisionReason: String? = nil, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.no = no
        self.employee = employee
        self.postingDate = postingDate
        self.status = status
        self.currency = currency
        self.totalClaimedAmount = totalClaimedAmount
        self.totalSanctionedAmount = totalSanctionedAmount
        self.paymentDate = paymentDate
        self.injuryCase = injuryCase
        self.remark = remark
        self.duplicate = duplicate
        self.lines = lines
        self.dueDate = dueDate
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.decisionReason = decisionReason
        self.history = history
    }
}

/// One item of a claim.
public struct ReimbursementLine: Codable, Sendable, Hashable {
    public var line: String
    public var expenseDate: LocalDate
    public var expenseType: ExpenseType
    public var description: String?
    public var amount: Money
    public var sanctionedAmount: Money?
    public var sanctionCode: String?
    public var sanctionReason: String?
    public var payer: String?
    public var invoiceNumber: String?
    public var receipts: [String]
    public var duplicates: [String]
    public var costCenter: String?
    public var project: String?

    public static let columns: [Column] = [
        .text("line", "id of the line in its claim"),
        .date("expense_date", "day of the expense"),
        .word("expense_type", ExpenseType.self, "kind"),
        .text("description", optional: true, "what for"),
        .money("amount", "claimed"),
        .money("sanctioned_amount", optional: true, "approved"),
        .text("sanction_code", optional: true, "reason code where less was approved"),
        .text("sanction_reason", optional: true, "reason in words"),
        .text("payer", optional: true, "employer, fund or employee"),
        .text("invoice_number", optional: true, "number of the invoice (发票号码)"),
        .texts("receipts", "content hashes of the receipts"),
        .texts("duplicates", "what it shares with an earlier claim: receipt, invoice, amount_date"),
        .text("cost_center", optional: true, "cost centre"),
        .text("project", optional: true, "project"),
    ]

    enum CodingKeys: String, CodingKey {
        case line, description, amount, payer, receipts, duplicates, project
        case expenseDate = "expense_date"
        case expenseType = "expense_type"
        case sanctionedAmount = "sanctioned_amount"
        case sanctionCode = "sanction_code"
        case sanctionReason = "sanction_reason"
        case invoiceNumber = "invoice_number"
        case costCenter = "cost_center"
    }

    public init(
        line: String, expenseDate: LocalDate, expenseType: ExpenseType, description: String? = nil, amount: Money,
        sanctionedAmount: Money? = nil, sanctionCode: String? = nil, sanctionReason: String? = nil, payer: String? = nil,
        invoiceNumber: String? = nil, receipts: [String] = [], duplicates: [String] = [], costCenter: String? = nil,
        project: String? = nil
    ) {
        self.line = line
        self.expenseDate = expenseDate
        self.expenseType = expenseType
        self.description = description
        self.amount = amount
        self.sanctionedAmount = sanctionedAmount
        self.sanctionCode = sanctionCode
        self.sanctionReason = sanctionReason
        self.payer = payer
        self.invoiceNumber = invoiceNumber
        self.receipts = receipts
        self.duplicates = duplicates
        self.costCenter = costCenter
        self.project = project
    }
}

/// Kind of expense.
public enum ExpenseType: String, Word {
    case travel, meal, lodging, transport, medical, office, training, communication, entertainment, misc, other
}

/// Where a claim stands.
public enum ReimbursementStatus: String, Word {
    case submitted, approved, rejected, paid, withdrawn, other
}
