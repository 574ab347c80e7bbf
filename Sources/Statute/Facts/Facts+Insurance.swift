import Base
import Wire

/// Leave, working time, social insurance, deductions and tax.
extension Facts {
    mutating func readLeave(_ name: String, _ member: FactMember) throws(FactError) -> Bool {
        switch name {
        case "annual_leave_unused_days_x10": annualLeaveUnusedDaysX10 = try member.count()
        case "working_years": workingYears = try member.count()
        case "holiday_work": holidayWork = try member.list()
        case "work_time": workTime = try member.object()
        case "sick_leaves": sickLeaves = try member.list()
        case "medical_period_months": medicalPeriodMonths = try member.count()
        case "maternity": maternity = try member.object()
        default: return false
        }
        return true
    }

    mutating func readInsurance(_ name: String, _ member: FactMember) throws(FactError) -> Bool {
        switch name {
        case "premiums": premiums = try member.list()
        case "premium_classes": premiumClasses = try member.list()
        case "proceedings": proceedings = try member.object()
        case "premium_sums": premiumSums = try member.object()
        case "self_paid": selfPaid = try member.object()
        case "cash_subsidy": cashSubsidy = try member.object()
        case "back_paid_on": backPaidOn = try member.day()
        case "recovery_demanded_on": recoveryDemandedOn = try member.day()
        case "deductions": deductions = try member.list()
        case "tax": tax = try member.object()
        case "housing_fund_monthly_fen": housingFundMonthly = try member.money()
        case "agreed_instalment_fen": agreedInstalment = try member.money()
        case "balance_fen": balance = try member.money()
        case "unemployment_months": unemploymentMonths = try member.count()
        case "contribution_years": contributionYears = try member.count()
        default: return false
        }
        return true
    }
}

extension HolidayWork: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("period", "days_x10", "wage_monthly_fen", "kind", "normal_pay_already_paid")
        self.init(
            period: try r.interval("period"), daysX10: try r.required("days_x10", r.int("days_x10")),
            wageMonthly: try r.money("wage_monthly_fen"), kind: try r.word("kind", HolidayWork.Kind.self) ?? .holiday,
            normalPayAlreadyPaid: try r.bool("normal_pay_already_paid") ?? false)
    }
}

extension WorkTime: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only(
            "hourly_wage_fen", "normal_hours_x10", "weekday_overtime_hours_x10", "rest_day_hours_x10", "holiday_hours_x10")
        self.init(
            hourlyWage: try r.required("hourly_wage_fen", r.money("hourly_wage_fen")), normalHoursX10: try r.int("normal_hours_x10"),
            weekdayHoursX10: try r.int("weekday_overtime_hours_x10"), restDayHoursX10: try r.int("rest_day_hours_x10"),
            holidayHoursX10: try r.int("holiday_hours_x10"))
    }
}

extension Maternity: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("born_on", "leave_days", "unit_average_monthly_fen", "fund_paid_fen")
        self.init(
            bornOn: try r.day("born_on"), leaveDays: try r.int("leave_days"),
            unitAverageMonthly: try r.money("unit_average_monthly_fen"), fundPaid: try r.money("fund_paid_fen"))
    }
}

extension Premium: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only(
            "line", "month", "from", "to", "interval", "base_fen", "employer_fen", "employee_fen", "paid_by", "declared", "due_on",
            "paid_on")
        var period = try r.ownInterval()
        if period == nil { period = try r.interval("interval") }
        if let month = try r.day("month") { period = FactInterval(from: month, to: month) }
        self.init(
            line: try r.required("line", r.word("line", InsuranceLine.self)).rawValue, period: period, base: try r.money("base_fen"),
            employer: try r.money("employer_fen"), employee: try r.money("employee_fen"),
            paidBy: try r.word("paid_by", PaidBy.self)?.rawValue, declared: try r.bool("declared"), dueOn: try r.day("due_on"),
            paidOn: try r.day("paid_on"))
    }
}

extension SelfPaid: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("amount_fen", "total_ppm", "employer_ppm", "line")
        self.init(
            amount: try r.required("amount_fen", r.money("amount_fen")), totalRate: try r.rate("total_ppm"),
            employerRate: try r.rate("employer_ppm"), line: try r.text("line"))
    }
}

extension CashSubsidy: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("monthly_fen", "from", "to", "months", "total_fen", "repaid_fen")
        self.init(
            monthly: try r.money("monthly_fen"), period: try r.ownInterval(), monthsX10: try r.int("months").map { $0 * 10 },
            total: try r.money("total_fen"), repaid: try r.money("repaid_fen"))
    }
}

extension Deduction: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("kind", "amount_fen")
        self.init(
            kind: try r.required("kind", r.word("kind", Deduction.Kind.self)),
            amount: try r.required("amount_fen", r.money("amount_fen")))
    }
}

extension TaxFacts: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("cumulative_income_fen", "special_fen", "additional_fen", "withheld_fen", "months")
        self.init(
            cumulativeIncome: try r.money("cumulative_income_fen"), special: try r.money("special_fen"),
            additional: try r.money("additional_fen"), withheld: try r.money("withheld_fen"), months: try r.int("months", in: 1...12))
    }
}

extension PremiumSums: FactEntry {
    /// `by_line` is an object (line: fen) or a list of {line, amount_fen}.
    init(_ r: FactReader) throws(FactError) {
        try r.only("employer_fen", "employee_fen", "interest_fen", "late_fee_fen", "by_line")
        employer = try r.money("employer_fen")
        employee = try r.money("employee_fen")
        interest = try r.money("interest_fen")
        lateFee = try r.money("late_fee_fen")
        guard let lines = r.value("by_line") else { return }
        if case .array = lines {
            for reader in try Scalar.entries(lines, r.place("by_line")) { byLine.append(try PremiumSums.line(reader)) }
            return
        }
        let object = try FactReader(lines, r.place("by_line"))
        for name in object.object.keys {
            byLine.append(NamedAmount(name: name, amount: try object.required(name, object.money(name))))
        }
    }
}

extension PremiumSums {
    private static func line(_ r: FactReader) throws(FactError) -> NamedAmount {
        try r.only("line", "amount_fen")
        return NamedAmount(name: try r.required("line", r.text("line")), amount: try r.required("amount_fen", r.money("amount_fen")))
    }
}

enum InsuranceLine: String, CaseIterable, Sendable {
    case pension, unemployment, medical, maternity, all
    case workInjury = "work_injury"
    case largeSum = "large_sum"
    case longTermCare = "long_term_care"
    case housingFund = "housing_fund"
}

enum PaidBy: String, CaseIterable, Sendable { case employer, employee, none }
