package import Base
package import Records
package import Wire

/// `reimbursement.submit`: an expense claim with its lines, each with its receipts. What looks like a second claim for the same
/// expense, also by somebody else, is flagged and never silently dropped or let through (G4).
package enum ReimbursementSubmit: Command {
    package struct Line: Codable, Sendable {
        package var line: String
        package var date: LocalDate
        package var type: ExpenseType
        package var amount: Money
        package var description: String?
        package var invoice: String?
        package var receipts: [String]?
        package var costCenter: String?
        package var project: String?

        enum CodingKeys: String, CodingKey {
            case line, date, type, amount, description, invoice, receipts, project
            case costCenter = "cost_center"
        }
    }

    package struct Arguments: Codable, Sendable {
        package var id: String
        package var lines: [Line]
        package var remark: String?
        package var injuryCase: String?

        enum CodingKeys: String, CodingKey {
            case id, lines, remark
            case injuryCase = "injury_case"
        }
    }

    package struct Facts: Sendable {
        package var person: Employee
        package var blobs: [BlobInfo]
        /// What each mark of the lines already points to: `claim/line`.
        package var known: [ReimbursementCase.Mark: String]
        package var number: Int64
    }

    package static let op = "reimbursement.submit"
    package static let area = "reimbursement"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "id of the new claim, 11 characters"),
        .list(
            "lines",
            [
                .text("line", "id of the line in its claim, 1 to 11 characters"), .date("date", "day of the expense"),
                .word("type", ExpenseType.self, "kind"), .money("amount", "claimed, fen"),
                .text("description", optional: true, "what for, ≤ 500 bytes"), .text("invoice", optional: true, "number of the invoice"),
                .texts("receipts", optional: true, "content hashes of uploaded blobs, ≤ 10"),
                .text("cost_center", optional: true, "cost centre"), .text("project", optional: true, "project"),
            ], "1 to 50 items"),
        .text("remark", optional: true, "the person's words, ≤ 2,000 bytes"),
        .text("injury_case", optional: true, "the work-injury case it belongs to"),
    ]
    package static let meaning = LocalizedText(zh: "提交报销单。", en: "Submits an expense claim.")
    package static let example: JSON = [
        "id": "R4aBcDeFgHi",
        "lines": [
            [
                "line": "1", "date": "2026-11-12", "type": "transport", "amount": 23_550, "description": "高铁 杭州—上海",
                "invoice": "25337000000012345678",
                "receipts": ["x1Qp9mVt3rW5yZ7aB2cD4eF6gH8iJ0kL1mN3oP5qR7s"],
            ]
        ],
    ]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        let me = try People.own(actor, reader).record
        guard try !reader.isTaken(Reimbursement.schema, id: a.id) else { throw Refusal.idTaken }
        try Check.count(a.lines.count, "lines", 1...50)
        var known: [ReimbursementCase.Mark: String] = [:]
        for line in a.lines.map(record) {
            for mark in ReimbursementCase.marks(line, of: me.id) {
                if let target = try reader.find(mark.space, mark.text) { known[mark] = target }
            }
        }
        return Facts(
            person: me, blobs: try Blobs.load(a.lines.flatMap { $0.receipts ?? [] }, actor, reader), known: known,
            number: try reader.nextNumber("reimbursement_no"))
    }

    private static func record(_ line: Line) -> ReimbursementLine {
        ReimbursementLine(
            line: line.line, expenseDate: line.date, expenseType: line.type, description: line.description, amount: line.amount,
            invoiceNumber: line.invoice, receipts: line.receipts ?? [], costCenter: line.costCenter, project: line.project)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try check(a, env)
        var changes = Changes()
        var known = facts.known
        var lines: [ReimbursementLine] = []
        var total = Money.zero
        for argument in a.lines {
            var line = record(argument)
            total += line.amount
            flag(&line, claim: a.id, &known, facts, env, &changes)
            lines.append(line)
        }
        let due = Deadlines.after(Deadlines.reimbursementDays, env.today)
        let flagged = lines.filter { !$0.duplicates.isEmpty }
        var claim = Reimbursement(
            id: a.id, no: Deadlines.number(facts.number, env.today), employee: facts.person.id, postingDate: env.today,
            status: .submitted,
            currency: "CNY", totalClaimedAmount: total, injuryCase: a.injuryCase, remark: a.remark, duplicate: !flagged.isEmpty,
            lines: lines, dueDate: due)
        claim.history.record(env.entry(op, claim.status))
        changes.create(claim, in: .employee(facts.person.id))
        for blob in Set(facts.blobs) { changes.use(blob, in: Reimbursement.self, id: claim.id) }
        Tasks.open(.reimbursementDecide, about: Reimbursement.self, claim.id, in: .finance, due: due, env, &changes)
        let duplicates = flagged.map { line -> JSON in ["line": .string(line.line), "kinds": .array(line.duplicates.map { .string($0) })]
        }
        changes.result = [
            "id": .string(claim.id), "no": .string(claim.no), "total": .int(total.fen), "due_date": .string("\(due)"),
            "duplicates": .array(duplicates),
        ]
        return changes
    }

    /// Compares a line with every claim before it, the earlier lines of its own claim included, and leaves its marks for later ones.
    private static func flag(
        _ line: inout ReimbursementLine, claim: String, _ known: inout [ReimbursementCase.Mark: String], _ facts: Facts,
        _ env: Environment, _ changes: inout Changes
    ) {
        for mark in ReimbursementCase.marks(line, of: facts.person.id) {
            guard let target = known[mark] else {
                known[mark] = ReimbursementCase.target(claim, line.line)
                changes.setLookup(mark.space, mark.text, to: ReimbursementCase.target(claim, line.line))
                continue
            }
            guard !line.duplicates.contains(mark.kind) else { continue }
            line.duplicates.append(mark.kind)
            let parts = target.split(separator: "/", maxSplits: 1).map(String.init)
            changes.create(
                ReimbursementCheck(
                    id: "\(claim).\(line.line).\(mark.kind)", reimbursement: claim, line: line.line, kind: mark.kind,
                    other: parts.first ?? "",
                    otherLine: parts.last ?? "", foundAt: env.now), in: .pay)
        }
    }

    private static func check(_ a: Arguments, _ env: Environment) throws(Refusal) {
        try Check.newID(a.id)
        try Check.text(a.remark, "remark")
        try Check.text(a.injuryCase, "injury_case", 1...64)
        guard Set(a.lines.map(\.line)).count == a.lines.count else {
            throw .invalid("lines.line", "reimbursement.line_twice", zh: "行编号重复。", en: "A line id comes twice.")
        }
        for line in a.lines {
            try Check.text(line.line, "lines.line", 1...11)
            guard !line.line.contains("/") else {
                throw .invalid("lines.line", "reimbursement.line_form", zh: "行编号不能含“/”。", en: "A line id holds no slash.")
            }
            try Check.word(line.type, "lines.type")
            try Check.amount(line.amount, "lines.amount")
            try Check.text(line.description, "lines.description", 1...500)
            try Check.text(line.invoice, "lines.invoice", 1...64)
            try Check.text(line.costCenter, "lines.cost_center", 1...64)
            try Check.text(line.project, "lines.project", 1...64)
            try Check.count(line.receipts?.count ?? 0, "lines.receipts", 0...10)
            guard line.date <= env.today else {
                throw .invalid(
                    "lines.date", "reimbursement.future", zh: "费用日期在今天之后。", en: "The expense lies in the future.",
                    nearest: .string("\(env.today)"))
            }
            if let earliest = env.today.adding(days: -Deadlines.expenseBackDays), line.date < earliest {
                throw .rule(
                    "reimbursement.too_old", zh: "费用日期太早，已超过报销期限。", en: "The expense is too old to be claimed.", field: "lines.date",
                    nearest: .string("\(earliest)"))
            }
        }
    }
}
