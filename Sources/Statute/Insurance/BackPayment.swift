import Base

/// 补缴: the months with no or too little premium, both shares by the rules of each month, and where the responsibility ends
/// (SIL 60, 63; law.md 4.5).
enum BackPayment: ItemRule {
    static let code = ItemCode.backPayment
    static let basis = ["SIL 60", "SIL 63"]

    static func applies(to facts: Facts) -> Bool { facts.premiums.contains { $0.declared == false } }

    static func compute(_ c: Calculation) throws -> [Item] {
        if !open(c.sheet(code)).isEmpty { return try stated(c) }
        return try byMonths(c)
    }

    /// What is unpaid inside the relation.
    private static func open(_ sheet: Sheet) -> [Premium] { sheet.premiumsInside().filter { $0.paidOn == nil || $0.declared == false } }

    /// The premiums the facts name: each share by its debtor.
    private static func stated(_ c: Calculation) throws -> [Item] {
        var items: [Item] = []
        for (payer, path, name) in [(Payer.employer, \Premium.employer, "employer_fen"), (.employee, \Premium.employee, "employee_fen")] {
            let sheet = c.sheet(code)
            let parts = sheet.sum(open(sheet), path, name)
            if !parts.isEmpty { items.append(try line(sheet, .added(parts), payer, c)) }
        }
        guard !items.isEmpty else { throw Stop.missing(["premiums"], reason: nil) }
        return items
    }

    private static func line(_ sheet: Sheet, _ formula: Formula, _ payer: Payer, _ c: Calculation) throws -> Item {
        if payer == .employee { sheet.warn("employer_remits_may_reclaim") }
        if c.facts.endedOn != nil { sheet.warn("responsibility_ends:\(c.facts.endedOn?.day.description ?? "")") }
        return try sheet.item(formula, payer: payer, basis: basis, period: interval(c))
    }

    private static func interval(_ c: Calculation) -> FactInterval? {
        guard let from = c.facts.dueFrom ?? c.facts.enteredOn else { return nil }
        return FactInterval(from: from, to: c.facts.dueTo ?? c.facts.endedOn ?? FactDay(c.asOf))
    }

    /// No premiums stated: every month of the interval by the rates and bounds then in force.
    private static func byMonths(_ c: Calculation) throws -> [Item] {
        guard let interval = interval(c), let last = interval.to else { throw Stop.missing(["premiums", "due_from"], reason: nil) }
        var shares: [Payer: [Formula]] = [:]
        let sheet = c.sheet(code)
        let months = interval.from.monthIndex...max(interval.from.monthIndex, min(last.monthIndex, interval.from.monthIndex + 599))
        for month in months {
            guard let day = FactDay.firstDay(ofMonth: month) else { continue }
            let wage = try sheet.contributionWage(month)
            var found = false
            for line in Sheet.premiumLines {
                guard let part = try sheet.contribution(line, wage: wage, on: day) else { continue }
                found = true
                if let employer = part.employer { shares[.employer, default: []].append(.money(try employer.fen())) }
                if let employee = part.employee { shares[.employee, default: []].append(.money(try employee.fen())) }
            }
            guard found else { throw Stop.missing(["overrides.rate", "premiums"], reason: "rates of \(day)") }
        }
        return try [Payer.employer, .employee].compactMap { payer in
            try shares[payer].map { try line(sheet, .added($0), payer, c) }
        }
    }
}
