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
        let leave = try lawful(sheet)
        let stated = c.facts.payPeriods.enumerated().filter { $0.element.kind == .paidLeave }.map { ($0.offset, $0.element) }
        let periods = try held(stated, leave, sheet)
        var due: Formula
        if let leave {
            due = try total(leave, sheet, pay(sheet, stated.first?.1))
        } else {
            guard !stated.isEmpty else { throw sheet.stop("paid_leave_months_x10", "paid_leave") }
            due = try Formula.added(periods.map { try sheet.due($0.1, $0.0, default: { try sheet.originalPay(before: c.facts.injuryDay) }) })
        }
        var items = [try sheet.item(due, payer: .employer, basis: basis)]
        if let leave { items += try PaidLeaveEnd.variants(c, leave) { try total($0, $1, pay($1, stated.first?.1)) } }
        let paid = try periods.compactMap { try sheet.paid($0.1, $0.0) }
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

    /// The leave that is due: the stated one, held to the lawful longest.
    enum Leave {
        case months(Int64)
        case interval(FactInterval)
    }

    /// Nil where no leave is stated.
    private static func lawful(_ sheet: Sheet) throws -> Leave? {
        let day = sheet.f.injuryDay?.day ?? sheet.c.asOf
        if let months = sheet.f.paidLeaveMonthsX10 {
            let most = try longest(sheet, on: day)
            sheet.note("paid_leave_months_x10", months)
            if months > most { tooLong(sheet) }
            PaidLeaveEnd.check(sheet, months: min(months, most))
            return .months(min(months, most))
        }
        guard let leave = sheet.f.paidLeave else { return nil }
        sheet.note("paid_leave.from", leave.from)
        if let to = leave.to { sheet.note("paid_leave.to", to) }
        let interval = FactInterval(from: leave.from, to: leave.to ?? sheet.f.extensionConfirmedTo)
        let last = try lastDay(sheet, from: leave.from.day)
        guard Sheet.end(interval, sheet.c.asOf) > last else { return .interval(PaidLeaveEnd.held(interval, sheet)) }
        tooLong(sheet)
        return .interval(PaidLeaveEnd.held(FactInterval(from: leave.from, to: FactDay(last)), sheet))
    }

    /// The last day that a leave from this day may have: twelve months, with a confirmed extension up to the day confirmed, twenty-four at most.
    private static func lastDay(_ sheet: Sheet, from first: LocalDate) throws -> LocalDate {
        let day = sheet.f.injuryDay?.day ?? sheet.c.asOf
        let general = first.adding(months: Int(try longest(sheet, on: day) / 10))?.adding(days: -1) ?? first
        return sheet.f.extensionConfirmedTo.map { max(min(general, $0.lastDay), twelve(sheet, first, on: day)) } ?? general
    }

    private static func tooLong(_ sheet: Sheet) {
        sheet.warn(sheet.f.extensionConfirmedTo == nil ? "extension_not_confirmed" : "longest_leave_applied")
    }

    private static func total(_ leave: Leave, _ sheet: Sheet, _ pay: Formula) throws -> Formula {
        switch leave {
        case .months(let months): months == 10 ? pay : .product([pay, .tenths(months)])
        case .interval(let interval): try sheet.pay(pay, over: interval, on: sheet.f.injuryDay?.day ?? sheet.c.asOf)
        }
    }

    /// Stated periods of the leave, each held to what of it lies inside the lawful one; what lies wholly beyond is no pay of the leave.
    private static func held(_ periods: [(Int, PayPeriod)], _ leave: Leave?, _ sheet: Sheet) throws -> [(Int, PayPeriod)] {
        guard !periods.isEmpty else { return [] }
        var left = try longest(sheet, on: sheet.f.injuryDay?.day ?? sheet.c.asOf)
        var window: FactInterval?
        var stop: FactInterval?
        switch leave {
        case .months(let months)?: left = months
        case .interval(let interval)?: window = interval
        case nil:
            guard let first = periods.compactMap({ $0.1.period?.from }).min() else { break }
            window = FactInterval(from: first, to: FactDay(try lastDay(sheet, from: first.day)))
            let last = periods.compactMap { $0.1.period.map { Sheet.end($0, sheet.c.asOf) } }.max()
            if let last { stop = PaidLeaveEnd.held(FactInterval(from: first, to: FactDay(last)), sheet) }
        }
        return periods.compactMap { index, period in
            var period = period
            if let months = period.monthsX10 {
                if months > left { tooLong(sheet) }
                period.monthsX10 = min(months, left)
                left -= min(months, left)
            } else if period.days == nil, let own = period.period, let window {
                if Sheet.end(own, sheet.c.asOf) > Sheet.end(window, sheet.c.asOf) || own.from < window.from {
                    if leave == nil { tooLong(sheet) }
                    guard let inside = own.inside(window) else { return nil }
                    period.period = inside
                }
                guard let stop, let part = period.period, Sheet.end(part, sheet.c.asOf) > Sheet.end(stop, sheet.c.asOf) else { return (index, period) }
                guard let inside = part.inside(stop) else { return nil }
                period.period = inside
            }
            return (index, period)
        }
    }

    /// What a monthly payment amounts to: for the stated period, else the whole leave, as far as the leave is due. Nil where the stated
    /// periods of the leave say themselves what was paid in each.
    static func paid(_ monthly: Int64, over period: FactInterval?, _ sheet: Sheet) throws -> Formula? {
        let (pay, day) = (Formula.money(monthly), sheet.f.injuryDay?.day ?? sheet.c.asOf)
        switch try lawful(sheet) {
        case nil:
            let stated = sheet.f.payPeriods.enumerated().filter { $0.element.kind == .paidLeave }.map { ($0.offset, $0.element) }
            let open = try held(stated, nil, sheet).filter { $0.1.paid == nil && $0.1.paidMonthly == nil }
            guard !open.isEmpty else { return nil }
            return .added(
                try open.compactMap { index, own -> Formula? in
                    var part = own
                    part.dueMonthly = nil
                    if let period, let dates = own.period {
                        guard let inside = dates.inside(period) else { return nil }
                        part.period = inside
                    }
                    return try sheet.due(part, index) { pay }
                })
        case .interval(let leave)?:
            guard let inside = (period ?? leave).inside(leave) else { return .count(0) }
            return try sheet.pay(pay, over: inside, on: day)
        case .months(let months)?:
            let whole = Formula.product([pay, .tenths(months)])
            guard let period else { return whole }
            let paid = try sheet.pay(pay, over: period, on: day)
            return whole.isLess(than: paid) ? whole : paid
        }
    }
}
