import Base

/// 社会保险费: both shares of each line, in the month of the question or in each month from `due_from` to `due_to`
/// (SIL 10, 12, 23, 33, 44, 53, 60).
enum Contribution: ItemRule {
    static let code = ItemCode.contribution

    /// Only when asked: most questions hold wages, few are about premiums.
    static func applies(to facts: Facts) -> Bool { false }

    static func compute(_ c: Calculation) throws -> [Item] {
        let (days, outside) = inside(c, days(c))
        guard !days.isEmpty else { return [] }
        var items: [Item] = []
        var shares: [Payer: [Formula]] = [:]
        var unknown: Set<String> = []
        var reason: Wording?
        var isIncomplete = Rebooking.isIncomplete(c)
        let known = try days.filter { try c.sheet(code).hasBase(FactDay.monthIndex($0)) }
        if known.count < days.count, !known.isEmpty { isIncomplete = true }
        if known.isEmpty, let anew = try rebookedAlone(c) { return anew }
        for day in known.isEmpty ? days : known {
            for line in Sheet.premiumLines {
                let sheet = c.sheet(code)
                for who in ["employer", "employee"] where sheet.isUnknown(line, who, on: day) { unknown.insert("\(line).\(who)") }
                let wage = try sheet.contributionWage(FactDay.monthIndex(day))
                guard let month = try sheet.contribution(line, wage: wage, on: day) else {
                    reason = reason ?? noRate(line, sheet.unknownReason)
                    continue
                }
                for (payer, formula) in [(Payer.employer, month.employer), (.employee, month.employee)] {
                    guard let formula else { continue }
                    // A share is due in whole fen, so it is rounded by itself and the sum adds what is due.
                    var item = try sheet.item(formula, payer: payer, basis: basis(line), period: days.count > 1 ? Contribution.month(of: day) : nil)
                    item.line = line
                    shares[payer, default: []].append(.money(item.amount ?? 0))
                    items.append(item)
                }
            }
        }
        guard !items.isEmpty else { throw Stop.missing(["overrides.rate"], reason: reason) }
        for payer in [Payer.employer, .employee] {
            guard let parts = shares[payer] else { continue }
            let sheet = c.sheet(code)
            for name in unknown.sorted() where name.hasSuffix(payer.rawValue) { sheet.warn("incomplete:\(name)") }
            if isIncomplete { sheet.warn("incomplete:contribution_wages") }
            if outside { sheet.warn("outside_relation:" + code.rawValue) }
            items.append(try sheet.item(.added(parts), .total, payer: payer, basis: ["SIL 60"]).resting(on: items.filter { $0.payer == payer }))
        }
        return items + (try annualFees(c, days[0])) + (try Rebooking.lines(c))
    }

    /// Bases are stated, but none of the months asked about: what they put right of what was booked, with the months named as left out.
    private static func rebookedAlone(_ c: Calculation) throws -> [Item]? {
        let lines = try Rebooking.lines(c)
        guard !lines.isEmpty else { return nil }
        return lines.map { line in
            var line = line
            if !line.warnings.contains("incomplete:contribution_wages") { line.warnings.append("incomplete:contribution_wages") }
            return line
        }
    }

    /// Fees of the year, which the places take in one month or in parts of their own: they stand beside the months and in no month's sum.
    private static func annualFees(_ c: Calculation, _ day: LocalDate) throws -> [Item] {
        var items: [Item] = []
        for line in Sheet.premiumLines {
            for (payer, who) in [(Payer.employer, "employer"), (.employee, "employee")] {
                let sheet = c.sheet(code)
                guard case .fen(let fee)? = sheet.pack("fixed_fee_annual", on: day, line: line, who: who) else { continue }
                sheet.warn("fee_of_the_year")
                var item = try sheet.item(.money(fee), payer: payer, basis: basis(line), variant: "annual_fee")
                item.line = line
                items.append(item)
            }
        }
        return items
    }

    private static func noRate(_ line: String, _ why: Wording?) -> Wording {
        let why = why ?? .both("没有费率", "no rate")
        return .both(LineName.text(line, .zh) + "：" + why.zh, LineName.text(line, .en) + ": " + why.en)
    }

    /// The month asked about; with `due_to` each month up to it, at most ten years.
    private static func days(_ c: Calculation) -> [LocalDate] {
        let first = c.facts.dueFrom?.day ?? c.asOf
        guard let last = c.facts.dueTo, last.monthIndex > FactDay.monthIndex(first) else { return [first] }
        let start = FactDay.monthIndex(first)
        return (start...min(last.monthIndex, start + 119)).compactMap(FactDay.firstDay(ofMonth:))
    }

    /// The months asked about that lie in the relation, and whether others do not: premiums are due for its months only (SIL 58, 60; LCL 7).
    private static func inside(_ c: Calculation, _ days: [LocalDate]) -> ([LocalDate], outside: Bool) {
        let first = c.facts.enteredOn?.monthIndex ?? Int.min
        let last = c.facts.endedOn?.monthIndex ?? Int.max
        let kept = days.filter { first <= FactDay.monthIndex($0) && FactDay.monthIndex($0) <= last }
        return (kept, kept.count < days.count)
    }

    static func month(of day: LocalDate) -> FactInterval {
        let month = FactDay(day, precision: .month)
        return FactInterval(from: month, to: month)
    }

    static func basis(_ line: String) -> [String] {
        switch line {
        case "pension": ["SIL 10", "SIL 12"]
        case "medical", "large_sum": ["SIL 23"]
        case "unemployment": ["SIL 44"]
        case "work_injury": ["SIL 33", "WII 10"]
        case "maternity": ["SIL 53"]
        default: ["SIL 60"]
        }
    }
}
