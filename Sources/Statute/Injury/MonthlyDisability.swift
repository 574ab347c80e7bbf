import Base

/// 伤残津贴: a part of own wage by grade; 1-4 from the fund, 5-6 from the employer who has no suitable work; never below the minimum wage
/// (WII 35(1)(2), 36(1)(2)).
enum MonthlyDisability: ItemRule {
    static let code = ItemCode.monthlyDisability

    static func applies(to facts: Facts) -> Bool {
        switch facts.currentGrade {
        case .known(let grade): grade <= 4 || (grade <= 6 && facts.suitableWorkOffered == false)
        case .unknown: true
        default: false
        }
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        if c.facts.currentGrade == Grade.none {
            sheet.note("grade", 0)
            sheet.warn("no_grade")
            return [try sheet.item(.count(0), payer: sheet.fundPayer(.newlyIncurred, on: c.asOf), basis: ["WII 21", "WII 22"])]
        }
        let byEmployer = try isEmployers(sheet)
        if byEmployer, c.facts.suitableWorkOffered == true {
            sheet.note("suitable_work_offered", .flag(true))
            sheet.warn("not_due:suitable_work_offered")
            return [try sheet.item(.count(0), payer: .employer, basis: ["WII 36(1)(2)"])]
        }
        if byEmployer, c.facts.suitableWorkOffered == nil { sheet.untested("suitable_work_offered") }
        let periods = try adjusted(sheet)
        if !periods.isEmpty { return periods }
        // WII 45 says "by the newly determined grade": that it lowers what an earlier injury gave is disputed.
        if c.facts.hasWorseEarlierGrade { sheet.warn("open_in_law:allowance_by_new_grade") }
        let day = sheet.ruleDay(sheet.arrearsStart()?.day ?? c.facts.allowanceConcludedOn?.day ?? c.asOf)
        let payer: Payer = byEmployer ? .employer : sheet.fundPayer(.newlyIncurred, on: c.asOf)
        let allowance = Allowance(
            grades: byEmployer ? 5...6 : 1...4, payer: payer, basis: byEmployer ? ["WII 36(1)(2)", "WII 64"] : ["WII 35(1)(2)", "WII 64"],
            day: day, end: end(sheet, byEmployer))
        // Without a start nobody can say that the relation ended before it: the line stands with its end.
        let isOpen = byEmployer && c.facts.endedOn != nil && c.facts.dueFrom == nil && c.facts.allowanceConcludedOn == nil
        if let end = allowance.end, end < day, !isOpen {
            // Retired or dead before: the pension has taken its place, or nothing runs any more; of grades 5-6 the lump sums.
            sheet.warn("not_due:ended")
            return [try sheet.item(.count(0), payer: payer, basis: [byEmployer ? "WII 36(2)" : "WII 35(1)(3)"], to: end)]
        }
        return try lines(sheet, try sheet.ownWage(before: c.facts.allowanceInjury), allowance)
    }

    /// What decides the lines of one allowance.
    private struct Allowance {
        let grades: ClosedRange<Int>
        let payer: Payer
        let basis: [String]
        /// The day whose rates hold.
        let day: LocalDate
        let end: LocalDate?
    }

    /// Of grades 5-6 it belongs to the relation that is kept: from the end the lump sums take its place (WII 36(1)(2), 36(2)).
    private static func end(_ sheet: Sheet, _ byEmployer: Bool) -> LocalDate? {
        let end = sheet.recurringEnd(atRetirement: true)
        guard byEmployer, let ended = sheet.f.endedOn else { return end }
        sheet.note("ended_on", ended)
        return end.map { min($0, ended.lastDay) } ?? ended.lastDay
    }

    private static func isEmployers(_ sheet: Sheet) throws -> Bool {
        guard let grade = sheet.f.currentGrade else { throw sheet.stop("grade") }
        if case .known(let number) = grade { return number >= 5 }
        return false
    }

