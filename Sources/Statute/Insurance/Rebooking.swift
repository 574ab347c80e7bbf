import Base

/// 基数追溯调整: months that were booked on another base are not edited. The entry is reversed in full and booked anew on the right base;
/// what is still owed, or was paid too much, is the difference of the two (law.md 4.2).
enum Rebooking {
    /// For every stated premium whose base is not that of `contribution_wages`; one stated for several months is the sum of them. Months
    /// without a base are left as they were booked.
    static func lines(_ c: Calculation) throws -> [Item] {
        try c.facts.premiums.enumerated().flatMap { index, booked -> [Item] in
            guard let months = months(c, booked) else { return [] }
            return try runs(months).flatMap { run -> [Item] in
                guard run.contains(where: { $0.1 != booked.base }) else { return [] }
                return try shares(c, index, booked, run, isPart: run.count < months.count)
            }
        }
    }

    /// Are there booked months whose right base nobody stated, though that of others is?
    static func isIncomplete(_ c: Calculation) -> Bool {
        !c.facts.contributionWages.isEmpty && c.facts.premiums.contains { months(c, $0)?.contains { $0.1 == nil } ?? false }
    }

    /// The booked months, at most ten years, each with the base stated for it.
    private static func months(_ c: Calculation, _ booked: Premium) -> [(Int, Int64?)]? {
        guard let period = booked.period, Sheet.premiumLines.contains(booked.line) else { return nil }
        return (period.from.monthIndex...(period.to ?? period.from).monthIndex).prefix(120).map { ($0, c.facts.declaredBase($0)) }
    }

    /// Months in a row that have a base.
    private static func runs(_ months: [(Int, Int64?)]) -> [[(Int, Int64)]] {
        var runs: [[(Int, Int64)]] = []
        for (month, base) in months {
            guard let base else { continue }
            if let last = runs.last?.last, last.0 + 1 == month { runs[runs.count - 1].append((month, base)) } else { runs.append([(month, base)]) }
        }
        return runs
    }

    private static func shares(
        _ c: Calculation, _ index: Int, _ booked: Premium, _ months: [(Int, Int64)], isPart: Bool
    ) throws -> [Item] {
        var items: [Item] = []
        guard let first = months.first?.0, let last = months.last?.0, let from = FactDay.firstDay(ofMonth: first),
            let to = FactDay.firstDay(ofMonth: last)
        else { return [] }
        let period = isPart ? FactInterval(from: FactDay(from, precision: .month), to: FactDay(to, precision: .month)) : booked.period
        for (payer, share, name) in [(Payer.employer, \Premium.employer, "employer_fen"), (.employee, \Premium.employee, "employee_fen")] {
            guard let whole = booked[keyPath: share] else { continue }
            let was = isPart ? months.reduce(0) { $0 + (booked.part(share, of: $1.0) ?? 0) } : whole
            let sheet = c.sheet(.contribution)
            sheet.note("premiums[\(index)].\(name)", whole)
            if isPart { sheet.warn("incomplete:contribution_wages") }
            let anew = try right(sheet, booked.line, payer, months)
            let now = try anew.fen()
            let basis = Contribution.basis(booked.line) + ["SIL 63"]
            var made = [
                try sheet.item(.difference(.count(0), .money(was)), .paid, payer: payer, basis: basis, variant: "reversal"),
                try sheet.item(anew, payer: payer, basis: basis, variant: "rebooked"),
            ]
            if now >= was {
                made.append(try sheet.item(.difference(.money(now), .money(was)), .shortfall, payer: payer, basis: basis))
            } else {
                made.append(
                    try sheet.item(.difference(.money(was), .money(now)), .total, payer: .fund, basis: basis, variant: "overpaid"))
            }
            items += made.map { item in
                var item = item
                item.line = booked.line
                item.period = period
                return item
            }
        }
        return items
    }

    /// The share on the right bases: of several months the sum of each, rounded by itself.
    private static func right(_ sheet: Sheet, _ line: String, _ payer: Payer, _ months: [(Int, Int64)]) throws -> Formula {
        var parts: [Formula] = []
        for (month, base) in months {
            guard let day = FactDay.firstDay(ofMonth: month) else { continue }
            sheet.note("contribution_wages.base_fen", base)
            guard let share = try sheet.contribution(line, wage: .money(base), on: day), let part = payer == .employer ? share.employer : share.employee
            else { throw Stop.missing(["overrides.rate"], reason: .both("\(LineName.text(line, .zh))，\(day)", "\(LineName.text(line, .en)), \(day)")) }
            parts.append(months.count == 1 ? part : .toFen(part))
        }
        return .added(parts)
    }
}
