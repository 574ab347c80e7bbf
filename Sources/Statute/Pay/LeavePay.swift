import Base

/// 假期工资: what the law gives for each stated period of leave - paid leave in full, sick pay, living allowance; personal leave may be
/// unpaid (MWR 3, 12), and what a company's rule gives beyond that is company policy.
enum LeavePay: ItemRule {
    static let code = ItemCode.leavePay

    static func applies(to facts: Facts) -> Bool { facts.payPeriods.contains { $0.kind != .work && $0.kind != .living && $0.dueMonthly == nil } }

    static func compute(_ c: Calculation) throws -> [Item] {
        let periods = c.facts.payPeriods.enumerated().filter { $0.element.kind != .work }
        guard !periods.isEmpty else { throw Stop.missing(["pay_periods"], reason: nil) }
        return try periods.map { index, period in
            let sheet = c.sheet(code)
            let day = period.period?.from.day ?? c.asOf
            let due = try sheet.due(period, index) {
                switch period.kind {
                case .paidLeave: try sheet.originalPay(before: c.facts.injuryDay)
                case .sick: try SickPay.rate(sheet, on: day)
                case .living, .layoff: try LivingAllowance.rate(sheet, on: day)
                case .work, .other: .count(0)
                }
            }
            if period.kind == .other { sheet.warn(period.dueMonthly == nil ? "personal_leave_unpaid" : "company_policy:leave_pay") }
            return try sheet.item(due, payer: .employer, basis: basis(period.kind), period: period.period)
        }
    }

    private static func basis(_ kind: PayPeriod.Kind) -> [String] {
        switch kind {
        case .paidLeave: ["WII 33(1)"]
        case .sick: SickPay.basis
        case .living, .layoff: LivingAllowance.basis
        case .work, .other: ["MWR 3", "MWR 12"]
        }
    }
}
