import Base

/// 假期工资: what the law gives for each stated period of leave - paid leave, annual, marriage and funeral leave in full, sick pay, living
/// allowance, the place's rule for the gap before the conclusion; personal leave may be unpaid (MWR 3, 12). What a company's rule gives
/// beyond that stands beside it as a variant and is company policy.
enum LeavePay: ItemRule {
    static let code = ItemCode.leavePay

    static func applies(to facts: Facts) -> Bool { facts.payPeriods.contains { $0.kind != .work && $0.kind != .living && $0.dueMonthly == nil } }

    static func compute(_ c: Calculation) throws -> [Item] {
        let periods = c.facts.payPeriods.enumerated().filter { $0.element.kind != .work }
        guard !periods.isEmpty else { throw Stop.missing(["pay_periods"], reason: nil) }
        return try periods.flatMap { (index, period) throws -> [Item] in
            if period.kind == .gap, period.dueMonthly == nil { return [try gap(c, period, index)] }
            let sheet = c.sheet(code)
            let day = period.period?.from.day ?? c.asOf
            let due = Formula.added(try sheet.dueByMinimumWage(period, index) { try monthly(sheet, period.kind, $0 ?? day) })
            if isPersonal(period.kind) { sheet.warn(period.dueMonthly == nil ? "personal_leave_unpaid" : "company_policy:leave_pay") }
            if period.kind == .maternity { sheet.warn("alternative_to:maternity_allowance") }
            let item = try sheet.item(due, payer: .employer, basis: basis(period.kind), period: period.period)
            return [item] + (try CompanyLeavePay.line(c, period, index).map { [$0] } ?? [])
        }
    }

    static func isPersonal(_ kind: PayPeriod.Kind) -> Bool { kind == .other || kind == .personal }

    /// What a month of the leave is paid with.
    private static func monthly(_ sheet: Sheet, _ kind: PayPeriod.Kind, _ day: LocalDate) throws -> Formula {
        switch kind {
        case .paidLeave: try sheet.originalPay(before: sheet.f.injuryDay)
        case .annual, .marriage, .bereavement, .maternity: try sheet.originalPay(before: FactDay(day))
        case .sick: try SickPay.rate(sheet, on: day)
        case .living, .layoff: try LivingAllowance.rate(sheet, on: day)
        case .work, .other, .personal, .gap: .count(0)
        }
    }

    /// After paid leave and before the conclusion there is no national rule: the place's, else from nothing to the full pay.
    private static func gap(_ c: Calculation, _ period: PayPeriod, _ index: Int) throws -> Item {
        let sheet = c.sheet(code)
        let day = period.period?.from.day ?? c.asOf
        let basis = ["WII 33(2)"]
        let rule = sheet.pack("gap_pay_rule", on: day)
        if rule == .word("full") || rule == .word("sick") || rule == .word("living") || rule == .word("none") {
            let due = try sheet.due(period, index) {
                switch rule {
                case .word("full")?: try sheet.originalPay(before: sheet.f.injuryDay)
                case .word("sick")?: try SickPay.rate(sheet, on: day)
                case .word("living")?: try LivingAllowance.rate(sheet, on: day)
                default: .count(0)
                }
            }
            sheet.warn("local_rule:gap_pay_rule")
            return try sheet.item(due, payer: .employer, basis: basis, period: period.period)
        }
        sheet.warn("open_in_law:gap_pay_rule")
        let full = try sheet.due(period, index) { try sheet.originalPay(before: sheet.f.injuryDay) }
        var item = try sheet.range(.count(0), full, payer: .employer, basis: basis)
        item.period = period.period
        return item
    }

    private static func basis(_ kind: PayPeriod.Kind) -> [String] {
        switch kind {
        case .paidLeave: ["WII 33(1)"]
        case .sick: SickPay.basis
        case .living, .layoff: LivingAllowance.basis
        case .annual: ["LL 45", "ALR 2"]
        case .marriage, .bereavement: ["LL 51"]
        case .maternity: ["SIL 56", "FWR 8"]
        case .gap: ["WII 33(2)"]
        case .work, .other, .personal: ["MWR 3", "MWR 12"]
        }
    }
}
