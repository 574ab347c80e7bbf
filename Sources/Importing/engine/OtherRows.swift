import Base
import Records

/// Reads contracts, of their own file or of a roster's columns.
enum ContractRow {
    /// A roster's contract columns; nil where it has none to make a contract of.
    static func ofRoster(_ row: RowValues, joined: LocalDate?) throws(RowRefusal) -> ContractDraft? {
        let wage = try wage(row)
        let (start, end) = (try row.date(.startDate), try row.date(.endDate))
        guard let first = start ?? joined, wage != nil || start != nil || end != nil else { return nil }
        return try draft(row, start: first, end: end, wage: wage)
    }

    static func draft(_ row: RowValues) throws(RowRefusal) -> ContractDraft {
        guard let start = try row.date(.startDate) else { throw row.refusal(.startDate, nil, .missing) }
        return try draft(row, start: start, end: try row.date(.endDate), wage: try wage(row))
    }

    private static func draft(
        _ row: RowValues, start: LocalDate, end: LocalDate?, wage: (amount: Money, type: String)?
    ) throws(RowRefusal) -> ContractDraft {
        if let end, end < start { throw row.refusal(.endDate, "\(end)", .order) }
        let type = try row.text(.wageType).map { ["月薪": "monthly", "日薪": "daily", "时薪": "hourly", "计件": "piece", "年薪": "yearly"][$0] ?? $0 }
        let period = try row.text(.contractPeriodType).map {
            ["固定期限": "fixed", "无固定期限": "open_ended", "以完成一定工作任务为期限": "task"][$0] ?? $0
        }
        return ContractDraft(
            reference: try row.text(.contractReference), company: try row.text(.contractCompany), type: try row.text(.contractType),
            periodType: period, start: start, end: end, trialEnd: try row.date(.trialEndDate), firstStart: try row.date(.firstContractStart),
            renewals: try row.count(.renewalCount, 0...99), wage: wage?.amount,
            currency: wage == nil ? nil : try row.text(.currency) ?? row.profile.wage?.currency, wageType: type ?? wage?.type,
            noticeDays: try row.count(.noticePeriod, 0...365))
    }

    private static func wage(_ row: RowValues) throws(RowRefusal) -> (amount: Money, type: String)? {
        guard let rule = row.profile.wage else { return nil }
        return try row.read(.wage) { text throws(FieldError) in
            if rule.divisor == 1, rule.hourlyBelow == 0 { return (try MoneyField.read(text), rule.wageType) }
            let whole = try MoneyField.read(text, dividedBy: 1)
            if whole.fen < rule.hourlyBelow * 100 { return (whole, "hourly") }
            return (try MoneyField.read(text, dividedBy: rule.divisor), rule.wageType)
        }
    }
}

/// Reads pay slips: one row a slip, one column a component.
enum PayslipRow {
    static func draft(_ row: RowValues, staffNo: String) throws(RowRefusal) -> PayslipDraft {
        let period = try row.required(.period) { text throws(FieldError) in try DateField.month(text) }
        var lines: [PayslipLine] = []
        var cost: [PayslipCostLine] = []
        for (index, component) in row.map.components {
            guard let amount = try cell(row, index, { text throws(FieldError) in try MoneyField.read(text) }), amount != .zero else { continue }
            let category: PayslipCategory
            switch component.side {
            case .employer:
                cost.append(
                    PayslipCostLine(line: component.code, component: component.name, code: component.code, amount: amount, sequence: cost.count + 1))
                continue
            case .earning: category = .earning
            case .deduction: category = .deduction
            case .information: category = .information
            }
            lines.append(
                PayslipLine(
                    line: component.code, category: category, component: component.name, code: component.code,
                    quantity: try cell(row, row.map.quantities[component.code]) { text throws(FieldError) in try MoneyField.hundredths(text) },
                    rate: try cell(row, row.map.rates[component.code]) { text throws(FieldError) in try MoneyField.read(text) }, amount: amount,
                    sequence: lines.count + 1))
        }
        return try checked(row, staffNo, period, lines, cost)
    }

    /// What a column that is no field of the profile holds; nil where it is empty.
    private static func cell<T>(_ row: RowValues, _ index: Int?, _ read: (String) throws(FieldError) -> T) throws(RowRefusal) -> T? {
        guard let index, let text = row.cell(index) else { return nil }
        do { return try read(text) } catch {
            throw RowRefusal(
                issue: RowIssue(
                    row: row.row.number, column: row.map.headings[index], value: FieldText.masked(text), code: error.rawValue, hint: error.hint))
        }
    }

