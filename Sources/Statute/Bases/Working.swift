import Base

/// Days and months of pay: a month's wage is divided by 21.75 unless the place or the contract says otherwise.
extension Sheet {
    /// The day whose rules hold for an injury: its own; of one not yet recognised when the law changed, the recognition's (WII 67(2)).
    func ruleDay(_ injured: LocalDate) -> LocalDate {
        guard let change = LocalDate(year: 2011, month: 1, day: 1), injured < change, let recognised = f.recognisedOn, recognised.day >= change
        else { return injured }
        note("recognised_on", recognised)
        return recognised.day
    }

    /// The divisor of the day, ×100: stated, else the packs'.
    func dayDivisor(on day: LocalDate) throws -> Formula {
        if let stated = f.local.dayDivisorX100 {
            note("local.day_divisor_x100", stated)
            return .hundredths(stated)
        }
        return .hundredths(try needNumber("day_divisor_x100", on: day))
    }

    /// Does the divisor count working days (about 21.75 a month) or calendar days (30, 31)?
    var dividesWorkingDays: Bool { (f.local.dayDivisorX100 ?? 2_175) < 2_700 }

    /// Monday to Friday from `first` to `last`, both included: paid holidays among them are paid days.
    static func weekdays(from first: LocalDate, to last: LocalDate) -> Int64 {
        guard first <= last else { return 0 }
        var count: Int64 = 0
        var day = first
        while day <= last {
            if day.weekday <= 5 { count += 1 }
            guard let next = day.adding(days: 1) else { break }
            day = next
        }
        return count
    }

    /// Full months from the first day and the first day of what is left, both ends counted; an end of month precision covers its month.
    static func months(_ interval: FactInterval, until last: LocalDate) -> (full: Int64, restFrom: LocalDate?) {
        let end = interval.to.map { $0.precision == .day ? $0.day : $0.lastDay } ?? last
        let first = interval.from.day
        guard first <= end else { return (0, nil) }
        let service = Service(from: first, to: end)
        return (service.totalMonths, service.restDays ? first.completing(months: Int(service.totalMonths)) : nil)
    }

    static func end(_ interval: FactInterval, _ last: LocalDate) -> LocalDate {
        interval.to.map { $0.precision == .day ? $0.day : $0.lastDay } ?? last
    }

    /// A month's wage for an interval: full months, and the rest by days through the divisor.
    func pay(_ monthly: Formula, over interval: FactInterval, on day: LocalDate) throws -> Formula {
        let last = Sheet.end(interval, c.asOf)
        let (full, rest) = Sheet.months(interval, until: last)
        var parts: [Formula] = []
        if full > 0 { parts.append(full == 1 ? monthly : .product([monthly, .count(full)])) }
        if let rest {
            let days = dividesWorkingDays ? Sheet.weekdays(from: rest, to: last) : Int64(rest.days(until: last) + 1)
            warn("part_month_days:\(days)")
            parts.append(Sheet.part(monthly, try dayDivisor(on: day), days))
        }
        return parts.isEmpty ? .count(0) : parts.count == 1 ? parts[0] : .sum(parts)
    }

    /// Days of a part month: a month's wage ÷ the divisor × days. Less than a month never pays more than the month, though up to 23
    /// working days may lie in it.
    static func part(_ monthly: Formula, _ divisor: Formula, _ days: Int64) -> Formula {
        let part = Formula.product([.quotient(monthly, divisor), .count(days)])
        return monthly.isLess(than: part) ? .least([monthly, part]) : part
    }
}
