import Base

/// 丧葬补助金: six months of the pooling area's average wage of the year before (WII 39(1)(1)).
enum Funeral: ItemRule {
    static let code = ItemCode.funeral

    static func applies(to facts: Facts) -> Bool { facts.diedOn != nil && facts.deathCause != .other }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let died = c.facts.diedOn else { throw sheet.stop("died_on") }
        sheet.note("died_on", died)
        let payer = sheet.fundPayer(.notListed, on: died.day)
        let basis = ["WII 39(1)(1)"]
        guard c.facts.deathCause != .other else { return [try Death.nothing(sheet, payer, basis)] }
        let months = try sheet.needNumber("funeral", on: died.day)
        let average = try sheet.baseAverage(of: died.day.year - 1)
        return [try sheet.item(.product([average, .tenths(months)]), payer: payer, basis: basis)]
    }
}

/// What the death items share.
enum Death {
    /// The death has another cause than the injury: nothing of WII 39 is due.
    static func nothing(_ sheet: Sheet, _ payer: Payer, _ basis: [String]) throws -> Item {
        sheet.note("death_cause", .text(sheet.f.deathCause?.rawValue ?? ""))
        sheet.warn("not_due:death_cause")
        return try sheet.item(.count(0), payer: payer, basis: basis)
    }
}
