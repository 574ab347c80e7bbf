import Base

/// The average wage of employees (职工月平均工资): base of lump sums, bound of own wage and severance.
extension Sheet {
    /// Whose average a rule names. As a bound, that of the province above may stand in for the pooling area's, said so and trusted less; as
    /// a base only where the province itself is asked about, or in the variant that says so. Never the nation's, and never a city's for the
    /// province's.
    enum AverageScope {
        case pooling
        case province

        fileprivate var own: [AverageWage.Scope] { self == .pooling ? [.pooling, .city] : [.province] }
    }

    /// The monthly average of exactly that year, as a bound: the facts' before the packs'.
    func averageWage(of year: Int, _ scope: AverageScope = .pooling) -> Formula? {
        if let stated = stated(scope, standIn: true, { $0.year == year }) { return noted(stated) }
        return tenantAverage(of: year)
    }

    /// The city's average as the cap of severance (LCL 47(2)): the province's is another, and usually lower; what is not known caps nothing.
    func cityAverage(of year: Int) -> Formula? {
        if let own = stated(.pooling, standIn: c.provinceStandsIn || isProvince, { $0.year == year }) { return noted(own) }
        return tenantAverage(of: year)
    }

    /// A tenant's own value of that year; the packs hold only averages of another calibre.
    private func tenantAverage(of year: Int) -> Formula? {
        guard let day = LocalDate(year: year, month: 12, day: 31), case .fen(let monthly) = pack("average_wage", on: day) else { return nil }
        return .money(monthly)
    }

    /// The average as a base: of that year; until the end of the year after it, while it may not be published yet, of the year before -
    /// said so, and trusted less. Any other year would be a guess, and later the right one can be looked up.
    func baseAverage(of year: Int, _ scope: AverageScope = .pooling) throws -> Formula {
        let standIn = c.provinceStandsIn || isProvince
        if let exact = stated(scope, standIn: standIn, { $0.year == year }) { return noted(exact) }
        if let own = tenantAverage(of: year) { return own }
        guard c.asOf.year <= year + 1, let before = stated(scope, standIn: standIn, { $0.year == year - 1 }) else {
            let (zh, en) = scope == .pooling ? ("统筹地区", "the pooling area") : ("全省", "the province")
            throw Stop.missing(
                ["average_wages", "overrides.average_wage"], reason: .both("\(year)年度\(zh)平均工资", "average wage of \(year) in \(en)"))
        }
        warn("other_year:average_wages[\(before.scope.rawValue) \(before.year)] for \(year)")
        atMost(Confidence.oneSource.lowered)
        return noted(before)
    }

    /// Is a province asked about as a whole, with no pooling area below it?
    private var isProvince: Bool {
        let code = c.at.prefix(6)
        return code.hasSuffix("0000") && code != "000000"
    }

    /// The best stated average that fits; with `standIn` the province's for the pooling area's.
    private func stated(_ scope: AverageScope, standIn: Bool, _ fits: (AverageWage) -> Bool) -> AverageWage? {
        // Where the city is a province of its own, all three are one area.
        for own in c.cityIsProvince ? [.pooling, .city, .province] : scope.own {
            if let found = f.averageWages.first(where: { $0.scope == own && fits($0) }) { return found }
        }
        guard standIn, scope == .pooling, let above = f.averageWages.first(where: { $0.scope == .province && fits($0) }) else { return nil }
        warn("other_scope:average_wages[province \(above.year)]")
        atMost(Confidence.oneSource.lowered)
        return above
    }

    private func noted(_ wage: AverageWage) -> Formula {
        let name = "average_wages[" + wage.scope.rawValue + " " + String(wage.year) + "]"
        if let monthly = wage.monthly {
            note(name + ".monthly_fen", monthly)
            return .money(monthly)
        }
        let annual = wage.annual ?? 0
        note(name + ".annual_fen", annual)
        return .quotient(.money(annual), .count(12))
    }

    /// National urban disposable income of a year.
    func urbanIncome(of year: Int) throws -> Formula {
        if let stated = f.urbanIncome.first(where: { $0.year == year }) {
            note("urban_income[\(year)].annual_fen", stated.amount)
            return .money(stated.amount)
        }
        if let day = LocalDate(year: year, month: 12, day: 31), case .fen(let amount) = pack("urban_income", on: day) { return .money(amount) }
        throw Stop.missing(["urban_income", "overrides.urban_income"], reason: .both("\(year)年城镇居民人均可支配收入", "urban disposable income of \(year)"))
    }
}
