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
        let formula = Formula.product([.quotient(wage, try sheet.dayDivisor(on: day)), .tenths(days), .percent(rate)])
        return [try sheet.item(formula, payer: .employer, basis: ["ALR 5", "ALM 10", "ALM 11"])]
    }

    /// Stated, else the entitlement of the year of the end: days of the year ÷ 365 × entitlement, the fraction dropped.
    private static func unusedDays(_ sheet: Sheet, _ day: LocalDate) throws -> Int64 {
        if let stated = sheet.f.annualLeaveUnusedDaysX10 {
            sheet.note("annual_leave_unused_days_x10", stated)
            return stated
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

    private static func monthlyWage(_ sheet: Sheet) throws -> Formula {
        if let stated = sheet.f.leaveWageMonthly {
            sheet.note("leave_wage_monthly_fen", stated)
            return .money(stated)
        }
        return try sheet.originalPay(before: sheet.f.endedOn, closes: true)
    }
}
