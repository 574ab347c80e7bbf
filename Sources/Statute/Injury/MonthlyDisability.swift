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
        let day = c.facts.dueFrom?.day ?? c.facts.gradeConcludedOn?.day ?? c.asOf
        let byEmployer = try isEmployers(sheet)
        if byEmployer, c.facts.suitableWorkOffered == true {
            sheet.note("suitable_work_offered", .flag(true))
            sheet.warn("not_due:suitable_work_offered")
            return [try sheet.item(.count(0), payer: .employer, basis: ["WII 36(1)(2)"])]
        }
        if byEmployer, c.facts.suitableWorkOffered == nil { sheet.untested("suitable_work_offered") }
        let periods = try adjusted(sheet)
        if !periods.isEmpty { return periods }
        let wage = try sheet.ownWage()
        let payer: Payer = byEmployer ? .employer : sheet.fundPayer(.newlyIncurred, on: c.asOf)
        let basis = byEmployer ? ["WII 36(1)(2)", "WII 64"] : ["WII 35(1)(2)", "WII 64"]
        let items = try lines(sheet, wage, payer, basis, day, byEmployer)
        return sheet.beginning(items) + (try items.first.flatMap(sheet.arrears).map { [$0] } ?? [])
    }

    private static func isEmployers(_ sheet: Sheet) throws -> Bool {
        guard let grade = sheet.f.currentGrade else { throw sheet.stop("grade") }
        if case .known(let number) = grade { return number >= 5 }
        return false
    }

    /// The monthly lines: with the floor; without it where the floor decides; on the true wage where too little was declared.
    private static func lines(
        _ sheet: Sheet, _ wage: OwnWage, _ payer: Payer, _ basis: [String], _ day: LocalDate, _ byEmployer: Bool
    ) throws -> [Item] {
        var floor = sheet.minimumWage(on: sheet.f.minimumWages.isEmpty ? day : sheet.c.asOf)
        if floor == nil { sheet.untested("minimum_wage") }
        let premiums = sheet.f.deductions.filter { $0.kind == .socialInsurance }
        if let bare = floor, !premiums.isEmpty, sheet.isYes("wage_floor_net_of_premium", on: day) {
            // What is paid out after the own premiums must reach the minimum wage.
            for (index, premium) in premiums.enumerated() { sheet.note("deductions[si \(index + 1)].amount_fen", premium.amount) }
            sheet.warn("local_rule:floor_net_of_premium")
            floor = .sum([bare] + premiums.map { .money($0.amount) })
        }
        func plain(_ base: Formula) -> Sheet.ByGrade {
            { grade in .product([base, .percent(try sheet.needNumber("monthly_disability", on: day, cls: String(grade)))]) }
        }
        func floored(_ base: Formula) -> Sheet.ByGrade {
            { grade in
                guard let sum = try plain(base)(grade), let floor, sum.isLess(than: floor) else { return try plain(base)(grade) }
                sheet.warn("minimum_wage_applied")
                return .greatest([sum, floor])
            }
        }
        let grades = byEmployer ? 5...6 : 1...4
        let base = wage.declared ?? wage.own
        var items: [Item] = []
        guard let first = try sheet.graded(grades, payer: payer, basis: basis, floored(base)) else { return [] }
        items.append(first)
        if case .greatest? = first.formula, let bare = try sheet.graded(grades, payer: payer, basis: basis, variant: "before_floor", plain(base)) {
            items.append(bare)
        }
        if wage.declared != nil, let own = try sheet.graded(grades, payer: payer, basis: basis, variant: "own_wage", floored(wage.own)) {
            items.append(own)
        }
        return items
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
