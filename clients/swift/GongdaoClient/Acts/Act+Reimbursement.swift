public import Base
public import Records
internal import Wire

/// One line of an expense claim, with its receipts.
public struct ClaimLine: Sendable, Equatable {
    public var date: LocalDate
    public var type: ExpenseType
    public var amount: Money
    public var description: String?
    public var invoice: String?
    /// Hashes of staged blobs.
    public var receipts: [String]

    public init(
        date: LocalDate, type: ExpenseType, amount: Money, description: String? = nil, invoice: String? = nil, receipts: [String] = []
    ) {
        self.date = date
        self.type = type
        self.amount = amount
        self.description = description
        self.invoice = invoice
        self.receipts = receipts
    }
}

extension Act {
    /// `reimbursement.submit`; lines are numbered from 1. The claim shows as submitted at once.
    public static func reimbursementSubmit(_ lines: [ClaimLine], id: String, remark: String?, today: LocalDate) -> Act {
        let sent = lines.enumerated().map { index, line -> JSON in
            var members: JSONObject = [
                "line": .string(String(index + 1)), "date": .string(line.date.description), "type": .string(line.type.rawValue),
                "amount": .int(line.amount.fen),
            ]
            if let text = line.description { members["description"] = .string(text) }
            if let number = line.invoice { members["invoice"] = .string(number) }
            if !line.receipts.isEmpty { members["receipts"] = .array(line.receipts.map(JSON.string)) }
            return .object(members)
        }
        var arguments: JSONObject = ["id": .string(id), "lines": .array(sent)]
        if let remark { arguments["remark"] = .string(remark) }
        let shown: JSONObject = [
            "id": .string(id), "status": .string(ReimbursementStatus.submitted.rawValue), "posting_date": .string(today.description),
            "currency": "CNY", "total_claimed_amount": .int(lines.reduce(0) { $0 + $1.amount.fen }),
            "lines": .array(lines.enumerated().map { .object(row($1, number: $0 + 1)) }),
        ]
        return Act(
            "reimbursement.submit", arguments, effects: [OverlayEffect(.put, "reimbursement", id, shown)],
            blobs: lines.flatMap(\.receipts))
    }

    private static func row(_ line: ClaimLine, number: Int) -> JSONObject {
        var members: JSONObject = [
            "line": .string(String(number)), "expense_date": .string(line.date.description), "expense_type": .string(line.type.rawValue),
            "amount": .int(line.amount.fen), "receipts": .array(line.receipts.map(JSON.string)),
        ]
        if let text = line.description { members["description"] = .string(text) }
        return members
    }

    /// `reimbursement.withdraw`: takes back a claim that is not decided yet.
    public static func reimbursementWithdraw(_ id: String, reason: String?) -> Act {
        change("reimbursement.withdraw", id, reason, "reimbursement", ReimbursementStatus.withdrawn.rawValue)
    }

    /// `reimbursement.decide`: every line once, fen approved, with code and reason where it is less than claimed.
    public static func reimbursementDecide(
        _ id: String, lines: [(line: String, amount: Money, reasonCode: String?, reason: String?)], reason: String?
    ) -> Act {
        let decided = lines.map { line -> JSON in
            var members: JSONObject = ["line": .string(line.line), "amount": .int(line.amount.fen)]
            if let code = line.reasonCode { members["reason_code"] = .string(code) }
            if let reason = line.reason { members["reason"] = .string(reason) }
            return .object(members)
        }
        var arguments: JSONObject = ["id": .string(id), "lines": .array(decided)]
        if let reason { arguments["reason"] = .string(reason) }
        return Act("reimbursement.decide", arguments)
    }

    /// `reimbursement.pay`: the day on which finance paid.
    public static func reimbursementPay(_ id: String, date: LocalDate, note: String?) -> Act {
        var arguments: JSONObject = ["id": .string(id), "date": .string(date.description)]
        if let note { arguments["note"] = .string(note) }
        return Act("reimbursement.pay", arguments)
    }
}
