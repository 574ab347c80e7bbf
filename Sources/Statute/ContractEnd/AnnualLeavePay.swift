import Base

/// 未休年休假工资: for each unused day the daily wage × 200 % on top of the normal pay (职工带薪年休假条例 5; 实施办法 10-12).
enum AnnualLeavePay: ItemRule {
    static let code = ItemCode.annualLeavePay

    static func applies(to facts: Facts) -> Bool { facts.annualLeaveUnusedDaysX10 != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let day = c.facts.endedOn?.day ?? c.asOf
        let (days, wage) = try sheet.both({ try unusedDays(sheet, day) }, { try monthlyWage(sheet) })
        let rate = try sheet.needNumber("annual_leave_pay", on: day, cls: "total") - 1_000_000
        let perDay = [Formula.quotient(wage, try sheet.dayDivisor(on: day))]
        let formula = Formula.product(perDay + [.tenths(days), .percent(rate)])
        let basis = ["ALR 5", "ALM 10", "ALM 11"]
        if c.facts.annualLeaveUnusedDaysX10 == nil {
            // How much of the entitlement was taken nobody said: from all of it to none.
            sheet.untested("annual_leave_unused_days_x10")
            return [try sheet.range(.count(0), formula, payer: .employer, basis: basis)]
        }
        return [try sheet.item(formula, payer: .employer, basis: basis)]
    }

    /// Stated, else the entitlement of the year of the end: days of the year ÷ 365 × entitlement, the fraction dropped.
    private static func unusedDays(_ sheet: Sheet, _ day: LocalDate) throws -> Int64 {
        if let stated = sheet.f.annualLeaveUnusedDaysX10 {
            sheet.note("annual_leave_unused_days_x10", stated)
            guard let limit = most(sheet, day), limit < stated else { return stated }
            sheet.warn("more_days_than_the_law_gives:\(limit / 10)")
            return limit
        }
        guard let years = sheet.f.workingYears else { throw sheet.stop("annual_leave_unused_days_x10", "working_years") }
        sheet.note("working_years", years)
        guard case .yearsTable(let table) = sheet.pack("annual_leave_days", on: day) else { throw sheet.stop("overrides.annual_leave_days") }
        let entitlement = table.value(years: years) ?? 0
        guard let ended = sheet.f.endedOn?.day, let first = LocalDate(year: ended.year, month: 1, day: 1) else { return entitlement * 10 }
        let start = max(first, sheet.f.enteredOn?.day ?? first)
        let passed = Int64(start.days(until: ended) + 1)
        return passed * entitlement / 365 * 10
    }

    /// The days that the law gives in the years of the relation, each by its days ÷ 365, the fraction dropped (ALM 12), at the last
    /// entitlement, which is the highest; nil where the relation's days or the working years are not stated.
    private static func most(_ sheet: Sheet, _ day: LocalDate) -> Int64? {
        guard let entered = sheet.f.enteredOn?.day, let ended = sheet.f.endedOn?.day, let years = sheet.f.workingYears,
            case .yearsTable(let table) = sheet.pack("annual_leave_days", on: day), let entitlement = table.value(years: years)
        else { return nil }
        var days: Int64 = 0
        for year in entered.year...max(entered.year, ended.year) {
            guard let first = LocalDate(year: year, month: 1, day: 1), let last = LocalDate(year: year, month: 12, day: 31) else { continue }
            let passed = max(0, Int64(max(first, entered).days(until: min(last, ended)) + 1))
            days += passed * entitlement / 365
        }
        return days * 10
    }

    private static func monthlyWage(_ sheet: Sheet) throws -> Formula {
        if let stated = sheet.f.leaveWageMonthly {
            sheet.note("leave_wage_monthly_fen", stated)
            return .money(stated)
        }
        return try sheet.originalPay(before: sheet.f.endedOn, closes: true)
    }
}
