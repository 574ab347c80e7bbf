import Base

/// 可扣除额: what may be taken from a month's wage for an advance of earlier months: at most 20 % of the gross wage, the rest not below
/// the minimum wage, the agreed instalment, the balance (WPP 16; law.md 4.4). Without an agreement nothing may be taken (WD-3, [J]): what
/// could be agreed at most then stands beside it.
enum DeductionCap: ItemRule {
    static let code = ItemCode.deductionCap
    static let basis = ["WPP 15", "WPP 16"]

    static func applies(to facts: Facts) -> Bool { facts.balance != nil || facts.agreedInstalment != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let cap = try cap(sheet)
        guard c.facts.agreedInstalment == nil else { return [try sheet.item(cap, payer: .employee, basis: basis)] }
        return [
            try sheet.item(.count(0), payer: .employee, basis: basis),
            try sheet.item(cap, payer: .employee, basis: basis, variant: "with_agreement"),
        ]
    }

    static func cap(_ sheet: Sheet) throws -> Formula {
        let gross = try gross(sheet)
        let part = try sheet.needNumber("wage_deduction_cap", on: sheet.c.asOf)
        // Not above a fifth, not even by half a fen.
        var limits: [Formula] = [.floored(.product([gross, .percent(part)]))]
        if let floor = sheet.minimumWage(on: sheet.c.asOf) {
            let taken = WageArrears.lawfulDeductions(sheet)
            let net = taken.isEmpty ? gross : Formula.difference(gross, .added(taken))
            limits.append(Formula.difference(net, floor).notNegative)
        } else { sheet.untested("minimum_wage") }
        if let agreed = sheet.f.agreedInstalment {
            sheet.note("agreed_instalment_fen", agreed)
            limits.append(.money(agreed))
        } else {
            sheet.warn("open_in_law:needs_written_agreement")
        }
        if let balance = sheet.f.balance {
            sheet.note("balance_fen", balance)
            limits.append(.money(balance))
        }
        return limits.count == 1 ? limits[0] : .least(limits)
    }

    private static func gross(_ sheet: Sheet) throws -> Formula {
        if let month = sheet.f.wages.last, let gross = month.gross ?? month.due {
            sheet.note("wages.gross_fen", gross)
            return .money(gross)
        }
        return try sheet.originalPay(before: nil)
    }
}
