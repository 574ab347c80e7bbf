import Base

extension Sheet {
    /// Monthly items with the day from which they run: the arrears' own start, else by the place's rule from the conclusion (WII 33(2); [J]).
    func beginning(_ items: [Item]) -> [Item] {
        var first = f.dueFrom?.day
        var warning: String?
        if first == nil, let concluded = (f.gradeConcludedOn ?? f.gradeFinalOn)?.day,
            case .found(let row, _) = c.law.find("stop_pay_effective", on: concluded)
        {
            let month = LocalDate(year: concluded.year, month: concluded.month, day: 1)
            first = row.value == .word("next_month_first") ? month?.adding(months: 1) : concluded
            warning = (row.tag == .open ? "open_in_law" : "local_rule") + ":stop_pay_effective"
        }
        guard let first else { return items }
        return items.map { item in
            var item = item
            item.from = first
            if let warning { item.warnings.append(warning) }
            return item
        }
    }
}

/// Arrears of a monthly item: its amount times the months stated or between two dates.
extension Sheet {
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
        let (full, rest) = Sheet.months(FactInterval(from: from, to: to), until: c.asOf)
        guard let rest else { return .count(full) }
        // A part month by its calendar days.
        let last = to.precision == .day ? to.day : to.lastDay
        let days = Int64(rest.days(until: last) + 1)
        let length = Int64(LocalDate.length(ofMonth: rest.month, year: rest.year))
        warn("part_month_days:\(days)")
        return full == 0 ? .quotient(.count(days), .count(length)) : .sum([.count(full), .quotient(.count(days), .count(length))])
    }

    /// The arrears line of a monthly line: months × (monthly − already paid a month).
    func arrears(of monthly: Item) throws -> Item? {
        guard let formula = monthly.formula, let months = monthsDue() else { return nil }
        let paid = f.payments.filter { $0.item == code }.compactMap(\.monthly)
        for amount in paid { note("payments.monthly_fen", amount) }
        let sums = f.payments.filter { $0.item == code }.compactMap(\.amount)
        for amount in sums { note("payments.amount_fen", amount) }
        var line = try item(Formula.product([formula.less(paid), months]).less(sums), .arrears, payer: monthly.payer, basis: monthly.basis)
        if let from = f.dueFrom { line.period = FactInterval(from: from, to: f.dueTo) }
        return line
    }
}