    /// The sums must hold: a slip that contradicts itself is not published.
    private static func checked(
        _ row: RowValues, _ staffNo: String, _ period: String, _ lines: [PayslipLine], _ cost: [PayslipCostLine]
    ) throws(RowRefusal) -> PayslipDraft {
        func sum(_ category: PayslipCategory) -> Money { lines.filter { $0.category == category }.reduce(.zero) { $0 + $1.amount } }
        func money(_ field: Field) throws(RowRefusal) -> Money? {
            try row.read(field) { text throws(FieldError) in try MoneyField.read(text) }
        }
        let (earned, deducted) = (sum(.earning), sum(.deduction))
        let gross = try money(.grossPay) ?? earned
        let deduction = try money(.totalDeduction) ?? deducted
        guard let net = try money(.netPay) else { throw row.refusal(.netPay, nil, .missing) }
        let hasEarnings = lines.contains { $0.category == .earning }
        let hasDeductions = lines.contains { $0.category == .deduction }
        guard !hasEarnings || gross == earned, !hasDeductions || deduction == deducted, gross - deduction == net else {
            let hint = LocalizedText(zh: "各项之和与应发、扣款或实发不符。", en: "The components do not add up to gross, deductions or net.")
            throw RowRefusal(
                issue: RowIssue(
                    row: row.row.number, column: row.map.heading(of: .netPay), value: FieldText.masked(net.yuan()), code: "payslip_sum",
                    hint: hint))
        }
        return PayslipDraft(
            staffNo: staffNo, period: period, payrollRun: try row.text(.payrollRun), payDate: try row.date(.payDate),
            gross: gross, deduction: deduction, net: net,
            workingDays: try row.read(.workingDays) { text throws(FieldError) in try MoneyField.hundredths(text) },
            paymentDays: try row.read(.paymentDays) { text throws(FieldError) in try MoneyField.hundredths(text) }, lines: lines, cost: cost)
    }
}

/// Reads contributions and leave balances.
enum InsuranceRow {
    static func draft(_ row: RowValues) throws(RowRefusal) -> Contribution {
        func money(_ field: Field) throws(RowRefusal) -> Money {
            try row.required(field) { text throws(FieldError) in try MoneyField.read(text) }
        }
        func rate(_ field: Field) throws(RowRefusal) -> Int? {
            try row.read(field) { text throws(FieldError) in try MoneyField.ratePpm(text) }
        }
        guard let type = try row.word(.insuranceType, InsuranceType.self, Words.insurance) else {
            throw row.refusal(.insuranceType, nil, .missing)
        }
        return Contribution(
            id: "", employee: "", contributionMonth: try row.required(.month) { text throws(FieldError) in try DateField.month(text) },
            insuranceType: type, contributionBase: try money(.base), employerRatePpm: try rate(.employerRate) ?? 0,
            employeeRatePpm: try rate(.employeeRate) ?? 0, employerAmount: try money(.employerAmount), employeeAmount: try money(.employeeAmount),
            status: try row.word(.contributionStatus, ContributionStatus.self, Words.contribution) ?? .declared, paidOn: try row.date(.paidOn),
            jurisdiction: try row.text(.jurisdiction), source: ImportSource.name)
    }
}

enum LeaveRow {
    static func draft(_ row: RowValues) throws(RowRefusal) -> LeaveBalance {
        guard let type = try row.word(.leaveType, LeaveType.self, Words.leave) else { throw row.refusal(.leaveType, nil, .missing) }
        guard let from = try row.date(.fromDate) else { throw row.refusal(.fromDate, nil, .missing) }
        guard let to = try row.date(.toDate) else { throw row.refusal(.toDate, nil, .missing) }
        guard from <= to else { throw row.refusal(.toDate, "\(to)", .order) }
        let entitled = try row.required(.entitled) { text throws(FieldError) in try MoneyField.hundredths(text) }
        let used = try row.read(.used) { text throws(FieldError) in try MoneyField.hundredths(text) } ?? 0
        guard entitled >= 0, used >= 0 else { throw row.refusal(.entitled, nil, .number) }
        return LeaveBalance(
            id: "", employee: "", leaveType: type, unit: try row.word(.unit, LeaveUnit.self, Words.unit) ?? .day, fromDate: from, toDate: to,
            entitled: entitled, used: used, pending: 0, balance: entitled - used, source: ImportSource.name, modifiedAt: Timestamp(ms: 0))
    }
}

/// The word in `source` of everything that an import made.
package enum ImportSource {
    package static let name = "import"
}
