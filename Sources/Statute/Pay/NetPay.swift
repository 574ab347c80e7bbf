import Base

/// 实发工资: gross pay less own premiums, housing fund, tax and other lawful deductions. Negative as an intermediate only: what is due is
/// never below zero, the rest is a shortfall that the employer advances (law.md 4.2).
enum NetPay: ItemRule {
    static let code = ItemCode.netPay

    static func applies(to facts: Facts) -> Bool { !facts.deductions.isEmpty && gross(facts) != nil || facts.housingFundMonthly != nil }

    private static func gross(_ facts: Facts) -> Int64? { facts.wages.last?.gross ?? facts.payPeriods.last?.dueMonthly }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let (gross, living) = try grossPay(sheet)
        var taken = premiums(sheet, living: living)
        if let fund = c.facts.housingFundMonthly, !c.facts.deductions.contains(where: { $0.kind == .housingFund }) {
            sheet.note("housing_fund_monthly_fen", fund)
            taken.append(.money(fund))
            checkFund(sheet, fund)
        }
        if c.facts.tax != nil, !c.facts.deductions.contains(where: { $0.kind == .tax }) { taken.append(try IncomeTax.thisMonth(sheet)) }
        sayUntaxed(sheet, gross, taken)
        let net = taken.isEmpty ? gross : Formula.difference(gross, .added(taken))
        let basis = ["WPP 15", "SIL 60(1)"]
        var items = [try sheet.item(net.notNegative, payer: .employer, basis: basis)]
        if net.isLess(than: .count(0)) {
            items.append(try sheet.item(.difference(.added(taken), gross), .shortfall, payer: .employee, basis: basis))
        }
        return items
    }

    /// Net pay is reckoned without tax where nothing of it is stated: said so where tax may be due (IIT 6, 11).
    private static func sayUntaxed(_ sheet: Sheet, _ gross: Formula, _ taken: [Formula]) {
        guard sheet.f.tax == nil, !sheet.f.deductions.contains(where: { $0.kind == .tax }) else { return }
        guard let allowance = sheet.number("tax_allowance", on: sheet.c.asOf) else { return sheet.untested(ItemCode.incomeTax.rawValue) }
        let left = taken.isEmpty ? gross : Formula.difference(gross, .added(taken))
        if Formula.money(allowance).isLess(than: left) { sheet.untested(ItemCode.incomeTax.rawValue) }
    }

    /// The housing fund is no social insurance: its rate lies between a least and a most (HFR 18), which is said and changes nothing.
    private static func checkFund(_ sheet: Sheet, _ fund: Int64) {
        let month = sheet.f.wages.last?.month ?? FactDay.monthIndex(sheet.c.asOf)
        let declared = sheet.f.declaredBase(month)
        guard let base = declared ?? sheet.f.wages.last?.gross, base > 0 else { return }
        func bound(_ cls: String) -> Formula? {
            sheet.number("fund_rate", on: sheet.c.asOf, line: "housing_fund", cls: cls).map { .toFen(.product([.money(base), .percent($0)])) }
        }
        if let least = bound("least"), Formula.money(fund).isLess(than: least) { sheet.warn("housing_fund_rate:least") }
        if let most = bound("most"), most.isLess(than: .money(fund)) { sheet.warn("housing_fund_rate:most") }
    }

    /// The month's gross pay and whether it is a living allowance.
    private static func grossPay(_ sheet: Sheet) throws -> (Formula, living: Bool) {
        if let month = sheet.f.wages.last, let gross = month.due ?? month.gross {
            sheet.note("wages.gross_fen", gross)
            return (.money(gross), false)
        }
        if let index = sheet.f.payPeriods.indices.last {
            let period = sheet.f.payPeriods[index]
            let day = period.period?.from.day ?? sheet.c.asOf
            let living = period.kind == .living || period.kind == .layoff
            if let stated = period.dueMonthly {
                sheet.note("pay_periods[\(index)].due_monthly_fen", stated)
                return (.money(stated), living)
            }
            if living { return (try LivingAllowance.rate(sheet, on: day), true) }
        }
        return (try sheet.originalPay(before: nil), false)
    }

    /// Own premiums and the other lawful deductions; on a living allowance some places put the own premiums on the employer.
    private static func premiums(_ sheet: Sheet, living: Bool) -> [Formula] {
        let employers = living && sheet.isYes("employer_bears_personal_share", on: sheet.c.asOf, cls: "living_allowance")
        guard employers else { return WageArrears.lawfulDeductions(sheet) }
        sheet.warn("local_rule:employer_bears_personal_share")
        return sheet.f.deductions.filter { $0.kind != .socialInsurance && $0.kind != .other }.map { .money($0.amount) }
    }
}
