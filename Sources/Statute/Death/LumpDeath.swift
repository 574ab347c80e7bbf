import Base

/// 一次性工亡补助金: twenty times the national urban disposable income of the year before; not after the paid leave of a grade 1-4
/// employee (WII 39(1)(3), 39(3)).
enum LumpDeath: ItemRule {
    static let code = ItemCode.lumpDeath

    static func applies(to facts: Facts) -> Bool {
        facts.diedOn != nil && facts.deathRule != .nothing && facts.deathRule != .afterPaidLeave
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let died = c.facts.diedOn ?? c.facts.missingSince else { throw sheet.stop("died_on") }
        sheet.note(c.facts.diedOn == nil ? "missing_since" : "died_on", died)
        let payer = sheet.fundPayer(.notListed, on: died.day)
        let basis = ["WII 39(1)(3)"]
        let rule = c.facts.diedOn == nil ? .all : c.facts.deathRule
        if rule == .nothing || rule == .afterPaidLeave { return [try Death.nothing(sheet, payer, ["WII 39(3)"])] }
        if c.facts.isDeathAfterLeaveOfGrade5to10 { sheet.warn("open_in_law:death_after_leave") }
        let multiple = try sheet.needNumber("lump_death", on: died.day)
        let sum = Formula.product([try sheet.urbanIncome(of: died.day.year - 1), .count(multiple)])
        if c.facts.diedOn == nil {
            // Missing on duty: half may be advanced in hardship (WII 41).
            let part = try sheet.needNumber("missing_advance", on: died.day)
            sheet.warn("advance_only_in_hardship")
            return [try sheet.item(.product([sum, .percent(part)]), payer: payer, basis: ["WII 41"], variant: "advance")]
        }
        guard rule == .open else { return [try sheet.item(sum, payer: payer, basis: basis)] }
        // Everything of WII 39(1) in the paid leave, funeral and pension only after it: which it was has to be said.
        sheet.untested("death_cause")
        return [try sheet.range(.count(0), sum, payer: payer, basis: basis + ["WII 39(3)"])]
    }
}
