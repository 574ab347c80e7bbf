import Base

/// Monthly items: from when until when they run, and what of them is in arrears.
extension Sheet {
    /// Monthly items with the day from which they run: the arrears' own start, else by the place's rule from the conclusion (WII 33(2); [J]);
    /// and with the last day, where something ended them.
    func beginning(_ items: [Item], until end: LocalDate? = nil) -> [Item] {
        var first = f.dueFrom?.day
        var warning: String?
        if first == nil, let concluded = (f.allowanceConcludedOn ?? f.gradeFinalOn)?.day,
            case .found(let row, _) = c.law.find("stop_pay_effective", on: concluded)
        {
            let month = LocalDate(year: concluded.year, month: concluded.month, day: 1)
            first = row.value == .word("next_month_first") ? month?.adding(months: 1) : concluded
            warning = (row.tag == .open ? "open_in_law" : "local_rule") + ":stop_pay_effective"
        }
        let lines = items.map { item in
            var item = item
            item.from = first
            item.to = end
            if let warning { item.warnings.append(warning) }
            return item
        }
        return byJoining(lines, first, end)
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
        if f.monthsDue != nil, let months = monthsDue() {
            parts = [(monthly.payer, .product([try rule.amount(f.dueFrom?.day ?? c.asOf).less(paid), months]))]
        } else {
            for stretch in try stretches(rule) {
                let payer = rule.share.map { fundPayer($0, on: stretch.from.day) } ?? monthly.payer
                parts.append((payer, .product([try rule.amount(stretch.from.day).less(paid), monthsFormula(stretch.from, stretch.to ?? stretch.from)])))
            }
        }
        let payers = parts.map(\.payer).reduce(into: [Payer?]()) { if !$0.contains($1) { $0.append($1) } }
        return try payers.map { payer in
            let sums = payments.filter { payers.count == 1 || $0.payer == payer }.compactMap(\.amount)
            let own = Formula.added(parts.filter { $0.payer == payer }.map(\.formula)).less(sums)
            var line = try item(own, .arrears, payer: payer, basis: monthly.basis)
            if let from = f.dueFrom { line.period = FactInterval(from: from, to: f.dueTo) }
            return line
        }
    }

    /// The time of the arrears, cut where the amount or the payer changes.
    private func stretches(_ rule: Arrears) throws -> [FactInterval] {
        guard let from = f.dueFrom else { return [] }
        note("due_from", from)
        var to = f.dueTo ?? FactDay(c.asOf)
        note(f.dueTo == nil ? "as_of" : "due_to", to)
        if let end = rule.end, end < to.lastDay { to = FactDay(end) }
        guard from.day <= to.lastDay else { return [] }
        var cuts = minimumWageChanges
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
