/// 返还社保补贴: cash in lieu of insurance comes back after the back payment (LDI2 19).
enum SISubsidyReturn: ItemRule {
    static let code = ItemCode.siSubsidyReturn

    static func applies(to facts: Facts) -> Bool { facts.cashSubsidy != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let subsidy = c.facts.cashSubsidy else { throw sheet.stop("cash_subsidy") }
        if let paid = c.facts.backPaidOn { sheet.note("back_paid_on", paid) } else { sheet.untested("back_payment") }
        var sum = try total(sheet, subsidy)
        if let repaid = subsidy.repaid {
            sheet.note("cash_subsidy.repaid_fen", repaid)
            sum = Formula.difference(sum, .money(repaid)).notNegative
        }
        return [try sheet.item(sum, payer: .employee, basis: ["LDI2 19"])]
    }

    private static func total(_ sheet: Sheet, _ subsidy: CashSubsidy) throws -> Formula {
        if let total = subsidy.total {
            sheet.note("cash_subsidy.total_fen", total)
            return .money(total)
        }
        guard let monthly = subsidy.monthly else { throw sheet.stop("cash_subsidy.monthly_fen") }
        sheet.note("cash_subsidy.monthly_fen", monthly)
        if let months = subsidy.monthsX10 {
            sheet.note("cash_subsidy.months", months / 10)
            return .product([.money(monthly), .tenths(months)])
        }
        guard let period = subsidy.period else { throw sheet.stop("cash_subsidy.months") }
        sheet.note("cash_subsidy.from", period.from)
        let last = period.to ?? sheet.f.endedOn ?? FactDay(sheet.c.asOf)
        sheet.note("cash_subsidy.to", last)
        // A subsidy is paid by the month: each month begun counts.
        return .product([.money(monthly), .count(Int64(last.monthIndex - period.from.monthIndex + 1))])
    }
}
