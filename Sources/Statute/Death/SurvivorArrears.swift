import Base

/// The arrears of the survivors' pensions: of all dependants together, month by month as each is entitled, since a payment is stated for all
/// of them (WII 39(1)(2)).
enum SurvivorArrears {
    typealias Scale = (sum: Int64, cap: Int64)

    /// One dependant's share and the time in which it runs; `until` is the first day without it.
    private struct Share {
        let rate: Int64
        let from: LocalDate
        let until: LocalDate?
    }

    static func lines(_ c: Calculation, _ eligible: [(dependant: Dependant, rate: Int64)], _ scale: Scale?, _ on: LocalDate) throws -> [Item] {
        guard !eligible.isEmpty, c.facts.dueFrom != nil || c.facts.monthsDue != nil else { return [] }
        let sheet = c.sheet(SurvivorPension.code)
        let wage = try sheet.ownWage()
        let shares = eligible.map { dependant, rate in
            let from = max(on, dependant.bornOn?.day ?? on)
            return Share(rate: rate, from: from, until: Eligibility.end(dependant, from: from).map { firstOfMonth($0) })
        }
        if shares.contains(where: { $0.until != nil }) { sheet.warn("open_in_law:pension_month_of_end") }
        func sum(_ base: Formula, _ day: LocalDate) -> Formula {
            .added(shares.filter { $0.from <= day && ($0.until.map { day < $0 } ?? true) }.map { SurvivorPension.share(base, $0.rate, scale) })
        }
        let base = wage.declared ?? wage.own
        let payer = sheet.fundPayer(.newlyIncurred, on: on)
        let monthly = try sheet.item(sum(base, on), payer: payer, basis: SurvivorPension.basis)
        let cuts = shares.map(\.from) + shares.compactMap(\.until)
        let end = shares.allSatisfy { $0.until != nil } ? shares.compactMap { $0.until?.adding(days: -1) }.max() : nil
        let due = Arrears(amount: { sum(base, $0) }, share: .newlyIncurred, end: end, start: on, cuts: cuts)
        var lines = try sheet.arrears(of: monthly, due)
        guard wage.declared != nil, payer == .fund, c.facts.payments.allSatisfy({ $0.item != SurvivorPension.code }) else { return lines }
        // What too low a base costs is the employer's.
        var gap = monthly
        gap.payer = .employer
        lines += try sheet.arrears(
            of: gap, Arrears(amount: { .difference(sum(wage.own, $0), sum(base, $0)) }, share: nil, end: end, start: on, cuts: cuts))
        return lines
    }

    private static func firstOfMonth(_ day: LocalDate) -> LocalDate { LocalDate(year: day.year, month: day.month, day: 1) ?? day }
}
