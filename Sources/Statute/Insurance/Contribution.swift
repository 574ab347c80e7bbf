import Base

/// 社会保险费: both shares of each line in the month of the question (SIL 10, 12, 23, 33, 44, 53, 60).
enum Contribution: ItemRule {
    static let code = ItemCode.contribution

    /// Only when asked: most questions hold wages, few are about premiums.
    static func applies(to facts: Facts) -> Bool { false }

    static func compute(_ c: Calculation) throws -> [Item] {
        let day = c.facts.dueFrom?.day ?? c.asOf
        var items: [Item] = []
        var shares: [Payer: [Formula]] = [:]
        var reason: String?
        for line in Sheet.premiumLines {
            let sheet = c.sheet(code)
            let wage = try sheet.contributionWage(FactDay.monthIndex(day))
            guard let month = try sheet.contribution(line, wage: wage, on: day) else {
                reason = "\(line): \(sheet.unknownReason ?? "no rate")"
                continue
            }
            for (payer, formula) in [(Payer.employer, month.employer), (.employee, month.employee)] {
                guard let formula else { continue }
                // A share is due in whole fen, so it is rounded by itself and the sum adds what is due.
                var item = try sheet.item(formula, payer: payer, basis: basis(line))
                item.line = line
                shares[payer, default: []].append(.money(item.amount ?? 0))
                items.append(item)
            }
        }
        guard !items.isEmpty else { throw Stop.missing(["overrides.rate"], reason: reason) }
        for payer in [Payer.employer, .employee] {
            guard let parts = shares[payer] else { continue }
            items.append(try c.sheet(code).item(.added(parts), .total, payer: payer, basis: ["SIL 60"]))
        }
        return items
    }

    private static func basis(_ line: String) -> [String] {
        switch line {
        case "pension": ["SIL 10", "SIL 12"]
        case "medical": ["SIL 23"]
        case "unemployment": ["SIL 44"]
        case "work_injury": ["SIL 33", "WII 10"]
        default: ["SIL 53"]
        }
    }
}
