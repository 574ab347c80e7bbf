import Base

/// 滞纳金: 0.05 % a day of both shares from the day after they were due; always the employer's (SIL 86; SIR13 20).
enum SILateFee: ItemRule {
    static let code = ItemCode.siLateFee
    static let basis = ["SIL 86", "SIR13 20", "SIDP 11"]

    static func applies(to facts: Facts) -> Bool {
        facts.premiumSums?.lateFee != nil || facts.premiums.contains { $0.dueOn != nil && ($0.employer != nil || $0.employee != nil) }
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        sheet.warn("never_the_employees")
        if let stated = c.facts.premiumSums?.lateFee {
            sheet.note("premium_sums.late_fee_fen", stated)
            return [try sheet.item(.money(stated), payer: .employer, basis: basis)]
        }
        if let formula = try running(sheet) {
            var items: [Item] = []
            let shares = sheet.f.premiums.filter { $0.dueOn != nil }.flatMap { [$0.employer, $0.employee].compactMap(\.self) }
            let principal = Formula.added(shares.map(Formula.money))
            if principal.isLess(than: formula) {
                // May the fee be more than the arrears (AEL 45(2))? Disputed for premiums: both stand.
                sheet.warn("open_in_law:late_fee_above_principal")
                items.append(
                    try sheet.item(.least([principal, formula]), payer: .employer, basis: basis + ["AEL 45(2)"], variant: "held_to_principal"))
            }
            return [try sheet.item(formula, payer: .employer, basis: basis)] + items + (try fine(c).map { [$0] } ?? [])
        }
        // Only the whole payment is known: what lies above the principal and the interest.
        let paid = c.facts.payments.filter { $0.item == .siTotal || $0.item == .backPayment }.compactMap(\.amount)
        guard !paid.isEmpty else { throw sheet.stop("premium_sums.late_fee_fen", "premiums") }
        for amount in paid { sheet.note("payments[si_total].amount_fen", amount) }
        var taken = try SITotal.principal(sheet)
        if let interest = c.facts.premiumSums?.interest { taken.append(.money(interest)) }
        let rest = Formula.difference(.added(paid.map(Formula.money)), .added(taken)).notNegative
        return [try sheet.item(rest, payer: .employer, basis: basis)]
    }

    /// What stays unpaid after an order costs a fine of one to three times the arrears (SIL 86): at the authority's discretion, so a range
    /// that stands beside the fee and in no sum.
    private static func fine(_ c: Calculation) throws -> Item? {
        let open = c.facts.premiums.enumerated().filter { $0.element.paidOn == nil && $0.element.dueOn.map { $0.day < c.asOf } ?? false }
        let sheet = c.sheet(code)
        var parts: [Formula] = []
        for (index, premium) in open where c.facts.backPaidOn == nil {
            for (share, name) in [(premium.employer, "employer_fen"), (premium.employee, "employee_fen")] {
                guard let share else { continue }
                sheet.note("premiums[\(index)].\(name)", share)
                parts.append(.money(share))
            }
        }
        guard !parts.isEmpty, let least = sheet.number("fine_multiple", on: c.asOf, cls: "arrears_least"),
            let most = sheet.number("fine_multiple", on: c.asOf, cls: "arrears_most")
        else { return nil }
        for warning in ["discretionary", "needs_order", "never_the_employees"] { sheet.warn(warning) }
        let arrears = Formula.added(parts)
        var item = try sheet.range(
            .product([arrears, .count(least)]), .product([arrears, .count(most)]), payer: .employer, basis: ["SIL 63", "SIL 86"])
        item.variant = "fine_after_order"
        return item
    }

    /// Arrears × rate × days, each premium by the rate in force on the day it was due.
    private static func running(_ sheet: Sheet) throws -> Formula? {
        var parts: [Formula] = []
        var stated = false
        for (index, premium) in sheet.f.premiums.enumerated() {
            guard let due = premium.dueOn else { continue }
            let paid = premium.paidOn ?? sheet.f.backPaidOn ?? FactDay(sheet.c.asOf)
            let days = due.day.days(until: paid.day)
            let shares = [premium.employer, premium.employee].compactMap(\.self)
            guard !shares.isEmpty else { continue }
            stated = true
            guard days > 0 else { continue }
            sheet.note("premiums[\(index)].due_on", due)
            sheet.note("premiums[\(index)].paid_on", paid)
            let rate = try sheet.needNumber("late_fee_daily", on: due.day)
            // A premium due before SIL 86 that was paid after it: whose rate runs from then on is disputed.
            if let change = LocalDate(year: 2011, month: 7, day: 1), due.day < change, paid.day > change {
                sheet.warn("open_in_law:late_fee_before_2011")
            }
            parts.append(.product([.added(shares.map(Formula.money)), .percent(rate), .count(Int64(days))]))
        }
        // Paid in time: a fee of nothing is an answer.
        return stated ? .added(parts) : nil
    }
}
