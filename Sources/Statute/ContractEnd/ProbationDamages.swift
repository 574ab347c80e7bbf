import Base

/// 违法约定试用期赔偿金: the full monthly wage for each month served beyond the lawful probation (LCL 19, 83).
enum ProbationDamages: ItemRule {
    static let code = ItemCode.probationDamages

    static func applies(to facts: Facts) -> Bool { facts.probationAgreedMonths != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let agreed = c.facts.probationAgreedMonths else { throw sheet.stop("probation_agreed_months") }
        guard let term = c.facts.contractMonths else { throw sheet.stop("contract_months") }
        guard let wage = c.facts.wageAfterProbationMonthly else { throw sheet.stop("wage_after_probation_monthly_fen") }
        sheet.note("probation_agreed_months", agreed)
        sheet.note("contract_months", term)
        sheet.note("wage_after_probation_monthly_fen", wage)
        guard case .yearsTable(let table) = sheet.pack("probation_months", on: c.facts.enteredOn?.day ?? c.asOf) else {
            throw sheet.stop("overrides.probation_months")
        }
        let lawful = table.value(years: term) ?? 0
        let beyond = max(0, agreed - lawful)
        return [try sheet.item(.product([.money(wage), .count(beyond)]), payer: .employer, basis: ["LCL 19", "LCL 83"])]
    }
}
