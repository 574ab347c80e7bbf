import Base

/// 停工留薪期工资: original wages and benefits unchanged, by the employer, in general not longer than 12 months, with a confirmed
/// extension 24 (WII 33).
enum PaidLeavePay: ItemRule {
    static let code = ItemCode.paidLeavePay

    static func applies(to facts: Facts) -> Bool {
        facts.paidLeave != nil || facts.paidLeaveMonthsX10 != nil || facts.payPeriods.contains { $0.kind == .paidLeave }
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let basis = ["WII 33(1)", "WII 33(2)"]
        let periods = c.facts.payPeriods.enumerated().filter { $0.element.kind == .paidLeave }
        let stated = c.facts.paidLeaveMonthsX10 != nil || c.facts.paidLeave != nil
        var due: Formula
        if stated {
            due = try total(sheet, pay(sheet, periods.first?.element))
        } else {
            guard !periods.isEmpty else { throw sheet.stop("paid_leave_months_x10", "paid_leave") }
            due = try Formula.added(periods.map { try sheet.due($0.element, $0.offset, default: { try sheet.originalPay(before: c.facts.injuryDay) }) })
        }
        var items = [try sheet.item(due, payer: .employer, basis: basis)]
        let paid = try periods.compactMap { try sheet.paid($0.element, $0.offset) }
        if !paid.isEmpty {
            due = Formula.difference(due, Formula.added(paid)).notNegative
            items.append(try sheet.item(due, .shortfall, payer: .employer, basis: basis))
        }
        return items
    }

    /// Original pay; where it is not stated, what a stated period of the leave says was due a month.
    private static func pay(_ sheet: Sheet, _ period: PayPeriod?) throws -> Formula {
        guard sheet.f.originalPayMonthly == nil, let due = period?.dueMonthly else { return try sheet.originalPay(before: sheet.f.injuryDay) }
        sheet.note("pay_periods.due_monthly_fen", due)
        return .money(due)
    }

    /// The longest leave in tenths of months: twelve, with a confirmed extension up to the day it is confirmed to and twenty-four at most.
    private static func longest(_ sheet: Sheet, on day: LocalDate) throws -> Int64 {
        let general = try sheet.needNumber("paid_leave_max", on: day)
        guard let extended = sheet.f.extensionConfirmedTo else { return general }
        sheet.note("extension_confirmed_to", extended)
        let most = general + (try sheet.needNumber("paid_leave_extension_max", on: day))
        guard sheet.f.paidLeave == nil, let start = sheet.f.injuryDay else { return most }
        let confirmed = Service(from: start.day, to: extended.lastDay)
        return min(most, max(general, confirmed.totalMonths * 10 + (confirmed.restDays ? 10 : 0)))
    }

    /// The last day of the general twelve months.
    private static func twelve(_ sheet: Sheet, _ first: LocalDate, on day: LocalDate) -> LocalDate {
        let months = sheet.number("paid_leave_max", on: day) ?? 0
        return first.adding(months: Int(months / 10))?.adding(days: -1) ?? first
    }

    /// Months × pay, the months held to the lawful longest.
    private static func total(_ sheet: Sheet, _ pay: Formula) throws -> Formula {
        let day = sheet.f.injuryDay?.day ?? sheet.c.asOf
        let most = try longest(sheet, on: day)
        if let months = sheet.f.paidLeaveMonthsX10 {
            sheet.note("paid_leave_months_x10", months)
            if months > most {
                sheet.warn(sheet.f.extensionConfirmedTo == nil ? "extension_not_confirmed" : "longest_leave_applied")
            }
            let counted = min(months, most)
            return counted == 10 ? pay : .product([pay, .tenths(counted)])
        }
        guard let leave = sheet.f.paidLeave else { throw sheet.stop("paid_leave_months_x10", "paid_leave") }
        sheet.note("paid_leave.from", leave.from)
        if let to = leave.to { sheet.note("paid_leave.to", to) }
        var interval = FactInterval(from: leave.from, to: leave.to ?? sheet.f.extensionConfirmedTo)
        let general = leave.from.day.adding(months: Int(most / 10))?.adding(days: -1) ?? leave.from.day
        let last = sheet.f.extensionConfirmedTo.map { max(min(general, $0.lastDay), twelve(sheet, leave.from.day, on: day)) } ?? general
        if Sheet.end(interval, sheet.c.asOf) > last {
            sheet.warn(sheet.f.extensionConfirmedTo == nil ? "extension_not_confirmed" : "longest_leave_applied")
            interval = FactInterval(from: leave.from, to: FactDay(last))
        }
        return try sheet.pay(pay, over: interval, on: day)
    }
}
