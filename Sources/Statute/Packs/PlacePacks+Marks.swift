package import Base

/// How a tenant's own value stands to the law's.
extension PlacePacks {
    /// nil: the packs have no value here, or the same, or only a company's policy. `below_statute:KEY`: a worker gets less than the law
    /// gives. `own_value:KEY`: it differs otherwise, or cannot be compared.
    package func mark(of own: PackRow, on day: LocalDate) -> String? {
        guard case .found(let lawful, _) = lawful(own.key, on: day, line: own.line, cls: own.cls, who: own.who), lawful.tag != .policy,
            lawful.value != own.value
        else { return nil }
        return (PlacePacks.isLess(own.value, than: lawful.value, own.key) ? "below_statute:" : "own_value:") + own.key
    }

    /// Is the value worse for the worker than the other?
    private static func isLess(_ own: PackValue, than lawful: PackValue, _ key: String) -> Bool {
        switch (own, lawful) {
        case (.formula(let own), .formula(let lawful)): isLess(own, than: lawful)
        case (.yearsTable(let own), .yearsTable(let lawful)):
            PackSchema.better[key] == .more && lawful.contains { (own.value(years: $0.from) ?? 0) < $0.value }
        default:
            switch (own.number, lawful.number, PackSchema.better[key]) {
            case (let own?, let lawful?, .more?): own < lawful
            case (let own?, let lawful?, .less?): own > lawful
            default: false
            }
        }
    }

    /// Formulas of one family and one wage, grade by grade.
    private static func isLess(_ own: PackFormula, than lawful: PackFormula) -> Bool {
        func anyLess(_ own: [Int: Int64], _ lawful: [Int: Int64]) -> Bool { lawful.contains { (own[$0.key] ?? 0) < $0.value } }
        return switch (own, lawful) {
        case (.months(let a, let own), .months(let b, let lawful)): a == b && anyLess(own, lawful)
        case (.fixed(let own), .fixed(let lawful)): anyLess(own, lawful)
        default: false
        }
    }
}

extension PackSchema {
    /// Which way a value is better for a worker.
    enum Better { case more, less }

    /// Keys whose number the law gives as a least or a most for the worker's good; the others are neither.
    static let better: [String: Better] = {
        let more = [
            "min_wage", "lump_disability", "lump_disability_floor", "monthly_disability", "nursing", "own_wage_floor", "own_wage_ceiling",
            "paid_leave_max", "paid_leave_extension_max", "paid_leave_pay", "long_term_lump_sum", "inpatient_meals", "inpatient_meal_ratio",
            "inpatient_meal_daily_wage_ratio", "funeral", "survivor_pension", "survivor_cap", "lump_death", "missing_wage", "missing_advance",
            "overtime", "annual_leave_days", "annual_leave_pay", "medical_period_months", "sick_pay_floor", "sick_pay", "double_wage_months",
            "notice_days", "severance_cap_multiple", "severance_cap_years", "damages_multiple", "extra_compensation", "maternity_leave_days",
            "marriage_leave_days", "unemployment_months", "living_ratio", "unemployment_benefit", "unemployment_ratio", "tax_allowance",
            "average_wage", "urban_income",
        ]
        let less = ["day_divisor_x100", "day_hours", "probation_months", "severance_half_months", "wage_deduction_cap"]
        return Dictionary(uniqueKeysWithValues: more.map { ($0, .more) } + less.map { ($0, .less) })
    }()
}

extension PackValue {
    /// The number of a plain value.
    var number: Int64? {
        switch self {
        case .fen(let value), .ppm(let value), .monthsX10(let value), .number(let value): value
        default: nil
        }
    }
}
