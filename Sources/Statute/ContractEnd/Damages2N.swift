import Base

/// 违法解除或终止赔偿金 (2N): twice the severance standard from the first day of work; instead of N, not beside it (LCL 48, 87; LCR 25).
enum Damages2N: ItemRule {
    static let code = ItemCode.damages2N

    static func applies(to facts: Facts) -> Bool { facts.endLawful == false && (facts.endedOn != nil || facts.serviceGiven != nil) }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let basis = ["LCL 48", "LCL 87", "LCL 47", "LCR 25"]
        switch c.facts.endLawful {
        case true?:
            sheet.note("end_lawful", .flag(true))
            sheet.warn("not_due:end_lawful")
            return [try sheet.item(.count(0), payer: .employer, basis: basis)]
        case false?: sheet.note("end_lawful", .flag(false))
        case nil: sheet.untested("end_lawful")
        }
        sheet.warn("alternative_to:severance")
        let day = c.facts.endedOn?.day ?? c.asOf
        let sum = try SeveranceFormula.whole(sheet)
        let multiple = try sheet.needNumber("damages_multiple", on: day)
        let due = SeveranceFormula.product(sum, .count(multiple))
        var items = [try sheet.item(due, payer: .employer, basis: basis)]
        // Who pays the damages owes no severance (LCR 25): what was paid as severance counts toward them.
        let severance = c.facts.payments.filter { $0.item == .severance }.compactMap(\.amount)
        if !severance.isEmpty {
            for amount in severance { sheet.note("payments[severance].amount_fen", amount) }
            items.append(try sheet.item(due.less(severance), .shortfall, payer: .employer, basis: basis))
        }
        return items
    }
}
