import Base

/// Monthly items: from when until when they run, and what of them is in arrears.
extension Sheet {
    /// Monthly items with the day from which they run: the arrears' own start, else by the place's rule from the conclusion (WII 33(2); [J]);
    /// and with the last day, where something ended them.
    func beginning(_ items: [Item], until end: LocalDate? = nil) -> [Item] {
        let stated = arrearsStart()
        let first = stated?.day ?? changeAfterGrading?.day
        let warning = stated == nil ? changeAfterGrading?.warning : nil
        let lines = items.map { item in
            var item = item
            item.from = first
            item.to = end
            for warning in [warning, first == f.dueFrom?.day ? nil : cutWarning].compactMap(\.self) where !item.warnings.contains(warning) {
                item.warnings.append(warning)
            }
            return item
        }
        return byJoining(lines, first, end)
    }

    /// From when the allowance takes the place of the pay by the place's rule: the conclusion, or the month after it (WII 33(2); [J]); nil
    /// without a conclusion.
    var changeAfterGrading: (day: LocalDate, warning: String)? {
        guard let concluded = (f.allowanceConcludedOn ?? f.gradeFinalOn)?.day else { return nil }
        return change(after: concluded)
    }

    func change(after concluded: LocalDate) -> (day: LocalDate, warning: String)? {
        guard case .found(let row, _) = c.law.find("stop_pay_effective", on: concluded) else { return nil }
        let month = LocalDate(year: concluded.year, month: concluded.month, day: 1)?.adding(months: 1)
        let day = row.value == .word("next_month_first") ? month ?? concluded : concluded
        return (day, (row.tag == .open ? "open_in_law" : "local_rule") + ":stop_pay_effective")
    }

    /// The start of the arrears: the stated one, which may lie in the month of the conclusion since the law is open there, but no month
    /// before it: until then original pay runs (WII 33(2), 34, 35). Where no conclusion is stated, not before the injury.
    func arrearsStart() -> FactDay? {
        guard let from = f.dueFrom else { return nil }
        let earliest = f.allowanceConcludedOn ?? f.gradeFinalOn ?? f.injuryDay
        guard let earliest, from.monthIndex < earliest.monthIndex else { return from }
        return FactDay(changeAfterGrading?.day ?? earliest.day)
    }

    private var cutWarning: String? {
        guard let from = f.dueFrom, let start = arrearsStart(), start != from else { return nil }
        return "nothing_before:\(start.day)"
    }

    /// Of an employer who joined late: the fund's monthly lines begin on that day, and his own stand beside them for the time before
    /// (WII 62(2)(3)).
    private func byJoining(_ items: [Item], _ first: LocalDate?, _ end: LocalDate?) -> [Item] {
        guard f.coverage == .joinedLate, let joined = f.joinedAndPaidOn?.day, let first, first < joined else { return items }
        var (funds, before): ([Item], [Item]) = ([], [])
        for item in items {
            guard item.payer == .fund, !item.warnings.contains("insured_at_the_injury") else {
                funds.append(item)
                continue
            }
            var (own, later) = (item, item)
            later.from = joined
            own.payer = .employer
            own.to = [end, joined.adding(days: -1)].compactMap(\.self).min()
            before.append(own)
            if end.map({ joined <= $0 }) ?? true { funds.append(later) }
        }
        return funds + before
    }

    /// The last day of a recurring item: the end of the month of death, and for what a pension takes the place of (WII 35(1)(3)) the end of the
    /// last month not wholly in retirement. The pension and the survivors' pension begin with a month, so no month is cut by days.
    func recurringEnd(atRetirement: Bool) -> LocalDate? {
        let retired = atRetirement ? f.retiredOn.flatMap { $0.day.adding(days: -1) } : nil
        if retired != nil, let day = f.retiredOn { note("retired_on", day) }
        if let died = f.diedOn { note("died_on", died) }
        return [retired, f.diedOn?.day].compactMap(\.self).min().map { day in
            LocalDate(year: day.year, month: day.month, day: LocalDate.length(ofMonth: day.month, year: day.year)) ?? day
        }
    }

    /// The months between two days as a number: a part month by its calendar days.
    func monthsFormula(_ from: FactDay, _ to: FactDay) -> Formula {
        let (full, rest) = Sheet.months(FactInterval(from: from, to: to), until: c.asOf)
        guard let rest else { return .count(full) }
        let last = to.precision == .day ? to.day : to.lastDay
        let days = Int64(rest.days(until: last) + 1)
        let length = Int64(LocalDate.length(ofMonth: rest.month, year: rest.year))
        warn("part_month_days:\(days)")
        return full == 0 ? .quotient(.count(days), .count(length)) : .sum([.count(full), .quotient(.count(days), .count(length))])
    }

