/// What a month of a lump sum is a month of (WII 36(2), 37(2), 64(2)).
package enum WageBase: String, Sendable, CaseIterable {
    /// The employee's own contribution wage (本人工资).
    case ownWage = "own_wage"
    /// The province's average monthly wage of the year before.
    case provincialAverage = "provincial_average"
    /// The pooling area's average monthly wage of the year before (统筹地区上年度职工月平均工资).
    case poolingAverage = "pooling_average"
}

/// The families in which the places set the medical and the employment lump sum. Parameters are data; nothing here knows a place.
package enum PackFormula: Sendable, Equatable {
    /// Months (×10) by grade, times a wage.
    case months(base: WageBase, byGrade: [Int: Int64])
    /// An amount in fen by grade.
    case fixed(byGrade: [Int: Int64])
    /// Months = max(least, coefficient × (life expectancy − age at the end, rounded up)), times a wage. Coefficient and least months ×10.
    case lifetime(base: WageBase, coefficientX10: [Int: Int64], leastX10: [Int: Int64])
    /// Months = full months left to retirement, held between least and most (×10), times a wage.
    case monthsLeft(base: WageBase, leastX10: [Int: Int64], mostX10: [Int: Int64])
    /// Months (×10) by grade and by full years left to retirement, times a wage.
    case ageTable(base: WageBase, byGrade: [Int: [YearsBand]])

    /// The wage it multiplies; nil for fixed sums.
    package var base: WageBase? {
        switch self {
        case .fixed: nil
        case .months(let base, _), .lifetime(let base, _, _), .monthsLeft(let base, _, _), .ageTable(let base, _): base
        }
    }

    /// The name of the family as it stands in a pack file.
    package var family: String {
        switch self {
        case .months: "months"
        case .fixed: "fixed"
        case .lifetime: "lifetime"
        case .monthsLeft: "months_left"
        case .ageTable: "age_table"
        }
    }

    /// The grades for which it has a value.
    package var grades: Set<Int> {
        switch self {
        case .months(_, let table), .fixed(let table): Set(table.keys)
        case .lifetime(_, let table, let least): Set(table.keys).intersection(least.keys)
        case .monthsLeft(_, let least, let most): Set(least.keys).intersection(most.keys)
        case .ageTable(_, let table): Set(table.keys)
        }
    }
}

/// How lump sums fall with the years left to the statutory retirement age.
package struct AgeRule: Sendable, Equatable {
    /// One step: with fewer than `below` years left (or, for `atMost`, not more than that), `ppm` of the sum is paid.
    package enum Step: Sendable, Equatable {
        case below(years: Int64, ppm: Int64)
        case atMost(years: Int64, ppm: Int64)
    }

    /// The items it cuts: `lump_medical`, `lump_employment`.
    package let appliesTo: [String]
    /// Widest first; the last step that holds counts. Nothing holds = the full sum.
    package let steps: [Step]
    /// Grounds of the end under which nothing is cut (`lcl38`).
    package let notIf: [String]

    package init(appliesTo: [String], steps: [Step], notIf: [String]) {
        self.appliesTo = appliesTo
        self.steps = steps
        self.notIf = notIf
    }

    /// The part of the sum that is paid, ppm, with so many days left to the retirement age where a year is the given number of days:
    /// the caller passes full years and whether a remainder is left, so that no fraction is needed.
    /// `fullYears` negative or zero without remainder = the age is reached.
    package func ppm(fullYearsLeft fullYears: Int64, remainder: Bool) -> Int64 {
        var part: Int64 = 1_000_000
        for step in steps {
            switch step {
            case .below(let years, let ppm): if fullYears < years { part = ppm }
            case .atMost(let years, let ppm): if fullYears < years || (fullYears == years && !remainder) { part = ppm }
            }
        }
        return part
    }
}

/// What a place adds under a condition: a factor on the sum or more months.
package struct Uplift: Sendable, Equatable {
    /// The fact that must be true (`occupational_disease`).
    package let condition: String
    /// The item it raises.
    package let item: String
    /// The factor on the sum, ppm (1,300,000 = +30 %); nil if months are added.
    package let ppm: Int64?
    /// Months ×10 added before the wage is multiplied; nil if a factor is set.
    package let addMonthsX10: Int64?

    package init(condition: String, item: String, ppm: Int64?, addMonthsX10: Int64?) {
        self.condition = condition
        self.item = item
        self.ppm = ppm
        self.addMonthsX10 = addMonthsX10
    }
}
