import Base

/// Helpers over stated premiums.
extension Sheet {
    /// Premiums of months inside the relation; the rest are named in a warning (claims do not reach beyond it, law.md 4.6).
    func premiumsInside() -> [Premium] {
        let first = f.enteredOn?.monthIndex ?? Int.min
        let last = f.endedOn?.monthIndex ?? Int.max
        return f.premiums.filter { premium in
            guard let period = premium.period else { return true }
            let inside = period.from.monthIndex >= first && period.from.monthIndex <= last
            if !inside { warn("outside_relation:\(premium.line)") }
            return inside
        }
    }

    /// Notes and adds one share of the premiums.
    func sum(_ premiums: [Premium], _ share: KeyPath<Premium, Int64?>, _ name: String) -> [Formula] {
        premiums.enumerated().compactMap { index, premium in
            guard let amount = premium[keyPath: share] else { return nil }
            note("premiums[\(premium.line) \(index + 1)].\(name)", amount)
            return .money(amount)
        }
    }
}

extension Premium {
    /// What of a share is for one month: of a premium for several months its equal part, the fen that do not divide with the last.
    func part(_ share: KeyPath<Premium, Int64?>, of month: Int) -> Int64? {
        guard let amount = self[keyPath: share], let period, period.coversMonth(month) else { return nil }
        guard let last = period.to?.monthIndex, last > period.from.monthIndex else { return amount }
        let (count, place) = (Int64(last - period.from.monthIndex + 1), Int64(month - period.from.monthIndex))
        return place + 1 == count ? amount - amount / count * (count - 1) : amount / count
    }
}

extension Facts {
    /// The base stated for a month: that of its first day, where another begins inside it.
    func declaredBase(_ month: Int) -> Int64? {
        let covering = contributionWages.filter { $0.coversMonth(month) }
        guard covering.count > 1, let first = FactDay.firstDay(ofMonth: month) else { return covering.first?.amount }
        return (covering.first { $0.covers(first) } ?? covering.first)?.amount
    }
}
