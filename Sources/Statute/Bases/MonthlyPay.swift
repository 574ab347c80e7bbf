import Base

/// Averages of the pay actually earned: original pay (WII 33) and the severance wage (LCL 47, LCR 27).
extension Sheet {
    /// The average of the months' pay in the twelve months before the event (all months given, where none lies in them).
    func averagePay(before end: FactDay?, closes: Bool = false, overtime: Bool) -> Formula? {
        guard !f.wages.isEmpty else { return nil }
        let window = end.map { Sheet.twelveMonths(before: $0, closes: closes) } ?? []
        var months = f.wages.filter { window.contains($0.month) }
        if months.isEmpty {
            months = f.wages
            if end != nil { warn("other_period:wages") }
        }
        months.sort { $0.month < $1.month }
        if end != nil { sayFew(months, of: window) }
        var groups: [(amount: Int64, months: Int64)] = []
        for month in months {
            guard let pay = pay(of: month, overtime: overtime) else { continue }
            if groups.last?.amount == pay { groups[groups.count - 1].months += 1 } else { groups.append((pay, 1)) }
        }
        guard let mean = Sheet.mean(groups) else { return nil }
        note("wages", .text(groups.map { "\($0.amount) × \($0.months)" }.joined(separator: ", ")))
        if !window.isEmpty { incomplete("wages", Int(groups.reduce(0) { $0 + $1.months }), of: window) }
        return mean
    }

    /// The mean is of the twelve months, of fewer only where fewer were worked (LCR 27; ALM 11): what is not stated is named, and the mean
    /// of the others trusted less.
    private func sayFew(_ months: [WageMonth], of window: [Int]) {
        let worked = window.count { month in f.enteredOn.map { $0.monthIndex <= month } ?? true }
        guard months.count < worked else { return }
        warn("few_months:\(months.count)/\(worked)")
        atMost(Confidence.oneSource.lowered)
    }

    /// What was earned in the month: due before paid, gross before net; without overtime where asked.
    func pay(of month: WageMonth, overtime: Bool) -> Int64? {
        guard let pay = month.due ?? month.gross ?? month.net else { return nil }
        return overtime ? pay : pay - (month.overtime ?? 0)
    }

    /// Original wages and benefits (原工资福利待遇), without overtime.
    func originalPay(before end: FactDay?, closes: Bool = false) throws -> Formula {
        if let stated = f.originalPayMonthly {
            note("original_pay_monthly_fen", stated)
            return .money(stated)
        }
        if let average = averagePay(before: end, closes: closes, overtime: false) { return average }
        throw stop("original_pay_monthly_fen", "wages")
    }

    /// The severance wage before its cap: stated, else the average of the last twelve months with the bonuses that belong to them, not
    /// below the minimum wage; where no wage is known but the minimum wages are stated, their mean is the least it can be.
    /// `lifting`: a month of normal work below the minimum wage counts with it.
    func severanceWage(lifting: Bool = true) throws -> Formula {
        let end = f.endedOn ?? FactDay(c.asOf)
        let months = Sheet.twelveMonths(before: end, closes: true)
        if let stated = f.severanceWageMonthly {
            note("severance_wage_monthly_fen", stated)
            return floored(.money(stated), months)
        }
        if let average = liftedAverage(months, lifting) {
            let bonus = bonusPart(months)
            return floored(bonus.map { .sum([average, $0]) } ?? average, months)
        }
        if !f.minimumWages.isEmpty, let floor = meanMinimumWage(months: months) ?? minimumWage(on: end.day) {
            note("minimum_wages", .text(f.minimumWages.map { String($0.amount) }.joined(separator: ", ")))
            warn("base:minimum_wage")
            return floor
        }
        if let industry = f.averageWages.filter({ $0.scope == .industry }).max(by: { $0.year < $1.year }) {
            warn("base:industry_average")
            let name = "average_wages[industry \(industry.year)]"
            if let monthly = industry.monthly {
                note(name + ".monthly_fen", monthly)
                return .money(monthly)
            }
            note(name + ".annual_fen", industry.annual ?? 0)
            return .quotient(.money(industry.annual ?? 0), .count(12))
        }
        throw stop("severance_wage_monthly_fen", "wages")
    }

    /// The mean with each month of normal work lifted to the minimum wage stated for it: that much was due.
    private func liftedAverage(_ months: [Int], _ lifting: Bool) -> Formula? {
        guard !f.wages.isEmpty else { return nil }
        let idle = f.payPeriods.filter { $0.kind != .work }.compactMap(\.period)
        var inside = f.wages.filter { months.contains($0.month) }
        if inside.isEmpty {
            inside = f.wages
            warn("other_period:wages")
        }
        inside.sort { $0.month < $1.month }
        sayFew(inside, of: months)
        inside = wholeMonths(inside)
        var groups: [(amount: Int64, months: Int64)] = []
        for month in inside {
            guard var pay = pay(of: month, overtime: true) else { continue }
            if lifting, let least = statedMinimumWage(month: month.month), pay < least, !idle.contains(where: { $0.coversMonth(month.month) }) {
                pay = least
                warn("lifted_to_minimum_wage")
                warn("open_in_law:lifted_to_minimum_wage")
            }
            if groups.last?.amount == pay { groups[groups.count - 1].months += 1 } else { groups.append((pay, 1)) }
        }
        guard let mean = Sheet.mean(groups) else { return nil }
        note("wages", .text(groups.map { "\($0.amount) × \($0.months)" }.joined(separator: ", ")))
        return mean
    }

    /// The wage of the month in which the work began is no month's wage: where whole months are stated beside it they alone make the mean
    /// (LCR 27: the months actually worked; how the part counts is open).
    private func wholeMonths(_ months: [WageMonth]) -> [WageMonth] {
        guard let entered = f.enteredOn, entered.precision == .day, entered.day.day > 1, months.count > 1,
            months.contains(where: { $0.month == entered.monthIndex })
        else { return months }
        warn("open_in_law:month_of_entry")
        return months.filter { $0.month != entered.monthIndex }
    }

    /// Bonuses spread over the months they belong to; only the months inside the window count, over twelve.
    private func bonusPart(_ months: [Int]) -> Formula? {
        var parts: [Formula] = []
        for bonus in f.bonuses {
            let last = bonus.period.to?.monthIndex ?? bonus.period.from.monthIndex
            let length = Int64(last - bonus.period.from.monthIndex + 1)
            let inside = Int64(months.filter { bonus.period.from.monthIndex <= $0 && $0 <= last }.count)
            guard inside > 0, length > 0 else { continue }
            note("bonuses[\(bonus.period.from.day)].amount_fen", bonus.amount)
            parts.append(.quotient(.quotient(.product([.money(bonus.amount), .count(inside)]), .count(length)), .count(12)))
        }
        return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : .sum(parts)
    }

    /// Not below the minimum wage (LCR 27).
    private func floored(_ wage: Formula, _ months: [Int]) -> Formula {
        guard let floor = meanMinimumWage(months: months) ?? minimumWage(on: f.endedOn?.day ?? c.asOf) else {
            untested("severance_floor")
            return wage
        }
        guard wage.isLess(than: floor) else { return wage }
        warn("minimum_wage_applied")
        return floor
    }
}
