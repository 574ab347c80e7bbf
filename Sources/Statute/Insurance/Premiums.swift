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
