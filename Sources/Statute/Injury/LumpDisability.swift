import Base

/// 一次性伤残补助金: months of own wage by grade, once for each injury; the end of the relation has nothing to do with it (WII 35-37).
enum LumpDisability: ItemRule {
    static let code = ItemCode.lumpDisability

    static func applies(to facts: Facts) -> Bool { facts.currentGrade != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let events = c.facts.injuries.isEmpty
            ? [InjuryEvent(injuredOn: c.facts.injuryDay, grade: c.facts.grade ?? .unknown, concludedOn: c.facts.gradeConcludedOn)]
            : c.facts.injuries
        guard !c.facts.injuries.isEmpty || c.facts.grade != nil else { throw Stop.missing(["grade"], reason: nil) }
        var items: [Item] = []
        let first = events.filter { event in !isReview(event, events) }
        for event in first { items += try lines(c, event, several: events.count > 1) }
        return items.map { item in
            var item = item
            // The same injury graded once more: the sum is paid once, by the first grade, unless a place says otherwise (WII 28).
            if first.count < events.count { item.warnings.append(review(c)) }
            return item
        }
    }

    /// A later conclusion on the same injury.
    private static func isReview(_ event: InjuryEvent, _ all: [InjuryEvent]) -> Bool {
        guard let injured = event.injuredOn, let concluded = event.concludedOn else { return false }
        return all.contains { $0.injuredOn == injured && $0.concludedOn.map { $0 < concluded } ?? false }
    }

    private static func review(_ c: Calculation) -> String {
        let key = "lump_disability_recomputed_on_review"
        if case .found(let row, _) = c.law.find(key, on: c.asOf), row.value == .word("no") { return "local_rule:" + key }
        return "open_in_law:" + key
    }

    private static func lines(_ c: Calculation, _ event: InjuryEvent, several: Bool) throws -> [Item] {
        let sheet = c.sheet(code)
        let injured = event.injuredOn?.day ?? sheet.ownWageDay(event)
        let day = sheet.ruleDay(injured)
        if let injured = event.injuredOn { sheet.note(c.facts.injuries.isEmpty ? c.facts.injuryDayName : "injured_on", injured) }
        // Whether the Regulation covers somebody who works on after retiring depends on the place and on who was insured (OP2 item 2).
        if let retired = c.facts.retiredOn?.lastDay, let injured = event.injuredOn, retired < injured.day, c.facts.injuryDayName == "injured_on" {
            sheet.warn("open_in_law:injury_after_retirement")
        }
        let wage = event.grade == .none ? OwnWage(own: .count(0), declared: nil) : try sheet.ownWage(before: several ? event : nil)
        let payer = sheet.fundPayer(.notListed, on: injured)
        let basis = basis(event.grade)
        func months(_ base: Formula) -> Sheet.ByGrade {
            { grade in try formula(sheet, base, grade, day) }
        }
        let period = several ? event.injuredOn.map { FactInterval(from: $0, to: $0) } : nil
        var items: [Item] = []
        if let declared = wage.declared {
            items.append(contentsOf: [
                try sheet.graded(1...10, grade: event.grade, payer: payer, basis: basis, months(declared)),
                try sheet.graded(1...10, grade: event.grade, payer: payer, basis: basis, variant: "own_wage", months(wage.own)),
            ].compactMap(\.self))
        } else if let item = try sheet.graded(1...10, grade: event.grade, payer: payer, basis: basis, months(wage.own)) {
            items.append(item)
        }
        return items.map { item in
            var item = item
            item.period = period
            return item
        }
    }

    private static func basis(_ grade: Grade) -> [String] {
        guard case .known(let grade) = grade else { return ["WII 35", "WII 36", "WII 37", "WII 64"] }
        return [grade <= 4 ? "WII 35(1)(1)" : grade <= 6 ? "WII 36(1)(1)" : "WII 37(1)(1)", "WII 64"]
    }

    /// Months × own wage, not below the local minimum where one is stated.
    private static func formula(_ sheet: Sheet, _ base: Formula, _ grade: Int, _ day: LocalDate) throws -> Formula {
        let months = try sheet.needNumber("lump_disability", on: day, cls: String(grade))
        let sum = Formula.product([base, .tenths(months)])
        if let stated = sheet.f.local.lumpDisabilityFloorMonthsX10 { sheet.note("local.lump_disability_floor_months_x10", stated) }
        guard let least = sheet.f.local.lumpDisabilityFloorMonthsX10 ?? sheet.number("lump_disability_floor", on: day, cls: String(grade))
        else { return sum }
        let floor = Formula.product([try sheet.baseAverage(of: day.year - 1), .tenths(least)])
        guard sum.isLess(than: floor) else { return sum }
        sheet.warn("local_floor_applied")
        return floor
    }
}
