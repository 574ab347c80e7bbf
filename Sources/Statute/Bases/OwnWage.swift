import Base

/// The employee's own wage (本人工资): average contribution wage of the twelve months before the injury, held between 60 % and 300 % of
/// the average wage (WII 64(2)). Never the original pay, never the severance wage.
package struct OwnWage {
    /// On the wage that should have been declared.
    let own: Formula
    /// On the declared base, where that is lower: what the fund pays on; the difference is the employer's.
    let declared: Formula?
}

extension Sheet {
    /// The day whose year before gives the average that bounds own wage: injury, diagnosis, end of the window, death.
    func ownWageDay(_ injury: InjuryEvent? = nil) -> LocalDate {
        injury?.injuredOn?.day ?? f.injuryDay?.day ?? f.baseWindowEndsOn?.day ?? f.diedOn?.day ?? f.missingSince?.day ?? f.retiredOn?.day
            ?? f.gradeConcludedOn?.day
            ?? c.asOf
    }

    /// The wage before one injury; of several the newest, unless another is named.
    func ownWage(before injury: InjuryEvent? = nil, boundsYear: Int? = nil) throws -> OwnWage {
        let injury = injury ?? f.newestInjury
        let year = boundsYear ?? ownWageDay(injury).year - 1
        let declared = declaredAverage(injury)
        guard let stated = statedOwnWage(declared: declared) else {
            if let declared { return OwnWage(own: try bounded(declared, year), declared: nil) }
            if let wages = averagePay(before: windowEnd(injury), closes: f.baseWindowEndsOn != nil, overtime: true) {
                warn("own_wage:from_wages")
                return OwnWage(own: try bounded(wages, year), declared: nil)
            }
            if f.ownWageOrigin == .regionalAverage {
                return OwnWage(own: try baseAverage(of: year), declared: nil)
            }
            throw stop("own_wage_monthly_fen", "contribution_wages")
        }
        let own = try bounded(.money(stated), year)
        if f.coverage == .underDeclared, declared == nil, !f.payments.contains(where: { $0.payer == .fund }) { untested("declared_base") }
        guard let declared, f.coverage != .uninsured, declared.isLess(than: .money(stated)) else { return OwnWage(own: own, declared: nil) }
        warn("under_declared")
        return OwnWage(own: own, declared: try bounded(declared, year))
    }

    /// The stated own wage, unless it is only claimed while the declared bases are known.
    private func statedOwnWage(declared: Formula?) -> Int64? {
        guard let stated = f.ownWageMonthly else { return nil }
        if f.ownWageOrigin == .claimed, declared != nil {
            warn("claimed_wage_not_used")
            return nil
        }
        note("own_wage_monthly_fen", stated)
        return stated
    }

    /// Held between the bounds; with the average unknown the bound is untested.
    func bounded(_ wage: Formula, _ year: Int) throws -> Formula {
        guard let average = averageWage(of: year) else {
            untested("own_wage_bounds")
            return wage
        }
        guard let day = LocalDate(year: year + 1, month: 1, day: 1) else { return wage }
        let floor = Formula.product([average, .percent(try needNumber("own_wage_floor", on: day))])
        if wage.isLess(than: floor) {
            warn("floor_60_applied")
            return floor
        }
        let ceiling = Formula.product([average, .percent(try needNumber("own_wage_ceiling", on: day))])
        if ceiling.isLess(than: wage) {
            warn("ceiling_300_applied")
            return ceiling
        }
        return wage
    }

    /// End of the twelve months: stated, else the injury, the diagnosis, the death, the day from which somebody is missing.
    private func windowEnd(_ injury: InjuryEvent?) -> FactDay? {
        f.baseWindowEndsOn ?? injury?.injuredOn ?? f.injuryDay ?? f.retiredOn ?? f.diedOn ?? f.missingSince
    }

    /// The average of the declared bases over the twelve months before the event; actual months if fewer.
    private func declaredAverage(_ injury: InjuryEvent?) -> Formula? {
        guard !f.contributionWages.isEmpty else { return nil }
        if let end = windowEnd(injury) {
            note(f.baseWindowEndsOn != nil ? "base_window_ends_on" : injury?.injuredOn == nil ? f.injuryDayName : "injured_on", end)
            let window = Sheet.twelveMonths(before: end, closes: f.baseWindowEndsOn != nil)
            var groups: [(amount: Int64, months: Int64)] = []
            for month in window {
                guard let base = f.contributionWages.first(where: { $0.coversMonth(month) })?.amount else { continue }
                if groups.last?.amount == base { groups[groups.count - 1].months += 1 } else { groups.append((base, 1)) }
            }
            if let average = Sheet.mean(groups) {
                note("contribution_wages", .text(groups.map { "\($0.amount) × \($0.months)" }.joined(separator: ", ")))
                incomplete("contribution_wages", Int(groups.reduce(0) { $0 + $1.months }), of: window)
                return average
            }
            // Bases of other months say nothing about these twelve - but of somebody hurt in his first month, that month's.
            guard let entered = f.enteredOn, entered.monthIndex == end.monthIndex,
                let first = f.contributionWages.first(where: { $0.coversMonth(end.monthIndex) })
            else { return nil }
            warn("other_period:contribution_wages")
            note("contribution_wages", first.amount)
            return .money(first.amount)
        }
        guard Set(f.contributionWages.map(\.amount)).count == 1 else { return nil }
        note("contribution_wages", f.contributionWages[0].amount)
        return .money(f.contributionWages[0].amount)
    }

    /// Fewer of the twelve months stated than were worked: their average stands, said so and trusted less. Without the day of entry all
    /// twelve count as worked.
    func incomplete(_ fact: String, _ stated: Int, of window: [Int]) {
        let worked = window.count { month in f.enteredOn.map { $0.monthIndex <= month } ?? true }
        guard stated < worked else { return }
        warn("months_not_stated:" + fact)
        atMost(.knowledge)
    }

    static func mean(_ groups: [(amount: Int64, months: Int64)]) -> Formula? {
        guard let first = groups.first else { return nil }
        if groups.count == 1 { return .money(first.amount) }
        let months = groups.reduce(0) { $0 + $1.months }
        return .quotient(.sum(groups.map { $0.months == 1 ? .money($0.amount) : .product([.money($0.amount), .count($0.months)]) }), .count(months))
    }

    /// The twelve calendar months before the month of the event. Where the day was itself worked (`closes`: the end of the relation, the
    /// stated end of a window) and is the last of its month, that month is the twelfth.
    static func twelveMonths(before end: FactDay, closes: Bool) -> [Int] {
        let closes = closes && end.precision == .day && end.day.adding(days: 1)?.day == 1
        let last = closes ? end.monthIndex : end.monthIndex - 1
        return Array((last - 11)...last)
    }
}
