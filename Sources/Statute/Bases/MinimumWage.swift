import Base

/// The local monthly minimum wage (LL 48): floor of allowances, sick pay and the severance wage.
extension Sheet {
    /// The minimum wage on a day: the facts' that covers it, else the facts' last before it (or the only one), else the packs'.
    func minimumWage(on day: LocalDate) -> Formula? {
        if let stated = statedMinimumWage({ $0.covers(day) }, before: day) { return stated }
        guard case .fen(let amount) = pack("min_wage", on: day) else { return nil }
        return .money(amount)
    }

    /// The same for a calendar month, of the facts only.
    func statedMinimumWage(month: Int) -> Int64? { f.minimumWages.first { $0.coversMonth(month) }?.amount }

    func needMinimumWage(on day: LocalDate) throws -> Formula {
        guard let wage = minimumWage(on: day) else { throw stop("minimum_wages", "overrides.min_wage") }
        return wage
    }

    private func statedMinimumWage(_ covers: (DatedMoney) -> Bool, before day: LocalDate) -> Formula? {
        guard !f.minimumWages.isEmpty else { return nil }
        if let exact = f.minimumWages.last(where: covers) { return noted(exact) }
        let earlier = f.minimumWages.filter { ($0.period?.from.day ?? day) <= day }.max { a, b in
            (a.period?.from.day ?? day) < (b.period?.from.day ?? day)
        }
        guard let nearest = earlier ?? (f.minimumWages.count == 1 ? f.minimumWages[0] : nil) else { return nil }
        warn("other_period:minimum_wages")
        return noted(nearest)
    }

    private func noted(_ wage: DatedMoney) -> Formula {
        note("minimum_wages" + (wage.period.map { "[\($0.from.day)]" } ?? "") + ".monthly_fen", wage.amount)
        return .money(wage.amount)
    }

    /// The mean of the stated minimum wages of twelve months, each month by the one then in force; nil where a month has none.
    func meanMinimumWage(months: [Int]) -> Formula? {
        var groups: [(amount: Int64, months: Int64)] = []
        for month in months {
            guard let amount = statedMinimumWage(month: month) else { return nil }
            if groups.last?.amount == amount { groups[groups.count - 1].months += 1 } else { groups.append((amount, 1)) }
        }
        guard let first = groups.first else { return nil }
        if groups.count == 1 { return .money(first.amount) }
        return .quotient(.sum(groups.map { .product([.money($0.amount), .count($0.months)]) }), .count(Int64(months.count)))
    }
}
