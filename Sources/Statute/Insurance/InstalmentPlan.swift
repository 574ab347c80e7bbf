import Base

/// 分期还款计划: how many months the balance takes at the lawful deduction; the last instalment is what remains.
enum InstalmentPlan: ItemRule {
    static let code = ItemCode.instalmentPlan

    static func applies(to facts: Facts) -> Bool { facts.balance ?? 0 > 0 && !facts.wages.isEmpty }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let balance = c.facts.balance else { throw sheet.stop("balance_fen") }
        let instalment = try DeductionCap.cap(sheet)
        var item = try sheet.item(instalment, payer: .employee, basis: DeductionCap.basis)
        guard let amount = item.amount, amount > 0 else {
            item.warnings.append("no_room_for_instalments")
            return [item]
        }
        let months = (balance + amount - 1) / amount
        item.warnings.append("months_needed:\(months)")
        item.from = c.asOf
        item.to = c.asOf.adding(months: Int(min(months, 1_200)))
        let last = balance - (months - 1) * amount
        let remains = Formula.difference(.money(balance), .product([.money(amount), .count(months - 1)]))
        let rest = try sheet.item(remains, .total, payer: .employee, basis: DeductionCap.basis, variant: "last_instalment")
        return last == amount ? [item] : [item, rest]
    }
}
