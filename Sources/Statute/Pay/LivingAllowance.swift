import Base

/// 停工停产生活费: the first pay period at the normal wage, then a part of the minimum wage (WPP 12; ratio by the place).
enum LivingAllowance: ItemRule {
    static let code = ItemCode.livingAllowance
    static let basis = ["WPP 12"]

    static func applies(to facts: Facts) -> Bool { facts.payPeriods.contains { $0.kind == .living || $0.kind == .layoff } }

    static func compute(_ c: Calculation) throws -> [Item] {
        let periods = c.facts.payPeriods.enumerated().filter { $0.element.kind == .living || $0.element.kind == .layoff }
        var items = [try monthly(c)]
        guard !periods.isEmpty else { return items }
        if let total = try line(c, periods.map { ($0.offset, $0.element) }, .total) { items.append(total) }
        if let shortfall = try line(c, periods.map { ($0.offset, $0.element) }, .shortfall) { items.append(shortfall) }
        for year in Sheet.years(periods.map(\.element.period)) {
            let ofYear = periods.filter { $0.element.period?.from.day.year == year }.map { ($0.offset, $0.element) }
            guard var part = try line(c, ofYear, .shortfall) else { continue }
            part.period = Sheet.span(ofYear.map(\.1.period))
            items.append(part)
        }
        return items
    }

    private static func monthly(_ c: Calculation) throws -> Item {
        let sheet = c.sheet(code)
        return try sheet.item(rate(sheet, on: lastDay(c)), payer: .employer, basis: basis)
    }

    private static func lastDay(_ c: Calculation) -> LocalDate {
        c.facts.payPeriods.last { $0.kind == .living || $0.kind == .layoff }?.period?.from.day ?? c.facts.endedOn?.day ?? c.asOf
    }

    /// A month's allowance: a stated amount, else the part of the minimum wage.
    static func rate(_ sheet: Sheet, on day: LocalDate) throws -> Formula {
        if let stated = sheet.f.local.subsistenceMonthly {
            sheet.note("local.subsistence_monthly_fen", stated)
            return .money(stated)
        }
        let minimum = try sheet.needMinimumWage(on: day)
        if let stated = sheet.f.local.livingRate {
            sheet.note("local.living_ppm", stated)
            return .product([minimum, .percent(stated)])
        }
        guard let rate = sheet.number("living_ratio", on: day, cls: "min_wage") else { throw sheet.stop("local.living_ppm", "overrides.living_ratio") }
        return .product([minimum, .percent(rate)])
    }

    /// What was due over the periods; as a shortfall less what was paid, nil where no payment is stated.
    private static func line(_ c: Calculation, _ periods: [(Int, PayPeriod)], _ measure: Measure) throws -> Item? {
        let sheet = c.sheet(code)
        var due: [Formula] = []
        var paid: [Formula] = []
        for (index, period) in periods {
            due += try dues(sheet, period, index)
            if measure == .shortfall, let amount = try sheet.paid(period, index) { paid.append(amount) }
        }
        guard measure != .shortfall || !paid.isEmpty else { return nil }
        let formula = paid.isEmpty ? Formula.added(due) : Formula.difference(.added(due), .added(paid)).notNegative
        return try sheet.item(formula, measure, payer: .employer, basis: basis)
    }

    /// A lay-off's first month is paid as normal work; what follows, and a living period from its start, by the rate.
    private static func dues(_ sheet: Sheet, _ period: PayPeriod, _ index: Int) throws -> [Formula] {
        let day = period.period?.from.day ?? lastDay(sheet.c)
        guard period.kind == .layoff, period.dueMonthly == nil else {
            return try sheet.dueByMinimumWage(period, index) { try rate(sheet, on: $0 ?? day) }
        }
        let normal = try sheet.originalPay(before: period.period?.from)
        var rest = period
        if let interval = period.period, let second = interval.from.day.adding(months: 1) {
            let last = Sheet.end(interval, sheet.c.asOf)
            guard second <= last else { return [try sheet.pay(normal, over: interval, on: day)] }
            rest.period = FactInterval(from: FactDay(second), to: interval.to)
        } else if let months = period.monthsX10, months > 10 {
            rest.monthsX10 = months - 10
        } else {
            return [try sheet.due(period, index) { normal }]
        }
        return [normal] + (try sheet.dueByMinimumWage(rest, index) { try rate(sheet, on: $0 ?? day) })
    }
}
