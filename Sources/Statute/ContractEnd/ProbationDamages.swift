import Base

/// 违法约定试用期赔偿金: the full monthly wage for each month served beyond the lawful probation (LCL 19, 83).
enum ProbationDamages: ItemRule {
    static let code = ItemCode.probationDamages

    static func applies(to facts: Facts) -> Bool { facts.probationAgreedMonths != nil }

    /// Only what was served beyond the lawful probation is paid (LCL 83), where the relation ended before the agreed one was over; else nil.
    private static func served(_ sheet: Sheet, _ wage: Formula, lawful: Int64, agreed: Int64) throws -> Formula? {
        guard let entered = sheet.f.enteredOn, let ended = sheet.f.endedOn, ended.day < entered.day.completing(months: Int(agreed)) else { return nil }
        sheet.note("entered_on", entered)
        sheet.note("ended_on", ended)
        let first = entered.day.completing(months: Int(lawful))
        guard first <= ended.day else { return .count(0) }
        return try sheet.pay(wage, over: FactInterval(from: FactDay(first), to: FactDay(ended.day)), on: first)
    }

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
        let formula = try served(sheet, .money(wage), lawful: lawful, agreed: agreed) ?? .product([.money(wage), .count(beyond)])
        return [try sheet.item(formula, payer: .employer, basis: ["LCL 19", "LCL 83"])]
    }
}
