import Base

/// 停工留薪期护理: the employer provides care or pays for it (WII 33(3)); where relatives care, some places name a least pay.
enum PaidLeaveCare: ItemRule {
    static let code = ItemCode.paidLeaveCare

    static func applies(to facts: Facts) -> Bool { facts.costs.contains { $0.name == "care" || $0.name == "nursing" } }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let spent = c.facts.costs.filter { $0.name == "care" || $0.name == "nursing" }
        if !spent.isEmpty {
            return [try CostItems.line(sheet, spent, payer: .employer, basis: ["WII 33(3)"])]
        }
        let day = c.facts.injuryDay?.day ?? c.asOf
        guard case .word("average_wage") = sheet.pack("care_replacement", on: day) else { throw sheet.stop("costs", "overrides.care_replacement") }
        let average = try sheet.baseAverage(of: day.year - 1, .province)
        guard let months = c.facts.paidLeaveMonthsX10 else { throw sheet.stop("paid_leave_months_x10") }
        sheet.note("paid_leave_months_x10", months)
        return [try sheet.item(.product([average, .tenths(months)]), payer: .employer, basis: ["WII 33(3)"])]
    }
}
