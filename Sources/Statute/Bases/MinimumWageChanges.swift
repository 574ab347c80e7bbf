import Base

/// Pay that is a part of the minimum wage, over a time in which another minimum wage begins.
extension Sheet {
    /// The days on which another minimum wage begins, as the facts state them, else the packs.
    var minimumWageChanges: [LocalDate] {
        if !f.minimumWages.isEmpty { return f.minimumWages.compactMap { $0.period?.from.day } }
        return c.law.series("min_wage").compactMap(\.start)
    }

    /// The amounts of the stretches of one minimum wage, in order: `over` reckons a stretch at a monthly amount.
    ///
    /// A change inside a full month does not make two part months of it, which by 21.75 days would come to more or less than a month: each
    /// stretch has its share of the month's days, working days where `workingDays`.
    func byMinimumWage(
        _ interval: FactInterval, workingDays: Bool, rate: (LocalDate) throws -> Formula,
        over: (Formula, FactInterval) throws -> Formula
    ) throws -> [Formula] {
        let (first, last) = (interval.from.day, Sheet.end(interval, c.asOf))
        let changes = changes(after: first, until: last)
        guard !changes.isEmpty else { return [try over(try rate(first), interval)] }
        var parts: [Formula] = []
        var start = first
        func add(until end: LocalDate) throws {
            guard start <= end else { return }
            parts.append(try over(try rate(start), FactInterval(from: FactDay(start), to: FactDay(end))))
        }
        for change in changes where change > start {
            // The month of the interval that holds the change, which may be its first day.
            let months = Int(Service(from: first, to: change.adding(days: -1) ?? change).totalMonths)
            let from = first.completing(months: months)
            let to = first.completing(months: months + 1).adding(days: -1) ?? last
            if from < change {
                try add(until: from.adding(days: -1) ?? from)
                let end = min(to, last)
                parts += try shared(from, end, changes.filter { from < $0 && $0 <= end }, workingDays, isWhole: to <= last, rate)
                start = end.adding(days: 1) ?? end
            } else {
                try add(until: change.adding(days: -1) ?? change)
                start = change
            }
        }
        try add(until: last)
        return parts
    }

    /// A month cut at the changes: each stretch by its share of the month's days; of a part month by the divisor, unless so many days lie
    /// in it that they would come to more than a month.
    private func shared(
        _ first: LocalDate, _ last: LocalDate, _ changes: [LocalDate], _ workingDays: Bool, isWhole: Bool, _ rate: (LocalDate) throws -> Formula
    ) throws -> [Formula] {
        func days(_ from: LocalDate, _ to: LocalDate) -> Int64 {
            workingDays ? Sheet.weekdays(from: from, to: to) : Int64(from.days(until: to) + 1)
        }
        var whole = Formula.count(days(first, last))
        if !isWhole {
            warn("part_month_days:\(days(first, last))")
            let divisor = workingDays ? try dayDivisor(on: first) : .count(30)
            if whole.isLess(than: divisor) { whole = divisor }
        }
        let starts = [first] + changes
        return try starts.enumerated().map { index, start in
            let end = index + 1 < starts.count ? starts[index + 1].adding(days: -1) ?? last : last
            return .quotient(.product([try rate(start), .count(days(start, end))]), whole)
        }
    }

    /// The days inside the interval on which the minimum wage becomes another.
    private func changes(after first: LocalDate, until last: LocalDate) -> [LocalDate] {
        var current = first
        return minimumWageChanges.sorted().filter { day in
            guard day > first, day <= last, minimumWage(on: current) != minimumWage(on: day) else { return false }
            current = day
            return true
        }
    }
}
