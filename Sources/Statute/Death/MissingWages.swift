import Base

/// 下落不明期间工资: three months of wages from the month of the accident, by the employer; then the survivors' pension (WII 41).
enum MissingWages: ItemRule {
    static let code = ItemCode.missingWages

    static func applies(to facts: Facts) -> Bool { facts.missingSince != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let missing = c.facts.missingSince else { throw sheet.stop("missing_since") }
        sheet.note("missing_since", missing)
        let months = try sheet.needNumber("missing_wage", on: missing.day)
        let pay = try sheet.originalPay(before: missing)
        // From the month of the accident, whole months: the pension follows in the fourth.
        let end = Sheet.endOfMissingWages(missing.day, months)
        return [try sheet.item(.product([pay, .count(months)]), payer: .employer, basis: ["WII 41"], from: missing.day, to: end)]
    }
}

extension Sheet {
    /// The last day of the month in which the wages of one missing end.
    static func endOfMissingWages(_ missing: LocalDate, _ months: Int64) -> LocalDate {
        let first = LocalDate(year: missing.year, month: missing.month, day: 1) ?? missing
        return first.adding(months: Int(months))?.adding(days: -1) ?? missing
    }
}
