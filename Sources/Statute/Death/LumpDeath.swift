import Base

/// 一次性工亡补助金: twenty times the national urban disposable income of the year before; not after the paid leave of a grade 1-4
/// employee (WII 39(1)(3), 39(3)).
enum LumpDeath: ItemRule {
    static let code = ItemCode.lumpDeath

    static func applies(to facts: Facts) -> Bool {
        facts.diedOn != nil && facts.deathCause != .other && facts.deathCause != .afterPaidLeave
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let died = c.facts.diedOn ?? c.facts.missingSince else { throw sheet.stop("died_on") }
        sheet.note(c.facts.diedOn == nil ? "missing_since" : "died_on", died)
        let payer = sheet.fundPayer(.notListed, on: died.day)
        let basis = ["WII 39(1)(3)"]
        if c.facts.deathCause == .other || c.facts.deathCause == .afterPaidLeave { return [try Death.nothing(sheet, payer, ["WII 39(3)"])] }
        // Death of the injury after the paid leave of grade 1-4 gives funeral and pension only: which it was has to be said.
        if c.facts.deathCause == nil, c.facts.diedOn != nil, case .known(1...4)? = c.facts.currentGrade { sheet.untested("death_cause") }
        let multiple = try sheet.needNumber("lump_death", on: died.day)
        let sum = Formula.product([try sheet.urbanIncome(of: died.day.year - 1), .count(multiple)])
        if c.facts.diedOn == nil {
            // Missing on duty: half may be advanced in hardship (WII 41).
            let part = try sheet.needNumber("missing_advance", on: died.day)
            sheet.warn("advance_only_in_hardship")
            return [try sheet.item(.product([sum, .percent(part)]), payer: payer, basis: ["WII 41"], variant: "advance")]
        }
        return [try sheet.item(sum, payer: payer, basis: basis)]
    }
}
