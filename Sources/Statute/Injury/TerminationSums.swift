import Base

/// The two lump sums on the end of the relation, grades 5-10: the place's formula, its reduction near retirement and its additions.
enum TerminationSums {
    /// WII 36(2) for grades 5-6, 37(2) for 7-10, and beside N (LCR 23).
    private static func basis(_ grade: Grade) -> [String] {
        guard case .known(let grade) = grade else { return ["WII 36(2)", "WII 37(2)", "LCR 23"] }
        return [grade <= 6 ? "WII 36(2)" : "WII 37(2)", "LCR 23"]
    }

    /// The day from which the sums are reckoned: the end, else the day of the question.
    static func day(_ sheet: Sheet) -> LocalDate {
        guard let ended = sheet.f.endedOn else {
            sheet.warn("untested:ended_on")
            return sheet.c.asOf
        }
        sheet.note("ended_on", ended)
        return ended.day
    }

    /// The line, and beside it the full sum where the years left to retirement cut it.
    static func items(_ sheet: Sheet, key: String, payer: Payer, _ day: LocalDate) throws -> [Item] {
        checkGround(sheet, day)
        // Who draws a pension: some places end both sums with it, some one of them, others say nothing (law.md TR-18).
        if sheet.f.pensionDrawn == true {
            sheet.note("pension_drawn", .flag(true))
            sheet.warn("open_in_law:lump_sums_after_pension")
            sheet.atMost(.disputed)
        }
        guard let grade = sheet.f.highestGrade else { throw sheet.stop("grade") }
        if grade == .none { return try sheet.graded(5...10, grade: grade, payer: payer, basis: basis(grade)) { _ in nil }.map { [$0] } ?? [] }
        guard case .formula(let rule) = sheet.pack(key, on: day) else { throw sheet.stop("overrides." + key) }
        guard try eachInjury(sheet, key, day) else { return try lines(sheet, rule, key, grade, sheet.f.worstInjury, payer, day) }
        return try sheet.f.injuries.flatMap { injury in
            try lines(sheet, rule, key, injury.grade, injury, payer, day).map { line in
                var line = line
                line.period = injury.injuredOn.map { FactInterval(from: $0, to: $0) }
                return line
            }
        }
    }

    /// Several injuries: once at the highest grade, unless the place pays the medical sum for each; where no rule is known, said so.
    private static func eachInjury(_ sheet: Sheet, _ key: String, _ day: LocalDate) throws -> Bool {
        guard sheet.f.injuries.count > 1 else { return false }
        switch sheet.pack("lump_sums_once_at_highest", on: day) {
        case .word("yes"): sheet.warn("local_rule:once_at_highest")
        case .word("employment_only"):
            sheet.warn("local_rule:once_at_highest")
            return key == ItemCode.lumpMedical.rawValue
        default: sheet.warn("open_in_law:several_injuries")
        }
        return false
    }

    /// The lines for one grade.
    private static func lines(
        _ sheet: Sheet, _ rule: PackFormula, _ key: String, _ grade: Grade, _ injury: InjuryEvent?, _ payer: Payer, _ day: LocalDate
    ) throws -> [Item] {
        let full: Sheet.ByGrade = { grade in try sum(sheet, rule, key, grade, injury, day) }
        let basis = basis(grade)
        guard let part = reduction(sheet, key, day), part < 1_000_000 else {
            return try sheet.graded(5...10, grade: grade, payer: payer, basis: basis, full).map { [$0] } ?? []
        }
        let whole = try sheet.graded(5...10, grade: grade, payer: payer, basis: basis, variant: "before_age_reduction", full)
        sheet.warn("age_reduction")
        let cut = try sheet.graded(5...10, grade: grade, payer: payer, basis: basis) { grade in
            try full(grade).map { .product([$0, .percent(part)]) }
        }
        return [cut, whole].compactMap(\.self)
    }

    /// The family's sum with the place's additions.
    private static func sum(
        _ sheet: Sheet, _ rule: PackFormula, _ key: String, _ grade: Int, _ injury: InjuryEvent?, _ day: LocalDate
    ) throws -> Formula {
        let sum = try plain(sheet, rule, key, grade, injury, day)
        guard case .percent(let ppm)? = try uplift(sheet, key, day) else { return sum }
        return .product([sum, .percent(ppm)])
    }

    /// The six families; months may be raised by an addition in months.
    private static func plain(
        _ sheet: Sheet, _ rule: PackFormula, _ key: String, _ grade: Int, _ injury: InjuryEvent?, _ day: LocalDate
    ) throws -> Formula {
        func value(_ table: [Int: Int64]) throws -> Int64 {
            guard let value = table[grade] else { throw Stop.missing(["overrides." + key], reason: .both("\(grade)级", "grade \(grade)")) }
            return value
        }
        let months: Int64
        switch rule {
        case .fixed(let table): return .money(try value(table))
        case .months(_, let table): months = try value(table)
        case .lifetime(_, let coefficient, let least):
            months = try max(value(least), lifetimeMonths(sheet, coefficientX10: value(coefficient), day))
        case .monthsLeft(_, let least, let most):
            guard let left = sheet.monthsToRetirement(on: day) else { throw sheet.stop("born_on", "sex", "post_kind") }
            months = try max(value(least), min(value(most), left * 10))
        case .ageTable(_, let table):
            guard let left = sheet.yearsToRetirement(on: day), let found = table[grade]?.value(years: left.full) else {
                throw sheet.stop("born_on", "sex", "post_kind")
            }
            months = found
        }
        var added: Int64 = 0
        if case .number(let tenths, _)? = try uplift(sheet, key, day) { added = tenths }
        return .product([try base(sheet, rule.base ?? .poolingAverage, key, injury, day), .tenths(months + added)])
    }

