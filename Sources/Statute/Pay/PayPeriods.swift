import Base

/// What was due and what was paid in one stated period of pay.
extension Sheet {
    func dueAndPaid(_ period: PayPeriod, _ index: Int) throws -> (due: Formula, paid: Formula?) {
        let due = try due(period, index) { throw self.stop("pay_periods[\(index)].due_monthly_fen") }
        return (due, try paid(period, index))
    }

    /// The monthly amount (stated, or the default) over the period.
    func due(_ period: PayPeriod, _ index: Int, default monthly: () throws -> Formula) throws -> Formula {
        if let stated = period.dueMonthly {
            note("pay_periods[\(index)].due_monthly_fen", stated)
            return try over(.money(stated), period, index)
        }
        return try over(monthly(), period, index)
    }

    /// The same where the monthly amount moves with the minimum wage: a part for each stretch of one minimum wage.
    func dueByMinimumWage(_ period: PayPeriod, _ index: Int, _ monthly: (LocalDate?) throws -> Formula) throws -> [Formula] {
        guard let interval = period.period, period.dueMonthly == nil, period.monthsX10 == nil, period.days == nil else {
            return [try due(period, index) { try monthly(period.period?.from.day) }]
        }
        let workingDays = dividesWorkingDays && Sheet.byWorkingDays.contains(period.kind)
        return try byMinimumWage(interval, workingDays: workingDays) { try monthly($0) } over: { amount, piece in
            var part = period
            part.period = piece
            return try due(part, index) { amount }
        }
    }

    func paid(_ period: PayPeriod, _ index: Int) throws -> Formula? {
        if let paid = period.paid {
            note("pay_periods[\(index)].paid_fen", paid)
            return .money(paid)
        }
        guard let monthly = period.paidMonthly else { return nil }
        note("pay_periods[\(index)].paid_monthly_fen", monthly)
        return try over(.money(monthly), period, index)
    }

    /// A month's amount times the length of the period: months, days (working days for work, calendar days otherwise), or its dates.
    private func over(_ monthly: Formula, _ period: PayPeriod, _ index: Int) throws -> Formula {
        let day = period.period?.from.day ?? c.asOf
        if let months = period.monthsX10 {
            note("pay_periods[\(index)].months_x10", months)
            return months == 10 ? monthly : .product([monthly, .tenths(months)])
        }
        if let days = period.days {
            note("pay_periods[\(index)].days", days)
            return .product([.quotient(monthly, try divisor(period.kind, on: day)), .count(days)])
        }
        guard let interval = period.period else { return monthly }
        note("pay_periods[\(index)].from", interval.from)
        if let to = interval.to { note("pay_periods[\(index)].to", to) }
        guard Sheet.byWorkingDays.contains(period.kind) else { return try calendar(monthly, interval, period.kind, on: day) }
        return try pay(monthly, over: interval, on: day)
    }

    /// Kinds whose part months are counted by working days; the others by calendar days, thirty a month.
    private static let byWorkingDays: Set<PayPeriod.Kind> = [.work, .paidLeave, .sick]

    private func divisor(_ kind: PayPeriod.Kind, on day: LocalDate) throws -> Formula {
        if kind == .work || !dividesWorkingDays { return try dayDivisor(on: day) }
        return .count(30)
    }

    /// Full months, and the calendar days beyond them as thirtieths.
    private func calendar(_ monthly: Formula, _ interval: FactInterval, _ kind: PayPeriod.Kind, on day: LocalDate) throws -> Formula {
        let last = Sheet.end(interval, c.asOf)
        let (full, rest) = Sheet.months(interval, until: last)
        var parts: [Formula] = []
        if full > 0 { parts.append(full == 1 ? monthly : .product([monthly, .count(full)])) }
        if let rest { parts.append(Sheet.part(monthly, try divisor(kind, on: day), Int64(rest.days(until: last) + 1))) }
        return .added(parts)
    }

    /// The calendar years of stated periods, where there are several: the answer then has a line for each.
    static func years(_ periods: [FactInterval?]) -> [Int] {
        let years = Set(periods.compactMap { $0?.from.day.year })
        return years.count > 1 ? years.sorted() : []
    }

    static func span(_ periods: [FactInterval?]) -> FactInterval? {
        guard let from = periods.compactMap({ $0?.from }).min() else { return nil }
        return FactInterval(from: from, to: periods.compactMap { $0?.to ?? $0?.from }.max())
    }
}
