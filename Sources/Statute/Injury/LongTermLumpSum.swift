import Base

/// 一次性领取长期待遇: grades 1-4 commuted where a place allows it ([L]): stated months of the average wage, else the place's multiple of
/// the province's yearly average wage of the year before the injury.
enum LongTermLumpSum: ItemRule {
    static let code = ItemCode.longTermLumpSum

    static func applies(to facts: Facts) -> Bool { facts.local.longTermMonths != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let day = c.facts.endedOn?.day ?? c.asOf
        let basis = ["WII 35", "WII 62"]
        if let months = c.facts.local.longTermMonths {
            sheet.note("local.long_term_months", months)
            sheet.warn("local_rule:long_term")
            let average = try sheet.baseAverage(of: day.year - 1)
            return [try sheet.item(.product([average, .count(months)]), payer: sheet.fundPayer(.newlyIncurred, on: day), basis: basis)]
        }
        guard case .known(let grade)? = c.facts.currentGrade else { throw sheet.stop("local.long_term_months", "grade") }
        sheet.note("grade", Int64(grade))
        guard grade <= 4 else { return [] }
        let injured = c.facts.injuryDay?.day ?? day
        guard let multiple = sheet.number("long_term_lump_sum", on: injured, cls: String(grade)) else {
            throw sheet.stop("local.long_term_months", "overrides.long_term_lump_sum")
        }
        sheet.warn("local_rule:long_term")
        let average = try sheet.baseAverage(of: injured.year - 1, .province)
        let payer = sheet.fundPayer(.newlyIncurred, on: day)
        return [try sheet.item(.product([average, .count(12), .count(multiple)]), payer: payer, basis: basis)]
    }
}
