import Base

/// 违法约定试用期赔偿金: the full monthly wage for each month served beyond the lawful probation (LCL 19, 83).
enum ProbationDamages: ItemRule {
    static let code = ItemCode.probationDamages

    static func applies(to facts: Facts) -> Bool { facts.probationAgreedMonths != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        func stated(_ value: Int64?, _ name: String) throws -> Int64 {
            guard let value else { throw sheet.stop(name) }
            return value
        }
        let (agreed, (term, wage)) = try sheet.both(
            { try stated(c.facts.probationAgreedMonths, "probation_agreed_months") },
            {
                try sheet.both(
                    { try stated(c.facts.contractMonths, "contract_months") },
                    { try stated(c.facts.wageAfterProbationMonthly, "wage_after_probation_monthly_fen") })
            })
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
