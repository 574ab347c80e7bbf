import Base

/// 拖欠工资: what was due less what was paid, less lawful deductions (LCL 30, WPP 7, 9).
enum WageArrears: ItemRule {
    static let code = ItemCode.wageArrears

    static func applies(to facts: Facts) -> Bool {
        facts.payPeriods.contains { $0.kind == .work } || facts.wages.contains { $0.due != nil } || facts.workTime != nil
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        var due: [Formula] = []
        var paid: [Formula] = []
        for (index, period) in c.facts.payPeriods.enumerated() where counts(period) {
            due.append(try sheet.due(period, index) { try normalPay(sheet, period) })
            if let amount = try sheet.paid(period, index) { paid.append(amount) }
        }
        try addMonths(sheet, &due, &paid)
        try addHours(sheet, &due)
        guard !due.isEmpty else { throw sheet.stop("pay_periods", "wages") }
        let lawful = lawfulDeductions(sheet)
        var open = Formula.added(due)
        if !paid.isEmpty { open = .difference(open, .added(paid)) }
        if !lawful.isEmpty { open = .difference(open, .added(lawful)) }
        let basis = ["LCL 30", "WPP 7", "WPP 9"] + (lawful.isEmpty ? [] : ["WPP 15", "SIL 60(1)"])
        var items = [try sheet.item(open.notNegative, payer: .employer, basis: basis)]
        if !paid.isEmpty { items.append(try sheet.item(open.notNegative, .shortfall, payer: .employer, basis: basis)) }
        return items
    }

    private static func counts(_ period: PayPeriod) -> Bool { period.kind == .work || (period.kind == .other && period.dueMonthly != nil) }

    /// Pay for normal work where the period names none: original pay, the average of the wages, the severance wage, the minimum wage.
    private static func normalPay(_ sheet: Sheet, _ period: PayPeriod) throws -> Formula {
        let end = sheet.f.endedOn ?? period.period?.from
        if let pay = try? sheet.originalPay(before: end, closes: true) { return pay }
        if let stated = sheet.f.severanceWageMonthly {
            sheet.note("severance_wage_monthly_fen", stated)
            return .money(stated)
        }
        if let floor = sheet.minimumWage(on: period.period?.from.day ?? sheet.c.asOf) {
            sheet.warn("base:minimum_wage")
            return floor
        }
        throw sheet.stop("pay_periods.due_monthly_fen", "original_pay_monthly_fen")
    }

    /// Months with a stated due: less what was paid in them.
    private static func addMonths(_ sheet: Sheet, _ due: inout [Formula], _ paid: inout [Formula]) throws {
        guard due.isEmpty else { return }
        for month in sheet.f.wages {
            guard let owed = month.due else { continue }
            sheet.note("wages[\(month.month / 12)-\(month.month % 12 + 1)].due_fen", owed)
            due.append(.money(owed))
            if let received = month.gross ?? month.net {
                sheet.note("wages[\(month.month / 12)-\(month.month % 12 + 1)].gross_fen", received)
                paid.append(.money(received))
            }
        }
    }

    /// Hourly pay: normal hours, and overtime on working days at 150 % (LL 44(1)).
    private static func addHours(_ sheet: Sheet, _ due: inout [Formula]) throws {
        guard let time = sheet.f.workTime else { return }
        sheet.note("work_time.hourly_wage_fen", time.hourlyWage)
        if let hours = time.normalHoursX10 {
            sheet.note("work_time.normal_hours_x10", hours)
            due.append(.product([.money(time.hourlyWage), .tenths(hours)]))
        }
        if let hours = time.weekdayHoursX10 {
            sheet.note("work_time.weekday_overtime_hours_x10", hours)
            let rate = try sheet.needNumber("overtime", on: sheet.c.asOf, cls: "workday")
            due.append(.product([.money(time.hourlyWage), .tenths(hours), .percent(rate)]))
        }
    }

    /// Tax, this month's own premiums and housing fund, court orders, union dues; anything else needs an agreement (WPP 15-16).
    static func lawfulDeductions(_ sheet: Sheet) -> [Formula] {
        var lawful: [Formula] = []
        for (index, deduction) in sheet.f.deductions.enumerated() {
            guard deduction.kind != .other else {
                sheet.warn("deduction_not_lawful_without_agreement")
                continue
            }
            sheet.note("deductions[\(deduction.kind.rawValue) \(index + 1)].amount_fen", deduction.amount)
            lawful.append(.money(deduction.amount))
        }
        return lawful
    }
}
