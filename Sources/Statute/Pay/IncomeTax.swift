import Base

/// 个人所得税: cumulative withholding on wages - tax on the year's income so far less what was withheld before.
enum IncomeTax: ItemRule {
    static let code = ItemCode.incomeTax
    static let basis = ["IIT 3", "IIT 6", "IIT 11"]

    static func applies(to facts: Facts) -> Bool { facts.tax != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        return [try sheet.item(thisMonth(sheet), payer: .employee, basis: basis)]
    }

    /// The year's table; before 2019 each month stood by itself, so only one month can be reckoned.
    private static func brackets(_ sheet: Sheet, _ months: Int64) throws -> [Bracket] {
        if case .brackets(let annual)? = sheet.pack("tax_brackets", on: sheet.c.asOf, cls: "annual") { return annual }
        guard months == 1, case .brackets(let monthly)? = sheet.pack("tax_brackets", on: sheet.c.asOf, cls: "monthly") else {
            throw sheet.stop("overrides.tax_brackets")
        }
        sheet.warn("each_month_by_itself")
        return monthly
    }

    /// The tax to withhold this month; never negative (an excess is settled after the year).
    static func thisMonth(_ sheet: Sheet) throws -> Formula {
        guard let tax = sheet.f.tax else { throw sheet.stop("tax") }
        guard let income = tax.cumulativeIncome else { throw sheet.stop("tax.cumulative_income_fen") }
        let months = tax.months ?? Int64(sheet.c.asOf.month)
        sheet.note("tax.cumulative_income_fen", income)
        sheet.note("tax.months", months)
        let allowance = try sheet.needNumber("tax_allowance", on: sheet.c.asOf)
        var taken: [Formula] = [.product([.money(allowance), .count(months)])]
        if let special = tax.special {
            sheet.note("tax.special_fen", special)
            taken.append(.money(special))
        }
        if let additional = tax.additional {
            sheet.note("tax.additional_fen", additional)
            taken.append(.money(additional))
        }
        let taxable = Formula.difference(.money(income), .added(taken))
        let brackets = try brackets(sheet, months)
        guard let bracket = brackets.last(where: { Formula.money($0.over).isLess(than: taxable) }) else { return .count(0) }
        var whole = Formula.product([taxable, .percent(bracket.ppm)])
        if bracket.quick > 0 { whole = .difference(whole, .money(bracket.quick)) }
        guard let withheld = tax.withheld, withheld > 0 else { return whole }
        sheet.note("tax.withheld_fen", withheld)
        return Formula.difference(whole, .money(withheld)).notNegative
    }
}
