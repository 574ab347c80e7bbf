/// 养老保险待遇损失: the province's average pension for the months without one; practice, open in law (F-8).
enum PensionLoss: ItemRule {
    static let code = ItemCode.pensionLoss

    static func applies(to facts: Facts) -> Bool { facts.local.averagePensionMonthly != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let (pension, months) = try sheet.both(
            { () throws -> Int64 in
                guard let stated = c.facts.local.averagePensionMonthly else { throw sheet.stop("local.average_pension_monthly_fen") }
                sheet.note("local.average_pension_monthly_fen", stated)
                return stated
            },
            { () throws -> Formula in
                guard let months = sheet.monthsDue() else { throw sheet.stop("months_due", "due_from") }
                return months
            })
        sheet.warn("open_in_law:loss")
        return [try sheet.item(.product([.money(pension), months]), payer: .employer, basis: ["SIL 16", "LDI1 1(5)"])]
    }
}