    /// The months of the arrears; nil where none are stated.
    func monthsDue() -> Formula? {
        if let months = f.monthsDue {
            note("months_due", months)
            return .count(months)
        }
        guard let from = f.dueFrom else { return nil }
        note("due_from", from)
        let to = f.dueTo ?? FactDay(c.asOf)
        note(f.dueTo == nil ? "as_of" : "due_to", to)
        return monthsFormula(from, to)
    }
}

/// One monthly item in arrears.
struct Arrears {
    /// What a month gives on a day: it moves with the minimum wage.
    let amount: (LocalDate) throws -> Formula
    /// Who owes it: nil = the payer of the monthly line throughout; else by coverage, which may change at late joining.
    let share: Sheet.FundShare?
    /// Nothing runs beyond it.
    let end: LocalDate?
    /// Nothing runs before it; nil = by the grading.
    var start: LocalDate?
    /// Days, beside a change of the minimum wage, on which the amount changes.
    var cuts: [LocalDate] = []
}

extension Sheet {
    /// The arrears of a monthly line, a line for each payer: months × (the month's amount − what is paid a month), less single sums.
    func arrears(of monthly: Item, _ rule: Arrears) throws -> [Item] {
        guard monthly.formula != nil else { return [] }
        let payments = f.payments.filter { $0.item == code }
        let paid = payments.compactMap(\.monthly)
        for amount in paid { note("payments.monthly_fen", amount) }
        for amount in payments.compactMap(\.amount) { note("payments.amount_fen", amount) }
        var parts: [(payer: Payer?, formula: Formula)] = []
        let span = span(rule)
        if span == nil, let months = monthsDue() {
            parts = [(monthly.payer, .product([try rule.amount(f.dueFrom?.day ?? rule.start ?? c.asOf).less(paid), months]))]
        } else if let span {
            for stretch in try stretches(rule, span) {
                let payer = rule.share.map { fundPayer($0, on: stretch.from.day) } ?? monthly.payer
                parts.append((payer, .product([try rule.amount(stretch.from.day).less(paid), monthsFormula(stretch.from, stretch.to ?? stretch.from)])))
            }
        }
        let payers = parts.map(\.payer).reduce(into: [Payer?]()) { if !$0.contains($1) { $0.append($1) } }
        return try payers.map { payer in
            let sums = payments.filter { payers.count == 1 || $0.payer == payer }.compactMap(\.amount)
            let own = Formula.added(parts.filter { $0.payer == payer }.map(\.formula)).less(sums)
            var line = try item(own, .arrears, payer: payer, basis: monthly.basis)
            if let span { line.period = f.dueTo == nil && f.monthsDue == nil ? FactInterval(from: span.from, to: nil) : span }
            return line
        }
    }

    /// The time of the arrears, held to what runs: from the stated start, or from where the item begins, where only its months are stated and
    /// something ends it; nil where no day is known to hold them to.
    private func span(_ rule: Arrears) -> FactInterval? {
        var first = rule.start.map { start in f.dueFrom.map { max($0, FactDay(start)) } ?? FactDay(start) } ?? arrearsStart()
        if f.dueFrom == nil {
            guard f.monthsDue != nil, rule.end != nil || !rule.cuts.isEmpty else { return nil }
            first = first ?? changeAfterGrading.map { FactDay($0.day) }
        }
        guard let from = first else { return nil }
        if let stated = f.dueFrom { note("due_from", stated) }
        if let stated = f.dueFrom, stated.day < from.day { warn("nothing_before:\(from.day)") }
        var to: FactDay
        if let months = f.monthsDue, f.dueTo == nil {
            note("months_due", months)
            to = FactDay((f.dueFrom ?? from).day.adding(months: Int(months))?.adding(days: -1) ?? from.day)
        } else {
            to = f.dueTo ?? FactDay(c.asOf)
            note(f.dueTo == nil ? "as_of" : "due_to", to)
        }
        if let end = rule.end, end < to.lastDay { to = FactDay(end) }
        return FactInterval(from: from, to: to)
    }

    /// That time, cut where the amount or the payer changes.
    private func stretches(_ rule: Arrears, _ span: FactInterval) throws -> [FactInterval] {
        guard let to = span.to, span.from.day <= to.lastDay else { return [] }
        let from = span.from
        var cuts = minimumWageChanges + rule.cuts
        if rule.share != nil, f.coverage == .joinedLate, let joined = f.joinedAndPaidOn { cuts.append(joined.day) }
        var starts = [from]
        for cut in cuts.sorted() where cut > from.day && cut <= to.lastDay {
            let before = starts[starts.count - 1].day
            let sameAmount = try rule.amount(before) == rule.amount(cut)
            let samePayer = rule.share.map { fundPayer($0, on: before) == fundPayer($0, on: cut) } ?? true
            if !sameAmount || !samePayer { starts.append(FactDay(cut)) }
        }
        return starts.enumerated().map { index, start in
            let last = index + 1 < starts.count ? starts[index + 1].day.adding(days: -1).map { FactDay($0) } : to
            return FactInterval(from: start, to: last)
        }
    }
}
