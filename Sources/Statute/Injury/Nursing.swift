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
        let last = end ?? c.facts.dueTo?.lastDay ?? c.asOf
        let isOneYear = c.facts.local.nursingBaseMonthly != nil || c.facts.gradeConcludedOn == nil || last.year <= day.year
        // One base for good, or each year's: art. 34(2) and 40 are read both ways.
        if !isOneYear { sheet.warn("open_in_law:nursing_year") }
        let monthly = try sheet.item(formula, payer: payer, basis: isOneYear ? ["WII 34"] : ["WII 34", "WII 40"])
        let arrears = Arrears(amount: { _ in formula }, share: .newlyIncurred, end: end)
        let lines = sheet.beginning([monthly], until: end) + (try sheet.arrears(of: monthly, arrears))
        return isOneYear ? lines : lines + yearly(c, monthly, (level, day), end)
    }

    /// The arrears with each year's own average, where the averages are stated.
    private static func yearly(_ c: Calculation, _ monthly: Item, _ rate: (of: SelfCare, on: LocalDate), _ end: LocalDate?) -> [Item] {
        let sheet = c.sheet(code)
        sheet.note("self_care", .text(rate.of.rawValue))
        guard let rate = sheet.number("nursing", on: rate.on, cls: rate.of.rawValue) else { return [] }
        sheet.warn("open_in_law:nursing_year")
        let last = end ?? c.facts.dueTo?.lastDay ?? c.asOf
        guard let first = sheet.arrearsStart()?.day, first.year < last.year else { return [] }
        let cuts = (first.year + 1...last.year).compactMap { LocalDate(year: $0, month: 1, day: 1) }
        let arrears = Arrears(
            amount: { .product([try sheet.baseAverage(of: $0.year - 1), .percent(rate)]) }, share: .newlyIncurred, end: end, cuts: cuts)
        let lines = (try? sheet.arrears(of: monthly, arrears)) ?? []
        return lines.map { line in
            var line = line
            line.variant = "each_year"
            return line
        }
    }

    /// Of the year before the conclusion; without its day, the only one stated for a year after the injury.
    private static func average(_ sheet: Sheet, _ day: LocalDate) throws -> Formula {
        guard sheet.f.gradeConcludedOn == nil, let injured = sheet.f.injuryDay else { return try sheet.baseAverage(of: day.year - 1) }
        sheet.untested("grade_concluded_on")
        let later = sheet.f.averageWages.filter { $0.year >= injured.day.year }
        return try sheet.baseAverage(of: later.count == 1 ? later[0].year : sheet.c.asOf.year - 1)
    }
}
