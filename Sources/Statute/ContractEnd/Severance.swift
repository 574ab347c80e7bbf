import Base

/// 经济补偿 (N): LCL 46-47; service from before 2008 as one span, the split by LCL 97(3) beside it as a variant.
enum Severance: ItemRule {
    static let code = ItemCode.severance
    static let basis = ["LCL 46", "LCL 47", "LCR 27"]

    static func applies(to facts: Facts) -> Bool {
        guard facts.endedOn != nil || facts.serviceGiven != nil, facts.endLawful != false else { return false }
        return facts.endGround.map(SeveranceFormula.isDue) ?? (facts.severanceWageMonthly != nil)
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        if let ground = c.facts.endGround {
            sheet.note("end_ground", .text(ground.rawValue))
            guard SeveranceFormula.isDue(ground) || c.facts.endLawful == false else {
                sheet.warn("not_due:end_ground")
                return [try sheet.item(.count(0), payer: .employer, basis: ["LCL 46"])]
            }
        } else {
            sheet.untested("ground")
        }
        if c.facts.endLawful == false { sheet.warn("alternative_to:damages_2n") }
        let sum = try SeveranceFormula.whole(sheet)
        var items = [try sheet.item(sum, payer: .employer, basis: basis)]
        if items[0].warnings.contains("lifted_to_minimum_wage") {
            // LCR 27 compares the mean with the minimum wage, not each month.
            let asPaid = c.sheet(code)
            items.append(try asPaid.item(SeveranceFormula.whole(asPaid, lifting: false), payer: .employer, basis: basis, variant: "months_as_paid"))
        }
        if items[0].warnings.contains("untested:severance_cap"), let other = c.onProvinceAverage() {
            // The cap is three times the city's average (LCL 47(2)): what the province's would give stands beside it.
            let capped = other.sheet(code)
            let sum = try SeveranceFormula.whole(capped)
            if capped.warnings.contains(where: { $0.hasPrefix("other_scope:") }) {
                items.append(try capped.item(sum, payer: .employer, basis: basis, variant: "province_average"))
            }
        }
        if let split = try splitAt2008(c) { items.append(split) }
        return items
    }

    /// LCL 97(3): before 2008 by the rules of then, and only on grounds that paid then; from 2008 by LCL 47.
    private static func splitAt2008(_ c: Calculation) throws -> Item? {
        guard let entered = c.facts.enteredOn, let ended = c.facts.endedOn, let border = SeveranceFormula.since2008,
            entered.day < border, ended.day >= border, let eve = border.adding(days: -1)
        else { return nil }
        let sheet = c.sheet(code)
        let wage = try sheet.severanceWage()
        let before = try sheet.service(until: eve)
        let after = try sheet.service(from: border)
        sheet.warn("open_in_law:pre2008_split")
        let new = try SeveranceFormula.capped(sheet, wage, SeveranceFormula.months(sheet, after))
        let paidThen = c.facts.endGround.map { [.agreedEmployer, .lcl38, .lcl40, .lcl41].contains($0) } ?? true
        let formula = paidThen ? Formula.sum([SeveranceFormula.product(wage, .tenths(before.startedYearsX10)), new]) : new
        return try sheet.item(formula, payer: .employer, basis: basis + ["LCL 97(3)"], variant: "pre2008_split")
    }
}
