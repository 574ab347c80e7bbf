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
        let end = missing.day.adding(months: Int(months)) ?? missing.day
        return [try sheet.item(.product([pay, .count(months)]), payer: .employer, basis: ["WII 41"], from: missing.day, to: end)]
    }
}
