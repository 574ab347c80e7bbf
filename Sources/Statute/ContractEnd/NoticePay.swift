import Base

/// 代通知金: the wage of the month before, where a no-fault dissolution came without thirty days' notice (LCL 40; LCR 20).
enum NoticePay: ItemRule {
    static let code = ItemCode.noticePay

    static func applies(to facts: Facts) -> Bool { facts.endGround == .lcl40 }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let basis = ["LCL 40", "LCR 20"]
        let day = c.facts.endedOn?.day ?? c.asOf
        if let ground = c.facts.endGround {
            sheet.note("end_ground", .text(ground.rawValue))
            guard ground == .lcl40 else {
                sheet.warn("not_due:end_ground")
                return [try sheet.item(.count(0), payer: .employer, basis: basis)]
            }
        } else {
            sheet.untested("ground")
        }
        if c.facts.endLawful == false { sheet.warn("alternative_to:damages_2n") }
        let needed = try sheet.needNumber("notice_days", on: day, cls: "employer")
        if let given = c.facts.noticeGivenDays {
            sheet.note("notice_given_days", given)
            if given >= needed { return [try sheet.item(.count(0), payer: .employer, basis: basis)] }
        }
        return [try sheet.item(lastMonth(sheet), payer: .employer, basis: basis)]
    }

    private static func lastMonth(_ sheet: Sheet) throws -> Formula {
        if let stated = sheet.f.lastMonthWage {
            sheet.note("last_month_wage_fen", stated)
            return .money(stated)
        }
        let before = (sheet.f.endedOn ?? FactDay(sheet.c.asOf)).monthIndex
        // No other month stands in for the one before (LCR 20).
        guard let month = sheet.f.wages.first(where: { $0.month == before - 1 }), let wage = sheet.pay(of: month, overtime: true)
        else { throw sheet.stop("last_month_wage_fen", "wages") }
        sheet.note("wages.gross_fen", wage)
        return .money(wage)
    }
}