    /// Coefficient × (life expectancy − age, rounded up).
    private static func lifetimeMonths(_ sheet: Sheet, coefficientX10: Int64, _ day: LocalDate) throws -> Int64 {
        guard let age = sheet.age(on: day) else { throw sheet.stop("born_on", "age_years") }
        guard let sex = sheet.f.sex else { throw sheet.stop("sex") }
        let life = try sheet.needNumber("life_expectancy_x100", on: day, who: sex.rawValue)
        let years = max(0, (life - age * 100 + 99) / 100)
        return coefficientX10 * years
    }

    private static func base(_ sheet: Sheet, _ base: WageBase, _ key: String, _ injury: InjuryEvent?, _ day: LocalDate) throws -> Formula {
        switch base {
        case .provincialAverage: return try sheet.baseAverage(of: day.year - 1, .province)
        case .poolingAverage: return try sheet.baseAverage(of: day.year - 1)
        case .ownWage:
            let own = try sheet.ownWage(before: injury, boundsYear: day.year - 1)
            // The fund pays on the declared base; the employer's own sum is on the wage he should have declared.
            let injury = key == ItemCode.lumpMedical.rawValue ? own.declared ?? own.own : own.own
            guard let atEnd = sheet.f.ownWageAtEndMonthly, sheet.isYes("lump_higher_wage_at_end", on: day) else { return injury }
            sheet.note("own_wage_at_end_monthly_fen", atEnd)
            let end = try sheet.bounded(.money(atEnd), day.year - 1)
            return injury.isLess(than: end) ? end : injury
        }
    }

    /// A factor (percent) or months to add (number), if the condition is met.
    private static func uplift(_ sheet: Sheet, _ key: String, _ day: LocalDate) throws -> Formula? {
        guard sheet.f.occupationalDisease == true else { return nil }
        guard case .uplift(let uplift)? = sheet.pack("lump_uplift", on: day, cls: key) else {
            if sheet.isOpen("lump_uplift", on: day, cls: key) { sheet.untested("uplift") }
            return nil
        }
        guard uplift.condition == "occupational_disease" else { return nil }
        sheet.note("occupational_disease", .flag(true))
        sheet.warn("uplift:occupational_disease")
        if let ppm = uplift.ppm { return .percent(ppm) }
        return uplift.addMonthsX10.map { .number($0, places: 1) }
    }

    /// The part that is paid so near to retirement, ppm; nil: nothing is cut.
    private static func reduction(_ sheet: Sheet, _ key: String, _ day: LocalDate) -> Int64? {
        guard case .ageRule(let rule)? = sheet.pack("lump_age_rule", on: day, cls: key) else {
            // A rule that nobody could establish may cut the sum of somebody near retirement: not of others.
            if sheet.isOpen("lump_age_rule", on: day, cls: key), sheet.yearsToRetirement(on: day).map({ $0.full < 5 }) ?? true {
                sheet.untested("age_reduction")
            }
            return nil
        }
        guard !rule.steps.isEmpty else { return nil }
        if let ground = sheet.f.endGround, rule.notIf.contains(ground.rawValue) { return nil }
        guard let left = sheet.yearsToRetirement(on: day) else {
            sheet.untested("age_reduction")
            return nil
        }
        if left.full == 0, !left.rest, sheet.f.pensionDrawn == false {
            // Past the age but without a pension: the sum is not replaced by one (OP2 item 1, [J]).
            sheet.note("pension_drawn", .flag(false))
            sheet.warn("open_in_law:age_rule_without_pension")
            return nil
        }
        return rule.ppm(fullYearsLeft: left.full, remainder: left.rest)
    }

    /// The trigger is said, never used to suppress: resignation is one, dismissal is open or local, no end makes it a forecast.
    private static func checkGround(_ sheet: Sheet, _ day: LocalDate) {
        guard let ground = sheet.f.endGround else {
            sheet.untested("ground")
            return
        }
        sheet.note("end_ground", .text(ground.rawValue))
        switch ground {
        case .none: sheet.warn("contingent:relation_not_ended")
        case .lcl39: sheet.warn(sheet.isYes("lump_sums_on", on: day, cls: "lcl39") ? "local_rule:lcl39" : "open_in_law:lcl39")
        case .retirement: sheet.warn("open_in_law:retirement")
        case .lcl40, .lcl41: sheet.warn("barred_ground")
        case .expiry, .agreedEmployer:
            guard case .known(let grade)? = sheet.f.highestGrade, grade <= 6 else { return }
            sheet.warn(ground == .expiry ? "barred_ground" : "open_in_law:employer_proposed")
        default: break
        }
    }
}