    /// The monthly lines: with the floor; without it where the floor decides; on the true wage where too little was declared. Then the
    /// arrears, month by month with the minimum wage of the month.
    private static func lines(_ sheet: Sheet, _ wage: OwnWage, _ a: Allowance) throws -> [Item] {
        let now = a.end.map { min($0, sheet.c.asOf) } ?? sheet.f.dueTo.map { min($0.lastDay, sheet.c.asOf) } ?? sheet.c.asOf
        let floorDay = sheet.f.minimumWages.isEmpty ? a.day : now
        if try floor(sheet, floorDay) == nil { sheet.untested("minimum_wage") }
        func plain(_ base: Formula) -> Sheet.ByGrade {
            { grade in .product([base, .percent(try sheet.needNumber("monthly_disability", on: a.day, cls: String(grade)))]) }
        }
        func floored(_ base: Formula, on day: LocalDate) -> Sheet.ByGrade {
            { grade in
                guard let sum = try plain(base)(grade), let floor = try floor(sheet, day), sum.isLess(than: floor) else { return try plain(base)(grade) }
                sheet.warn("minimum_wage_applied")
                return .greatest([sum, floor])
            }
        }
        let base = wage.declared ?? wage.own
        var items: [Item] = []
        guard let first = try sheet.graded(a.grades, payer: a.payer, basis: a.basis, floored(base, on: floorDay)) else { return [] }
        items.append(first)
        if case .greatest? = first.formula,
            let bare = try sheet.graded(a.grades, payer: a.payer, basis: a.basis, variant: "before_floor", plain(base))
        {
            items.append(bare)
        }
        if wage.declared != nil,
            let own = try sheet.graded(a.grades, payer: a.payer, basis: a.basis, variant: "own_wage", floored(wage.own, on: floorDay))
        {
            items.append(own)
        }
        items = sheet.beginning(items, until: a.end)
        guard case .known(let grade)? = sheet.f.currentGrade else { return items }
        let share: Sheet.FundShare? = a.payer == .employer && a.grades.lowerBound == 5 ? nil : .newlyIncurred
        items += try sheet.arrears(of: first, Arrears(amount: { try floored(base, on: $0)(grade) ?? .count(0) }, share: share, end: a.end))
        guard wage.declared != nil else { return items }
        // What too low a base costs is the employer's, month by month.
        let gap = { (day: LocalDate) throws -> Formula in
            .difference(try floored(wage.own, on: day)(grade) ?? .count(0), try floored(base, on: day)(grade) ?? .count(0))
        }
        return items + (try difference(sheet, first, Arrears(amount: gap, share: nil, end: a.end)))
    }

    /// The employer's arrears beside those of the fund.
    private static func difference(_ sheet: Sheet, _ first: Item, _ gap: Arrears) throws -> [Item] {
        guard first.payer == .fund, sheet.f.payments.allSatisfy({ $0.item != code }) else { return [] }
        var line = first
        line.payer = .employer
        return try sheet.arrears(of: line, gap)
    }

    /// The minimum wage on a day; where the place counts it net of the own premiums, what reaches it after them.
    private static func floor(_ sheet: Sheet, _ day: LocalDate) throws -> Formula? {
        guard let bare = sheet.minimumWage(on: day) else { return nil }
        let premiums = sheet.f.deductions.filter { $0.kind == .socialInsurance }
        guard !premiums.isEmpty, sheet.isYes("wage_floor_net_of_premium", on: day) else { return bare }
        for (index, premium) in premiums.enumerated() { sheet.note("deductions[si \(index + 1)].amount_fen", premium.amount) }
        sheet.warn("local_rule:floor_net_of_premium")
        return .sum([bare] + premiums.map { .money($0.amount) })
    }

    /// Where the source gives the allowance due and paid by period (a yearly adjustment, an agreement), the arrears of each period.
    private static func adjusted(_ sheet: Sheet) throws -> [Item] {
        guard sheet.c.asked.contains(code) else { return [] }
        var items: [Item] = []
        for (index, period) in sheet.f.payPeriods.enumerated() where period.kind == .other && period.dueMonthly != nil {
            let own = Sheet(sheet.c, code)
            let (due, paid) = try own.dueAndPaid(period, index)
            let formula = Formula.difference(due, paid ?? .count(0)).notNegative
            items.append(try own.item(paid == nil ? due : formula, .arrears, payer: .employer, basis: ["WII 35", "WII 40"], period: period.period))
        }
        return items
    }
}
