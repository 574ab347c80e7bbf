import Base

/// 二倍工资差额: for each day from one month after the start to the day before the contract is signed, at most until the year is over
/// (LCL 82(1); LCR 6-7). The limitation is shown, never applied.
enum DoubleWage: ItemRule {
    static let code = ItemCode.doubleWage
    static let basis = ["LCL 82(1)", "LCR 6", "LCR 7"]

    static func applies(to facts: Facts) -> Bool {
        facts.withoutContractMonthsX10 != nil || facts.contractSignedOn != nil || facts.openEndedDueOn != nil
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        if c.facts.openEndedDueOn != nil { return [try OpenEndedContract.line(c)] }
        let sheet = c.sheet(code)
        var item = try sheet.item(amount(sheet), payer: .employer, basis: basis)
        if let window = window(sheet.f, c.asOf) { (item.from, item.to) = window }
        item.warnings.append("limitation_shown:one_year_day_by_day")
        return [item]
    }

    /// The first and the last day that count; nil where there are none or the start is unknown. A month that began on the 29th to 31st is
    /// full with the last day of a shorter one, so the next month's first day follows (CC 202).
    static func window(_ f: Facts, _ asOf: LocalDate) -> (LocalDate, LocalDate)? {
        guard let entered = start(f), let year = eveOfTheYear(entered) else { return nil }
        let first = entered.completing(months: 1)
        var last = min(year, f.endedOn?.day ?? asOf)
        if let signed = f.contractSignedOn ?? nil, let eve = signed.day.adding(days: -1) { last = min(last, eve) }
        return first <= last ? (first, last) : nil
    }

    /// The first day of the relation; of one from before 2008 without a contract the month to make one runs from 2008-01-01 (LCL 97(2)).
    private static func start(_ f: Facts) -> LocalDate? {
        guard let entered = f.enteredOn?.day, let law = SeveranceFormula.since2008 else { return nil }
        return max(entered, law)
    }

    /// The day before the one on which a year is full: from then on a contract without fixed term is deemed concluded (LCR 7).
    private static func eveOfTheYear(_ entered: LocalDate) -> LocalDate? { entered.completing(months: 12).adding(days: -1) }

    private static func amount(_ sheet: Sheet) throws -> Formula {
        if let months = sheet.f.withoutContractMonthsX10, !isBeyondTheDates(sheet, months) {
            let wage = try monthlyWage(sheet)
            sheet.note("without_contract_months_x10", months)
            return months == 10 ? wage : .product([wage, .tenths(months)])
        }
        guard let entered = sheet.f.enteredOn else { throw sheet.stop("entered_on", "without_contract_months_x10") }
        sheet.note("entered_on", entered)
        if let ended = sheet.f.endedOn { sheet.note("ended_on", ended) }
        if let signed = sheet.f.contractSignedOn ?? nil { sheet.note("contract_signed_on", signed) }
        if sheet.f.contractSignedOn == nil { sheet.untested("contract_signed_on") }
        guard let (first, last) = window(sheet.f, sheet.c.asOf) else { return .count(0) }
        let isWhole = last == start(sheet.f).flatMap(eveOfTheYear)
        if let byMonths = try DoubleWageMonths.formula(sheet, first, last, whole: isWhole) { return byMonths }
        let wage = try monthlyWage(sheet)
        let most = try sheet.needNumber("double_wage_months", on: first)
        if isWhole { return .product([wage, .count(most)]) }
        let (full, rest) = Sheet.months(FactInterval(from: FactDay(first), to: FactDay(last)), until: last)
        var parts: [Formula] = []
        if full > 0 { parts.append(.product([wage, .count(min(full, most))])) }
        if let rest, full < most {
            let days = partDays(sheet, from: rest, to: last)
            if days > 0 { parts.append(Sheet.part(wage, try sheet.dayDivisor(on: first), days)) }
        }
        return .added(parts)
    }

    /// Are more months stated than lie between the dates? Then the dates count.
    private static func isBeyondTheDates(_ sheet: Sheet, _ months: Int64) -> Bool {
        guard sheet.f.enteredOn != nil, sheet.f.endedOn != nil || sheet.f.contractSignedOn != nil else { return false }
        guard let (first, last) = window(sheet.f, sheet.c.asOf) else { return false }
        let (full, rest) = Sheet.months(FactInterval(from: FactDay(first), to: FactDay(last)), until: last)
        guard months > (full + (rest == nil ? 0 : 1)) * 10 else { return false }
        sheet.note("without_contract_months_x10", months)
        sheet.warn("more_than_the_law_gives:\(full)")
        return true
    }

    /// Working days of the part month: stated, else those of the calendar.
    static func partDays(_ sheet: Sheet, from first: LocalDate, to last: LocalDate) -> Int64 {
        guard let stated = sheet.f.partMonthDays else { return calendarDays(sheet, from: first, to: last) }
        sheet.note("part_month_days", stated)
        return stated
    }

    static func calendarDays(_ sheet: Sheet, from first: LocalDate, to last: LocalDate) -> Int64 {
        let (days, unpublished) = WorkCalendar(packs: sheet.c.packs).workdays(from: first, to: last)
        sheet.warn("part_month_days:\(days)")
        for year in unpublished { sheet.warn("calendar_unknown:\(year)") }
        return Int64(days)
    }

    /// One wage for the whole time.
    private static func monthlyWage(_ sheet: Sheet) throws -> Formula {
        if let stated = sheet.f.wageFirstYearMonthly {
            sheet.note("wage_first_year_monthly_fen", stated)
            return .money(stated)
        }
        // Only where the number of months is stated instead of its days: which wage fell into which month cannot be told then.
        if let (first, last) = window(sheet.f, sheet.c.asOf) {
            let span = FactDay.monthIndex(first)...FactDay.monthIndex(last)
            let pay = sheet.f.wages.filter { span.contains($0.month) }.compactMap { sheet.pay(of: $0, overtime: true) }
            if !pay.isEmpty {
                sheet.note("wages", .text(pay.map(String.init).joined(separator: ", ")))
                if Set(pay).count == 1 { return .money(pay[0]) }
                sheet.warn("mean_of_months")
                return .quotient(.sum(pay.map(Formula.money)), .count(Int64(pay.count)))
            }
        }
        guard let stated = statedPay(sheet) else { throw sheet.stop("wage_first_year_monthly_fen", "wages") }
        return stated
    }

    /// A monthly pay stated for something else, said so.
    static func statedPay(_ sheet: Sheet) -> Formula? {
        for (name, stated) in [
            ("original_pay_monthly_fen", sheet.f.originalPayMonthly), ("severance_wage_monthly_fen", sheet.f.severanceWageMonthly),
        ] {
            guard let stated else { continue }
            sheet.note(name, stated)
            sheet.warn("base:" + name)
            return .money(stated)
        }
        guard let due = sheet.f.payPeriods.first(where: { $0.kind == .work && $0.dueMonthly != nil })?.dueMonthly else { return nil }
        sheet.note("pay_periods.due_monthly_fen", due)
        return .money(due)
    }
}
