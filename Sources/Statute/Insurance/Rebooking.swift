import Base

/// 基数追溯调整: months that were booked on another base are not edited. The entry is reversed in full and booked anew on the right base;
/// what is still owed, or was paid too much, is the difference of the two (law.md 4.2).
enum Rebooking {
    /// For every stated premium whose base is not that of `contribution_wages`; one stated for several months is the sum of them.
    static func lines(_ c: Calculation) throws -> [Item] {
        try c.facts.premiums.enumerated().flatMap { index, booked -> [Item] in
            guard let period = booked.period, Sheet.premiumLines.contains(booked.line) else { return [] }
            let months = Array(period.from.monthIndex...(period.to ?? period.from).monthIndex).prefix(120)
            let bases = months.compactMap { month in c.facts.contributionWages.first { $0.coversMonth(month) }?.amount }
            guard bases.count == months.count, bases.contains(where: { $0 != booked.base }) else { return [] }
            return try shares(c, index, booked, Array(zip(months, bases)), period)
        }
    }

    private static func shares(
        _ c: Calculation, _ index: Int, _ booked: Premium, _ months: [(Int, Int64)], _ period: FactInterval
    ) throws -> [Item] {
        var items: [Item] = []
        for (payer, was, name) in [(Payer.employer, booked.employer, "employer_fen"), (.employee, booked.employee, "employee_fen")] {
            guard let was else { continue }
            let sheet = c.sheet(.contribution)
            sheet.note("premiums[\(index)].\(name)", was)
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
            else { throw Stop.missing(["overrides.rate"], reason: "\(line) \(day)") }
            parts.append(months.count == 1 ? part : .toFen(part))
        }
        return .added(parts)
    }
}
