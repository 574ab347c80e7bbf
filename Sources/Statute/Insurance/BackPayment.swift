import Base

/// 补缴: the months with no or too little premium, both shares by the rules of each month, and where the responsibility ends
/// (SIL 60, 63; law.md 4.5).
enum BackPayment: ItemRule {
    static let code = ItemCode.backPayment
    static let basis = ["SIL 60", "SIL 63"]

    static func applies(to facts: Facts) -> Bool { facts.premiums.contains { $0.declared == false } }

    static func compute(_ c: Calculation) throws -> [Item] {
        // Where the wages are known, every month is reckoned: one unpaid premium says nothing of the others.
        if c.facts.contributionWages.isEmpty, !open(c.sheet(code)).isEmpty { return try stated(c) }
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
        if isCut(c) { sheet.warn("outside_relation:" + code.rawValue) }
        if c.facts.endedOn != nil { sheet.warn("responsibility_ends:\(c.facts.endedOn?.day.description ?? "")") }
        return try sheet.item(formula, payer: payer, basis: basis, period: interval(c))
    }

    private static func interval(_ c: Calculation) -> FactInterval? {
        guard let from = [c.facts.dueFrom, c.facts.enteredOn].compactMap(\.self).max() else { return nil }
        let ends = [c.facts.dueTo, c.facts.endedOn].compactMap(\.self)
        return FactInterval(from: from, to: ends.min { $0.lastDay < $1.lastDay } ?? FactDay(c.asOf))
    }

    /// Is more asked about than the months of the relation (SIL 58, 60; LCL 7)?
    private static func isCut(_ c: Calculation) -> Bool {
        let early = c.facts.dueFrom.flatMap { from in c.facts.enteredOn.map { from.monthIndex < $0.monthIndex } } ?? false
        return early || c.facts.dueTo.flatMap { to in c.facts.endedOn.map { $0.monthIndex < to.monthIndex } } ?? false
    }

    /// One share of one line in one month.
    private struct Gap {
        let line: String
        let payer: Payer
        let month: Int
        let item: Item
    }

    /// Every month of the interval by the rates and bounds then in force, less what was booked for it; first the two sums, then what they
    /// are made of.
    private static func byMonths(_ c: Calculation) throws -> [Item] {
        guard let interval = interval(c), let last = interval.to else { throw Stop.missing(["premiums", "due_from"], reason: nil) }
        let first = interval.from.monthIndex
        // Nothing of the time asked about lies in the relation.
        guard first <= last.monthIndex else { return [] }
        var gaps: [Gap] = []
        var unknown: Set<String> = []
        var withoutBase = 0
        for month in first...max(first, min(last.monthIndex, first + longest - 1)) {
            guard let day = FactDay.firstDay(ofMonth: month) else { continue }
            guard try c.sheet(code).hasBase(month) else {
                withoutBase += 1
                continue
            }
            let found = try settledTogether(c, month, day, try gapsOf(c, month, day, &unknown))
            guard !found.isEmpty else { throw Stop.missing(["overrides.rate", "premiums"], reason: .both("\(day)的费率", "the rates of \(day)")) }
            gaps += found
        }
        guard withoutBase == 0 || !gaps.isEmpty else { throw Stop.missing(["contribution_wages"], reason: nil) }
        let open = gaps.filter { $0.item.amount ?? 0 > 0 }
        var items: [Item] = []
        for payer in [Payer.employer, .employee] {
            let own = open.filter { $0.payer == payer }.map(\.item)
            let sheet = c.sheet(code)
            for name in unknown.sorted() where name.hasSuffix(payer.rawValue) { sheet.warn("incomplete:\(name)") }
            if withoutBase > 0 { sheet.warn("incomplete:contribution_wages") }
            if last.monthIndex - first >= longest { sheet.warn("months_at_most:\(longest)") }
            items.append(try line(sheet, .added(own.map { .money($0.amount ?? 0) }), payer, c).resting(on: gaps.filter { $0.payer == payer }.map(\.item)))
        }
        return items + open.map(\.item)
    }

    /// What was paid of a line for one month.
    private static func paid(_ c: Calculation, _ line: String, _ month: Int, _ path: KeyPath<Premium, Int64?>) -> [Int64] {
        c.facts.premiums.compactMap { premium in
            guard premium.line == line, premium.declared != false, premium.paidOn != nil else { return nil }
            return premium.part(path, of: month)
        }
    }

    /// A premium stated for all lines at once is set off against the sum of the month.
    private static func settledTogether(_ c: Calculation, _ month: Int, _ day: LocalDate, _ gaps: [Gap]) throws -> [Gap] {
        var settled: [Gap] = []
        for (payer, path) in [(Payer.employer, \Premium.employer), (.employee, \Premium.employee)] {
            let (own, booked) = (gaps.filter { $0.payer == payer }, paid(c, "all", month, path))
            guard !booked.isEmpty, !own.isEmpty else {
                settled += own
                continue
            }
            let sheet = c.sheet(code)
            sheet.note("premiums[all].\(payer.rawValue)_fen", booked.reduce(0, +))
            let rest = Formula.difference(.added(own.map { .money($0.item.amount ?? 0) }), .added(booked.map(Formula.money))).notNegative
            var item = try sheet.item(rest, .arrears, payer: payer, basis: basis, period: Contribution.month(of: day))
            item.line = "all"
            settled.append(Gap(line: "all", payer: payer, month: month, item: item.resting(on: own.map(\.item))))
        }
        return settled
    }

    /// Months of one answer: ten years.
    private static let longest = 120

    private static func gapsOf(_ c: Calculation, _ month: Int, _ day: LocalDate, _ unknown: inout Set<String>) throws -> [Gap] {
        var gaps: [Gap] = []
        for line in Sheet.premiumLines {
            let sheet = c.sheet(code)
            for who in ["employer", "employee"] where sheet.isUnknown(line, who, on: day) { unknown.insert("\(line).\(who)") }
            guard let part = try sheet.contribution(line, wage: try sheet.contributionWage(month), on: day) else { continue }
            for (payer, share, path) in [(Payer.employer, part.employer, \Premium.employer), (.employee, part.employee, \Premium.employee)] {
                guard let share else { continue }
                let booked = paid(c, line, month, path)
                let owed = booked.isEmpty ? share : Formula.difference(.money(try share.fen()), .added(booked.map(Formula.money))).notNegative
                if !booked.isEmpty { sheet.note("premiums[\(line)].\(payer.rawValue)_fen", booked.reduce(0, +)) }
                var item = try sheet.item(owed, .arrears, payer: payer, basis: Contribution.basis(line) + ["SIL 63"], period: Contribution.month(of: day))
                item.line = line
                gaps.append(Gap(line: line, payer: payer, month: month, item: item))
            }
        }
        return gaps
    }
}
