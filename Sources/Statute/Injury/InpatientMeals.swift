import Base

/// 住院伙食补助费: a daily rate of the place, or a part of the staff's travel meals, for each day in hospital (WII 30(4)).
enum InpatientMeals: ItemRule {
    static let code = ItemCode.inpatientMeals

    static func applies(to facts: Facts) -> Bool { facts.inpatientDays != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let days = c.facts.inpatientDays else { throw sheet.stop("inpatient_days") }
        sheet.note("inpatient_days", days)
        let day = c.facts.injuryDay?.day ?? c.asOf
        let payer = sheet.fundPayer(.newlyIncurred, on: day)
        let daily = try daily(sheet, day)
        return [try sheet.item(.product([daily, .count(days)]), payer: payer, basis: ["WII 30(4)"])]
    }

    /// The day's rate: stated, else the place's amount, else its part of a thirtieth of the minimum wage.
    private static func daily(_ sheet: Sheet, _ day: LocalDate) throws -> Formula {
        if let stated = sheet.f.local.mealDaily {
            sheet.note("local.meal_daily_fen", stated)
            guard let ratio = sheet.f.local.mealRate else { return .money(stated) }
            sheet.note("local.meal_ppm", ratio)
            return .product([.money(stated), .percent(ratio)])
        }
        if case .fen(let amount) = sheet.pack("inpatient_meals", on: day) {
            guard let ratio = sheet.f.local.mealRate ?? sheet.number("inpatient_meal_ratio", on: day) else { return .money(amount) }
            return .product([.money(amount), .percent(ratio)])
        }
        if let part = sheet.number("inpatient_meal_daily_wage_ratio", on: day) {
            return .product([.quotient(try sheet.needMinimumWage(on: day), .count(30)), .percent(part)])
        }
        throw sheet.stop("local.meal_daily_fen", "overrides.inpatient_meals")
    }
}
