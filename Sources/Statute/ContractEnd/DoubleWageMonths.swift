import Base

/// Double wage where the wages are stated by the month: each month of the window counts with its own wage (LCL 82(1); LCR 6), never with
/// the mean of others.
enum DoubleWageMonths {
    /// nil where no month of the window has a stated wage, or one wage is stated for the whole year.
    ///
    /// Whole months count whole, part months by the working days of the part. `whole`: the window runs to the eve of the full year, which
    /// makes eleven months (LCR 7), so the parts at its two ends are one month together.
    static func formula(_ sheet: Sheet, _ first: LocalDate, _ last: LocalDate, whole: Bool) throws -> Formula? {
        let span = FactDay.monthIndex(first)...FactDay.monthIndex(last)
        guard sheet.f.wageFirstYearMonthly == nil, sheet.f.wages.contains(where: { span.contains($0.month) }) else { return nil }
        var groups: [(wage: Formula, months: Int64)] = []
        var parts: [Formula] = []
        var firstPart: Int64 = 0
        for month in span {
            guard let start = FactDay.firstDay(ofMonth: month), let end = start.adding(months: 1)?.adding(days: -1) else { continue }
            let wage = try wage(sheet, month)
            let (from, to) = (max(first, start), min(last, end))
            if from == start, to == end {
                if groups.last?.wage == wage { groups[groups.count - 1].months += 1 } else { groups.append((wage, 1)) }
                continue
            }
            let divisor = try sheet.dayDivisor(on: first)
            if whole, month == span.upperBound {
                parts.append(rest(wage, divisor, after: firstPart))
            } else {
                let isLast = month == span.upperBound
                let days = isLast ? DoubleWage.partDays(sheet, from: from, to: to) : DoubleWage.calendarDays(sheet, from: from, to: to)
                if !isLast { firstPart = days }
                if days > 0 { parts.append(Sheet.part(wage, divisor, days)) }
            }
        }
        return .added(parts + groups.map { $0.months == 1 ? $0.wage : .product([$0.wage, .count($0.months)]) })
    }

    /// What the month at the far end adds to a first month of so many days.
    private static func rest(_ wage: Formula, _ divisor: Formula, after days: Int64) -> Formula {
        guard days > 0 else { return wage }
        return .product([.quotient(wage, divisor), Formula.difference(divisor, .count(days)).notNegative])
    }

    /// The month's stated wage; a month without one stands on a stated monthly pay, said so, and else stops the item.
    private static func wage(_ sheet: Sheet, _ month: Int) throws -> Formula {
        let name = FactDay.firstDay(ofMonth: month).map { FactDay($0, precision: .month).text } ?? ""
        if let stated = sheet.f.wages.first(where: { $0.month == month }), let pay = sheet.pay(of: stated, overtime: true) {
            sheet.note("wages[\(name)]", pay)
            return .money(pay)
        }
        if let stated = DoubleWage.statedPay(sheet) { return stated }
        throw Stop.missing(
            ["wages", "wage_first_year_monthly_fen"], reason: .both("没有\(name)的工资", "the wage of \(name) is not stated"))
    }
}
