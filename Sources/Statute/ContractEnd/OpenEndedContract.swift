import Base

/// 应订立而未订立无固定期限劳动合同的二倍工资差额: from the day such a contract was due until the eve of its signature (LCL 82(2)). The
/// text names no longest time; courts differ ([J]).
enum OpenEndedContract {
    static func line(_ c: Calculation) throws -> Item {
        let sheet = c.sheet(.doubleWage)
        let basis = ["LCL 82(2)", "LCL 14"]
        guard let due = c.facts.openEndedDueOn else { throw sheet.stop("open_ended_due_on") }
        sheet.note("open_ended_due_on", due)
        var last = c.facts.endedOn?.day ?? c.asOf
        if let ended = c.facts.endedOn { sheet.note("ended_on", ended) }
        if let signed = c.facts.contractSignedOn ?? nil, signed.day > due.day, let eve = signed.day.adding(days: -1) {
            sheet.note("contract_signed_on", signed)
            last = min(last, eve)
        }
        sheet.warn("open_in_law:open_ended_longest")
        sheet.warn("limitation_shown:one_year_day_by_day")
        guard due.day <= last else { return try sheet.item(.count(0), payer: .employer, basis: basis) }
        let formula = try sheet.pay(wage(sheet, last), over: FactInterval(from: due, to: FactDay(last)), on: due.day)
        return try sheet.item(formula, payer: .employer, basis: basis, from: due.day, to: last)
    }

    private static func wage(_ sheet: Sheet, _ last: LocalDate) throws -> Formula {
        if let average = sheet.averagePay(before: FactDay(last), closes: true, overtime: true) { return average }
        guard let stated = sheet.f.severanceWageMonthly else { return try sheet.originalPay(before: FactDay(last), closes: true) }
        sheet.note("severance_wage_monthly_fen", stated)
        return .money(stated)
    }
}
