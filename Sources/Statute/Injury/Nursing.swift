import Base

/// 生活护理费: 50, 40 or 30 % of the pooling area's average wage of the year before, after grading and confirmation (WII 34).
enum Nursing: ItemRule {
    static let code = ItemCode.nursing

    static func applies(to facts: Facts) -> Bool { facts.selfCare != nil && facts.selfCare != SelfCare.none }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let level = c.facts.selfCare else { throw sheet.stop("self_care") }
        sheet.note("self_care", .text(level.rawValue))
        let day = c.facts.gradeConcludedOn?.day ?? c.facts.injuryDay?.day ?? c.asOf
        let payer = sheet.fundPayer(.newlyIncurred, on: c.asOf)
        guard level != .none else {
            sheet.warn("not_due:self_care")
            return [try sheet.item(.count(0), payer: payer, basis: ["WII 34"])]
        }
        let base: Formula
        if let stated = c.facts.local.nursingBaseMonthly {
            sheet.note("local.nursing_base_monthly_fen", stated)
            base = .money(stated)
        } else {
            base = try average(sheet, day)
        }
        let rate = try sheet.needNumber("nursing", on: day, cls: level.rawValue)
        let formula = Formula.product([base, .percent(rate)])
        let end = sheet.recurringEnd(atRetirement: false)
        let monthly = try sheet.item(formula, payer: payer, basis: ["WII 34"])
        let arrears = Arrears(amount: { _ in formula }, share: .newlyIncurred, end: end)
        return sheet.beginning([monthly], until: end) + (try sheet.arrears(of: monthly, arrears))
    }

    /// Of the year before the conclusion; without its day, the only one stated for a year after the injury.
    private static func average(_ sheet: Sheet, _ day: LocalDate) throws -> Formula {
        guard sheet.f.gradeConcludedOn == nil, let injured = sheet.f.injuryDay else { return try sheet.baseAverage(of: day.year - 1) }
        sheet.untested("grade_concluded_on")
        let later = sheet.f.averageWages.filter { $0.year >= injured.day.year }
        return try sheet.baseAverage(of: later.count == 1 ? later[0].year : sheet.c.asOf.year - 1)
    }
}
