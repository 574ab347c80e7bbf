import Base

/// 个人社保扣缴差额: the employee's premiums less the net wage available in the month, and the balance with what was advanced before
/// (law.md 4.2): S = max(0, E − max(0, W − tax − court)).
enum ContributionShortfall: ItemRule {
    static let code = ItemCode.contributionShortfall

    static func applies(to facts: Facts) -> Bool {
        facts.deductions.contains { $0.kind == .socialInsurance } && (facts.wages.last?.gross != nil || facts.balance != nil)
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let basis = ["SIL 60(1)", "WPP 15"]
        let premiums = try ownPremiums(sheet)
        let gross = try grossPay(sheet)
        var before: [Formula] = []
        for deduction in c.facts.deductions where deduction.kind == .tax || deduction.kind == .court {
            sheet.note("deductions[\(deduction.kind.rawValue)].amount_fen", deduction.amount)
            before.append(.money(deduction.amount))
        }
        if c.facts.tax != nil, !c.facts.deductions.contains(where: { $0.kind == .tax }) { before.append(try IncomeTax.thisMonth(sheet)) }
        let available = before.isEmpty ? gross : Formula.difference(gross, .added(before)).notNegative
        let short = Formula.difference(premiums, available).notNegative
        try noticeByPolicy(sheet, short)
        var items = [try sheet.item(short, .shortfall, payer: .employee, basis: basis)]
        if let balance = c.facts.balance {
            sheet.note("balance_fen", balance)
            items.append(try sheet.item(.sum([.money(balance), short]), .total, payer: .employee, basis: basis))
        }
        return items + (try exit(sheet, premiums, available, basis))
    }

    /// A company's rule may have the employee told from a sum on: of the month, or of all that was advanced. "More than" is strict.
    private static func noticeByPolicy(_ sheet: Sheet, _ short: Formula) throws {
        guard case .found(let row, _) = sheet.c.law.find("policy_fen", on: sheet.c.asOf, cls: "notify_threshold"), case .fen(let threshold) = row.value
        else { return }
        let all = Formula.sum([.money(sheet.f.balance ?? 0), short])
        if Formula.money(threshold).isLess(than: all) { sheet.warn("company_policy:shortfall_notice") }
    }

    /// At the end: what was advanced and this month's premiums, less the net final wages; below zero the employer owes wages (law.md 4.2).
    private static func exit(_ sheet: Sheet, _ premiums: Formula, _ available: Formula, _ basis: [String]) throws -> [Item] {
        guard let ended = sheet.f.endedOn, ended.monthIndex <= (sheet.f.wages.last?.month ?? FactDay.monthIndex(sheet.c.asOf)) else { return [] }
        sheet.note("ended_on", ended)
        sheet.warn("open_in_law:needs_written_agreement")
        let owed = Formula.sum([.money(sheet.f.balance ?? 0), premiums])
        if owed.isLess(than: available) {
            return [try sheet.item(.difference(available, owed), .due, payer: .employer, basis: ["WPP 9"], variant: "exit")]
        }
        return [try sheet.item(.difference(owed, available), .shortfall, payer: .employee, basis: basis + ["WPP 9"], variant: "exit")]
    }

    private static func ownPremiums(_ sheet: Sheet) throws -> Formula {
        let stated = sheet.f.deductions.filter { $0.kind == .socialInsurance }
        if !stated.isEmpty {
            for (index, deduction) in stated.enumerated() { sheet.note("deductions[si \(index + 1)].amount_fen", deduction.amount) }
            return .added(stated.map { .money($0.amount) })
        }
        let month = FactDay.monthIndex(sheet.c.asOf)
        let wage = try sheet.contributionWage(month)
        let shares = try Sheet.premiumLines.compactMap { try sheet.contribution($0, wage: wage, on: sheet.c.asOf)?.employee }
        guard !shares.isEmpty else { throw sheet.stop("deductions", "overrides.rate") }
        return .added(shares.map(Formula.toFen))
    }

    private static func grossPay(_ sheet: Sheet) throws -> Formula {
        if let month = sheet.f.wages.last, let gross = month.due ?? month.gross {
            sheet.note("wages.gross_fen", gross)
            return .money(gross)
        }
        if let index = sheet.f.payPeriods.indices.last { return try sheet.due(sheet.f.payPeriods[index], index) { .count(0) } }
        throw sheet.stop("wages", "pay_periods")
    }
}
