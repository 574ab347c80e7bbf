import Base

/// 失业保险待遇损失: the local standard times the months the worker would have had (SIL 46; F-8); a rural worker gets a one-off sum.
enum UnemploymentLoss: ItemRule {
    static let code = ItemCode.unemploymentLoss
    static let basis = ["SIL 45", "SIL 46"]

    static func applies(to facts: Facts) -> Bool {
        facts.unemploymentMonths != nil || facts.local.unemploymentMonthly != nil || facts.local.unemploymentRate != nil
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        let monthly = try standard(sheet)
        sheet.warn("open_in_law:loss")
        if c.facts.ruralWorker == true {
            sheet.note("rural_worker", .flag(true))
            sheet.warn("local_rule:one_off")
            return [try sheet.item(.product([monthly, .count(try fullYears(sheet))]), payer: .employer, basis: ["UIR 21"])]
        }
        if let months = c.facts.unemploymentMonths {
            sheet.note("unemployment_months", months)
            return [try sheet.item(.product([monthly, .count(try lawful(sheet, months))]), payer: .employer, basis: basis)]
        }
        let years = try fullYears(sheet)
        guard case .yearsTable(let table) = sheet.pack("unemployment_months", on: c.facts.endedOn?.day ?? c.asOf) else {
            throw sheet.stop("unemployment_months", "overrides.unemployment_months")
        }
        let most = table.value(years: years) ?? 0
        guard most > 0 else { return [try sheet.item(.count(0), payer: .employer, basis: basis)] }
        sheet.warn("months_at_most:\(most)")
        return [try sheet.range(.product([monthly, .count(1)]), .product([monthly, .count(most)]), payer: .employer, basis: basis)]
    }

    /// Not more months than the law gives for the years of contribution (SIL 46): 12, 18 or 24. Of unknown years only the longest of the
    /// three limits; the years with this employer say nothing of those before.
    private static func lawful(_ sheet: Sheet, _ months: Int64) throws -> Int64 {
        guard case .yearsTable(let table)? = sheet.pack("unemployment_months", on: sheet.f.endedOn?.day ?? sheet.c.asOf) else {
            sheet.untested("unemployment_months")
            return months
        }
        var most = table.map(\.value).max() ?? 0
        if sheet.f.contributionYears != nil {
            most = table.value(years: try fullYears(sheet)) ?? 0
        } else if table.contains(where: { $0.value < months }) {
            sheet.untested("unemployment_months")
        }
        guard months > most else { return months }
        sheet.warn("more_than_the_law_gives:\(most)")
        return most
    }

    private static func standard(_ sheet: Sheet) throws -> Formula {
        let day = sheet.f.endedOn?.day ?? sheet.c.asOf
        if let stated = sheet.f.local.unemploymentMonthly {
            sheet.note("local.unemployment_monthly_fen", stated)
            return .money(stated)
        }
        if let stated = sheet.f.local.unemploymentRate {
            sheet.note("local.unemployment_ppm", stated)
            return .product([try sheet.needMinimumWage(on: day), .percent(stated)])
        }
        if case .fen(let amount) = sheet.pack("unemployment_benefit", on: day) { return .money(amount) }
        guard let rate = sheet.number("unemployment_ratio", on: day, cls: "min_wage") else {
            throw sheet.stop("local.unemployment_monthly_fen", "overrides.unemployment_benefit")
        }
        return .product([try sheet.needMinimumWage(on: day), .percent(rate)])
    }

    private static func fullYears(_ sheet: Sheet) throws -> Int64 {
        if let stated = sheet.f.contributionYears {
            sheet.note("contribution_years", stated)
            return stated
        }
        return try sheet.service().years
    }
}
