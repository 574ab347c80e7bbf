import Base

/// 分期还款计划: how many months the balance takes at the lawful deduction; the last instalment is what remains.
enum InstalmentPlan: ItemRule {
    static let code = ItemCode.instalmentPlan

    static func applies(to facts: Facts) -> Bool { facts.balance ?? 0 > 0 && !facts.wages.isEmpty }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let balance = c.facts.balance else { throw sheet.stop("balance_fen") }
        let instalment = try DeductionCap.cap(sheet)
        // Without an agreement there is no plan: the one that could be agreed on is an alternative.
        let variant = c.facts.agreedInstalment == nil ? "with_agreement" : nil
        var item = try sheet.item(instalment, payer: .employee, basis: DeductionCap.basis, variant: variant)
        guard let amount = item.amount, amount > 0 else {
            item.warnings.append("no_room_for_instalments")
            return [item]
        }
        let months = (balance + amount - 1) / amount
        item.warnings.append("months_needed:\(months)")
        if let end = contractEnd(c), let last = c.asOf.adding(months: Int(min(months, 1_200)) - 1), last > end {
            item.warnings.append("beyond_the_contract:\(end)")
        }
        item.from = c.asOf
        item.to = c.asOf.adding(months: Int(min(months, 1_200)))
        let last = balance - (months - 1) * amount
        let remains = Formula.difference(.money(balance), .product([.money(amount), .count(months - 1)]))
        let name = variant.map { $0 + "/last_instalment" } ?? "last_instalment"
        let rest = try sheet.item(remains, .total, payer: .employee, basis: DeductionCap.basis, variant: name)
        return last == amount ? [item] : [item, rest]
    }

    /// The last day of the relation as far as the facts tell.
    private static func contractEnd(_ c: Calculation) -> LocalDate? {
        if let ended = c.facts.endedOn { return ended.day }
        guard let term = c.facts.contractMonths, let entered = c.facts.enteredOn else { return nil }
        return entered.day.adding(months: Int(term))?.adding(days: -1)
    }
}
