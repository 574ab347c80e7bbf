import Base

/// 一次性领取长期待遇: months of the average wage that a place grants a worker of grades 1-4 who leaves for good ([L]).
enum LongTermLumpSum: ItemRule {
    static let code = ItemCode.longTermLumpSum

    static func applies(to facts: Facts) -> Bool { facts.local.longTermMonths != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let months = c.facts.local.longTermMonths else { throw sheet.stop("local.long_term_months") }
        sheet.note("local.long_term_months", months)
        sheet.warn("local_rule:long_term")
        let day = c.facts.endedOn?.day ?? c.asOf
        let average = try sheet.baseAverage(of: day.year - 1)
        let payer = sheet.fundPayer(.newlyIncurred, on: day)
        return [try sheet.item(.product([average, .count(months)]), payer: payer, basis: ["WII 35", "WII 62"])]
    }
}
