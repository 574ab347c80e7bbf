import Base

/// The average wage of employees (职工月平均工资): base of lump sums, bound of own wage and severance.
extension Sheet {
    /// Which scopes answer for the pooling area's average, best first; an industry's average never does.
    static let poolingFirst: [AverageWage.Scope] = [.pooling, .city, .province, .national]
    static let provinceFirst: [AverageWage.Scope] = [.province, .pooling, .city, .national]

    /// The monthly average of exactly that year: the facts' before the packs'.
    func averageWage(of year: Int, _ scopes: [AverageWage.Scope] = Sheet.poolingFirst) -> Formula? {
        for scope in scopes {
            if let stated = f.averageWages.first(where: { $0.scope == scope && $0.year == year }) { return noted(stated) }
        }
        guard let day = LocalDate(year: year, month: 12, day: 31), case .fen(let monthly) = pack("average_wage", on: day) else { return nil }
        return .money(monthly)
    }

    /// The average as a base: of that year, else the last one stated before it, else the only one stated - each time said so.
    func baseAverage(of year: Int, _ scopes: [AverageWage.Scope] = Sheet.poolingFirst) throws -> Formula {
        if let exact = averageWage(of: year, scopes) { return exact }
        for scope in scopes {
            let stated = f.averageWages.filter { $0.scope == scope }
            let earlier = stated.filter { $0.year < year }.max { $0.year < $1.year }
            guard let wage = earlier ?? (stated.count == 1 ? stated[0] : nil) else { continue }
            warn("other_year:average_wages[\(wage.scope.rawValue) \(wage.year)] for \(year)")
            atMost(Confidence.oneSource.lowered)
            return noted(wage)
        }
        throw Stop.missing(["average_wages", "overrides.average_wage"], reason: "average wage of \(year)")
    }

    private func noted(_ wage: AverageWage) -> Formula {
        let name = "average_wages[\(wage.scope.rawValue) \(wage.year)]"
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
        throw Stop.missing(["urban_income", "overrides.urban_income"], reason: "urban disposable income of \(year)")
    }
}
