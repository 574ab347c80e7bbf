import Base

/// One insurance line's month: its base held between floor and ceiling, and both shares.
struct ContributionMonth {
    let line: String
    let base: Formula
    let employer: Formula?
    let employee: Formula?
}

extension Sheet {
    /// Lines with an employee share come first; work-injury and maternity insurance have none (SIL 33, 53).
    static let premiumLines = ["pension", "medical", "unemployment", "work_injury", "maternity"]

    /// The month's shares of a line; nil where the rates are unknown.
    func contribution(_ line: String, wage: Formula, on day: LocalDate) throws -> ContributionMonth? {
        let base = clamped(wage, line, day)
        let employer = try share(line, "employer", base, day)
        let employee = line == "work_injury" || line == "maternity" ? nil : try share(line, "employee", base, day)
        guard employer != nil || employee != nil else { return nil }
        return ContributionMonth(line: line, base: base, employer: employer, employee: employee)
    }

    /// Between the line's bounds; an unknown bound is untested.
    func clamped(_ wage: Formula, _ line: String, _ day: LocalDate) -> Formula {
        if case .fen(let floor) = pack("base_floor", on: day, line: line) {
            if wage.isLess(than: .money(floor)) { return .money(floor) }
        } else { untested("base_floor.\(line)") }
        if case .fen(let ceiling) = pack("base_ceiling", on: day, line: line) {
            if Formula.money(ceiling).isLess(than: wage) { return .money(ceiling) }
        } else { untested("base_ceiling.\(line)") }
        return wage
    }

    /// base × rate, and the fixed fee where the line has one.
    private func share(_ line: String, _ who: String, _ base: Formula, _ day: LocalDate) throws -> Formula? {
        var parts: [Formula] = []
        if let rate = number("rate", on: day, line: line, who: who), rate > 0 { parts.append(.product([base, .percent(rate)])) }
        if case .fen(let fee) = pack("fixed_fee", on: day, line: line, who: who), fee > 0 { parts.append(.money(fee)) }
        return parts.isEmpty ? nil : .added(parts)
    }

    /// The wage on which premiums are due in the month: declared base, that month's pay, the stated wages.
    func contributionWage(_ month: Int) throws -> Formula {
        if let base = f.contributionWages.first(where: { $0.coversMonth(month) })?.amount ?? f.premiums.compactMap(\.base).first {
            note("contribution_wages.base_fen", base)
            return .money(base)
        }
        if let own = f.ownWageMonthly {
            note("own_wage_monthly_fen", own)
            return .money(own)
        }
        return try originalPay(before: nil)
    }
}
