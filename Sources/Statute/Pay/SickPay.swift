import Base

/// 病假工资: the local rule, not below 80 % of the minimum wage (LO309 59; MTP).
enum SickPay: ItemRule {
    static let code = ItemCode.sickPay
    static let basis = ["LO309 59", "MTP 3"]

    static func applies(to facts: Facts) -> Bool { !facts.sickLeaves.isEmpty || facts.payPeriods.contains { $0.kind == .sick } }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let periods = c.facts.payPeriods.enumerated().filter { $0.element.kind == .sick }
        let day = c.facts.sickLeaves.first?.from.day ?? periods.first?.element.period?.from.day ?? c.facts.endedOn?.day ?? c.asOf
        let monthly = try rate(sheet, on: day)
        MedicalPeriod.note(sheet, on: day)
        var due: [Formula] = []
        for (index, leave) in c.facts.sickLeaves.enumerated() {
            sheet.note("sick_leaves[\(index)].from", leave.from)
            if let to = leave.to { sheet.note("sick_leaves[\(index)].to", to) }
            due += try sheet.byMinimumWage(leave, workingDays: sheet.dividesWorkingDays) { try rate(sheet, on: $0) } over: {
                try sheet.pay($0, over: $1, on: $1.from.day)
            }
        }
        var paid: [Formula] = []
        for (index, period) in periods {
            due += try sheet.dueByMinimumWage(period, index) { try rate(sheet, on: $0 ?? day) }
            if let amount = try sheet.paid(period, index) { paid.append(amount) }
        }
        let total = due.isEmpty ? monthly : Formula.added(due)
        var items = [try sheet.item(total, payer: .employer, basis: basis)]
        if !paid.isEmpty {
            items.append(try sheet.item(Formula.difference(total, .added(paid)).notNegative, .shortfall, payer: .employer, basis: basis))
        }
        return items
    }

    /// A month's sick pay: the larger of the local part of the wage and the floor.
    static func rate(_ sheet: Sheet, on day: LocalDate) throws -> Formula {
        let part = try sheet.needNumber("sick_pay_floor", on: day, cls: "min_wage")
        let floor = sheet.minimumWage(on: day).map { Formula.product([$0, .percent(part)]) }
        guard let wage = sheet.f.originalPayMonthly, let local = localRate(sheet, on: day) else {
            guard let floor else { throw sheet.stop("minimum_wages", "overrides.min_wage") }
            sheet.untested("local_sick_pay")
            return floor
        }
        sheet.note("original_pay_monthly_fen", wage)
        let sum = Formula.product([.money(wage), .percent(local)])
        guard let floor else {
            sheet.untested("minimum_wage")
            return sum
        }
        return sum.isLess(than: floor) ? .greatest([sum, floor]) : sum
    }

    private static func localRate(_ sheet: Sheet, on day: LocalDate) -> Int64? {
        if let stated = sheet.f.local.sickPayRate {
            sheet.note("local.sick_pay_ppm", stated)
            return stated
        }
        return sheet.number("sick_pay", on: day, cls: "wage")
    }
}
