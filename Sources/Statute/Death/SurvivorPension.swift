import Base

/// 供养亲属抚恤金: 40 % of own wage for the spouse, 30 % for each other dependant, 10 points more for a lone elder or orphan; together not
/// above the wage (WII 39(1)(2); scope: 因工死亡职工供养亲属范围规定).
enum SurvivorPension: ItemRule {
    static let code = ItemCode.survivorPension
    static let basis = ["WII 39(1)(2)", "WII 64"]

    static func applies(to facts: Facts) -> Bool {
        (facts.diedOn != nil || facts.missingSince != nil) && !facts.dependants.isEmpty && (facts.diedOn == nil || facts.deathRule != .nothing)
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        guard !c.facts.dependants.isEmpty else { throw Stop.missing(["dependants"], reason: nil) }
        let on = try begins(c)
        if c.facts.diedOn != nil, c.facts.deathRule == .nothing {
            let sheet = c.sheet(code)
            return [try Death.nothing(sheet, sheet.fundPayer(.newlyIncurred, on: on), ["WII 39(1)(2)"])]
        }
        let unknown = Eligibility.missing(c.facts, on: on)
        guard unknown.isEmpty else { throw Stop.missing(unknown, reason: nil) }
        var lines: [Item] = []
        var rates: [Int64] = []
        let eligible = c.facts.dependants.enumerated().filter { Eligibility.refusal($0.element, of: c.facts, on: on) == nil }
        for (_, dependant) in eligible { rates.append(try rate(c.sheet(code), dependant, on)) }
        let cap = try c.sheet(code).needNumber("survivor_cap", on: on)
        let scaled = rates.reduce(0, +) > cap
        for (position, (index, dependant)) in eligible.enumerated() {
            lines += try pension(c, index, dependant, rates[position], scaled ? (rates.reduce(0, +), cap) : nil, on)
        }
        if let together = try together(c, lines) { lines.append(together) }
        let shares = zip(eligible, rates).map { (dependant: $0.element, rate: $1) }
        lines += try SurvivorArrears.lines(c, shares, scaled ? (rates.reduce(0, +), cap) : nil, on)
        lines += try c.facts.dependants.enumerated().compactMap { index, dependant in
            try Eligibility.refusal(dependant, of: c.facts, on: on).map { try refused(c, index, dependant, $0) }
        }
        return lines
    }

    /// The death; of one missing the first day of the fourth month, when the wages have ended (WII 41).
    private static func begins(_ c: Calculation) throws -> LocalDate {
        if let died = c.facts.diedOn { return died.day }
        guard let missing = c.facts.missingSince else { return c.asOf }
        let last = Sheet.endOfMissingWages(missing.day, try c.sheet(code).needNumber("missing_wage", on: missing.day))
        return last.adding(days: 1) ?? last
    }

    /// What all of them get a month, where there are several.
    private static func together(_ c: Calculation, _ lines: [Item]) throws -> Item? {
        let monthly = lines.filter { $0.measure == .due && $0.variant == nil }
        guard monthly.count > 1, let payer = monthly[0].payer else { return nil }
        let sum = Formula.sum(monthly.map { .money($0.amount ?? 0) })
        var line = try c.sheet(code).item(sum, payer: payer, basis: basis, variant: "together", from: monthly[0].from)
        line.inputs = monthly[0].inputs
        line.packs = monthly[0].packs
        line.confidence = monthly.map(\.confidence).min() ?? line.confidence
        line.warnings = Settlement.joined(monthly.map(\.warnings))
        return line
    }

    private static func rate(_ sheet: Sheet, _ dependant: Dependant, _ on: LocalDate) throws -> Int64 {
        let spouse = [.spouse, .husband, .wife].contains(dependant.relation)
        var rate = try sheet.needNumber("survivor_pension", on: on, who: spouse ? "spouse" : "other")
        if dependant.loneElderOrOrphan == true { rate += try sheet.needNumber("survivor_pension", on: on, who: "lone_extra") }
        return rate
    }

    /// The monthly pension of one, and its sum until it ends where that is known.
    private static func pension(_ c: Calculation, _ index: Int, _ dependant: Dependant, _ rate: Int64, _ scale: (sum: Int64, cap: Int64)?, _ on: LocalDate)
        throws -> [Item]
    {
        let sheet = c.sheet(code)
        let wage = try sheet.ownWage()
        sheet.note("dependants[\(index)].relation", .text(dependant.relation.rawValue))
        _ = try Self.rate(sheet, dependant, on)
        if dependant.bornOn == nil, dependant.ageYears == nil, dependant.lostCapacity != true { sheet.untested("dependants[\(index)].age") }
        // That the deceased was the main support is taken for granted of children under age only.
        if dependant.supported == nil, !Eligibility.isMinorChild(dependant, on: on) { sheet.untested("dependants[\(index)].supported") }
        let payer = sheet.fundPayer(.newlyIncurred, on: on)
        if scale != nil {
            sheet.warn("survivor_cap_applied")
            let anyEnds = c.facts.dependants.contains { Eligibility.monthsUntilEnd($0, from: on) != nil }
            if anyEnds { sheet.warn("open_in_law:survivor_cap_after_end") }
        }
        func monthly(_ base: Formula) -> Formula { share(base, rate, scale) }
        let base = wage.declared ?? wage.own
        var items = [try sheet.item(monthly(base), payer: payer, basis: basis, from: on)]
        if wage.declared != nil { items.append(try sheet.item(monthly(wage.own), payer: payer, basis: basis, variant: "own_wage", from: on)) }
        // A child born after the death from its birth.
        let on = max(on, dependant.bornOn?.day ?? on)
        if let months = Eligibility.monthsUntilEnd(dependant, from: on), months > 0 {
            let end = on.adding(months: Int(months))?.adding(days: -1)
            items.append(try sheet.item(.product([monthly(base), .count(months)]), .total, payer: payer, basis: basis, from: on, to: end))
        }
        return items
    }

    /// One month's pension. Together above the cap (the wage): each is cut in proportion, so that the sum is the cap.
    static func share(_ base: Formula, _ rate: Int64, _ scale: (sum: Int64, cap: Int64)?) -> Formula {
        guard let scale else { return .product([base, .percent(rate)]) }
        let parts: [Formula] = [base, .percent(rate)] + (scale.cap == 1_000_000 ? [] : [.percent(scale.cap)])
        return .quotient(.product(parts), .percent(scale.sum))
    }

    private static func refused(_ c: Calculation, _ index: Int, _ dependant: Dependant, _ reason: String) throws -> Item {
        let sheet = c.sheet(code)
        sheet.note("dependants[\(index)].relation", .text(dependant.relation.rawValue))
        sheet.warn("not_eligible:\(reason)")
        return try sheet.item(.count(0), payer: nil, basis: ["WII 39(1)(2)"], variant: "not_eligible")
    }
}
