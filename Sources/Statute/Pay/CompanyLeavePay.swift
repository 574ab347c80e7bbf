import Base

/// What a company's rule pays for long personal leave: from the packs' policy rows (or the tenant's own), as a variant that binds only
/// where the rule was adopted and published (LCL 4; LDI1 50). "More than" is strict (CC 1259).
enum CompanyLeavePay {
    static func line(_ c: Calculation, _ period: PayPeriod, _ index: Int) throws -> Item? {
        guard LeavePay.isPersonal(period.kind), period.dueMonthly == nil, let pay = c.facts.originalPayMonthly,
            let days = length(period, c.asOf)
        else { return nil }
        let sheet = c.sheet(.leavePay)
        let day = period.period?.from.day ?? c.asOf
        guard let long = sheet.number("policy_days", on: day, cls: "long_leave_days"),
            let short = sheet.number("policy_days", on: day, cls: "leave_days_threshold")
        else { return nil }
        let overMonth = BoundWord.moreThan.holds(days, long)
        guard overMonth || BoundWord.moreThan.holds(days, short) else { return nil }
        guard let rate = sheet.number("policy_ppm", on: day, cls: overMonth ? "leave_pay_over_month" : "leave_pay_over_10_days") else {
            return nil
        }
        sheet.note("original_pay_monthly_fen", pay)
        var monthly = Formula.product([.money(pay), .percent(rate)])
        if overMonth {
            if let floor = sheet.minimumWage(on: day) {
                if monthly.isLess(than: floor) { monthly = .greatest([monthly, floor]) }
            } else { sheet.untested("minimum_wage") }
        }
        sheet.warn("company_policy:leave_pay")
        sheet.warn("needs_adopted_rule")
        let due = try sheet.due(period, index) { monthly }
        return try sheet.item(due, payer: .employer, basis: ["LCL 4", "LDI1 50"], variant: "company_policy", period: period.period)
    }

    /// Calendar days of the period; a month counts as thirty.
    private static func length(_ period: PayPeriod, _ asOf: LocalDate) -> Int64? {
        if let days = period.days { return days }
        if let months = period.monthsX10 { return months * 3 }
        guard let interval = period.period else { return nil }
        return Int64(interval.from.day.days(until: Sheet.end(interval, asOf)) + 1)
    }
}
