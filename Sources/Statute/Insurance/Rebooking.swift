import Base

/// 基数追溯调整: months that were booked on another base are not edited. The entry is reversed in full and booked anew on the right base;
/// what is still owed, or was paid too much, is the difference of the two (law.md 4.2).
enum Rebooking {
    /// For every stated premium of one month whose base is not that of `contribution_wages`.
    static func lines(_ c: Calculation) throws -> [Item] {
        try c.facts.premiums.enumerated().flatMap { index, booked -> [Item] in
            guard let period = booked.period, (period.to ?? period.from).monthIndex == period.from.monthIndex,
                Sheet.premiumLines.contains(booked.line),
                let right = c.facts.contributionWages.first(where: { $0.coversMonth(period.from.monthIndex) })?.amount, right != booked.base
            else { return [] }
            return try shares(c, index, booked, on: period.from.day, right)
        }
    }

    private static func shares(_ c: Calculation, _ index: Int, _ booked: Premium, on day: LocalDate, _ right: Int64) throws -> [Item] {
        var items: [Item] = []
        for (payer, was, name) in [(Payer.employer, booked.employer, "employer_fen"), (.employee, booked.employee, "employee_fen")] {
            guard let was else { continue }
            let sheet = c.sheet(.contribution)
            sheet.note("premiums[\(index)].\(name)", was)
            sheet.note("contribution_wages.base_fen", right)
            guard let month = try sheet.contribution(booked.line, wage: .money(right), on: day),
                let anew = payer == .employer ? month.employer : month.employee
            else { throw Stop.missing(["overrides.rate"], reason: "\(booked.line) \(day)") }
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
                item.period = Contribution.month(of: day)
                return item
            }
        }
        return items
    }
}
