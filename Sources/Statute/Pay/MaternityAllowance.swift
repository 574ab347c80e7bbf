import Base

/// 生育津贴: the unit's average contribution wage of the year before ÷ 30 × days of leave (SIL 56); the fund's part is stated.
enum MaternityAllowance: ItemRule {
    static let code = ItemCode.maternityAllowance

    static func applies(to facts: Facts) -> Bool { facts.maternity != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let maternity = c.facts.maternity else { throw sheet.stop("maternity") }
        guard let average = maternity.unitAverageMonthly else { throw sheet.stop("maternity.unit_average_monthly_fen") }
        sheet.note("maternity.unit_average_monthly_fen", average)
        let day = maternity.bornOn?.day ?? c.asOf
        let days: Int64
        if let stated = maternity.leaveDays {
            sheet.note("maternity.leave_days", stated)
            days = stated
        } else {
            days = try sheet.needNumber("maternity_leave_days", on: day, cls: "statutory")
            sheet.untested("local_maternity_leave")
        }
        let total = Formula.product([.quotient(.money(average), .count(30)), .count(days)])
        let basis = ["SIL 54", "SIL 56"]
        // Cover of maternity insurance, which is not that of work injury: without premiums of it the employer pays (SIL 54).
        let payer: Payer = c.facts.premiums.contains { $0.line == "maternity" && $0.declared == false } ? .employer : .fund
        var items = [try sheet.item(total, payer: payer, basis: basis)]
        if let fund = maternity.fundPaid {
            sheet.note("maternity.fund_paid_fen", fund)
            items.append(try sheet.item(Formula.difference(total, .money(fund)).notNegative, .shortfall, payer: .employer, basis: basis))
        }
        return items
    }
}
