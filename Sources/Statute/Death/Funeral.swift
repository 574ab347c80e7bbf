import Base

/// 丧葬补助金: six months of the pooling area's average wage of the year before (WII 39(1)(1)).
enum Funeral: ItemRule {
    static let code = ItemCode.funeral

    static func applies(to facts: Facts) -> Bool { facts.diedOn != nil && facts.deathRule != .nothing }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let died = c.facts.diedOn else { throw sheet.stop("died_on") }
        sheet.note("died_on", died)
        let payer = sheet.fundPayer(.notListed, on: died.day)
        let basis = ["WII 39(1)(1)"]
        guard c.facts.deathRule != .nothing else { return [try Death.nothing(sheet, payer, basis)] }
        let months = try sheet.needNumber("funeral", on: died.day)
        let average = try sheet.baseAverage(of: died.day.year - 1)
        return [try sheet.item(.product([average, .tenths(months)]), payer: payer, basis: basis)]
    }
}

/// What the death items share.
enum Death {
    /// The item is not due: the death has another cause than the injury, or came after the paid leave of a grade 1-4 employee.
    static func nothing(_ sheet: Sheet, _ payer: Payer, _ basis: [String]) throws -> Item {
        if let cause = sheet.f.deathCause { sheet.note("death_cause", .text(cause.rawValue)) }
        if sheet.f.deathRule == .nothing {
            sheet.warn("not_due:death_cause")
        } else {
            if let leave = sheet.f.paidLeave?.to { sheet.note("paid_leave.to", leave) }
            if let concluded = sheet.f.allowanceConcludedOn { sheet.note("grade_concluded_on", concluded) }
            sheet.warn("not_due:after_paid_leave")
        }
        return try sheet.item(.count(0), payer: payer, basis: basis)
    }
}
