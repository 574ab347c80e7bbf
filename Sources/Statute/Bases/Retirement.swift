import Base

/// The statutory retirement age, with the delay from 2025-01-01 (a month for every four months of birth, women of 50 every two).
extension Sheet {
    /// Who retires at which age, as the packs name it; nil where the facts do not say.
    private var retirementClass: String? {
        switch (f.sex, f.postKind) {
        case (.male, .special): "special_man"
        case (.female, .special): "special_woman"
        case (.male, _): "man"
        case (.female, .worker): "woman_50"
        case (.female, .management): "woman_55"
        default: nil
        }
    }

    /// The day the retirement age is reached by the law in force on `day`; nil where birth, sex or post are unknown.
    func retirementDay(on day: LocalDate) -> LocalDate? {
        guard let cls = retirementClass, let born = f.bornOn, let reform = LocalDate(year: 2025, month: 1, day: 1),
            let age = number("retirement_age_months", on: reform.adding(days: -1) ?? reform, cls: cls),
            let original = born.day.adding(months: Int(age))
        else { return nil }
        note("born_on", born)
        guard original >= reform, day >= reform else { return original }
        guard let end = number("retirement_age_end_months", on: reform, cls: cls),
            let births = number("retirement_births_per_month", on: reform, cls: cls), births > 0
        else { return original }
        let after = Int64(FactDay.monthIndex(original) - FactDay.monthIndex(reform))
        let delay = min(after / births + 1, end - age)
        return original.adding(months: Int(delay))
    }

    /// Full years left to the retirement age on a day and whether a rest is left beyond them; nil where it cannot be told.
    func yearsToRetirement(on day: LocalDate) -> (full: Int64, rest: Bool)? {
        if let retirement = retirementDay(on: day) {
            guard day < retirement else { return (0, false) }
            var months = (retirement.year - day.year) * 12 + retirement.month - day.month
            while months > 0, let reached = day.adding(months: months), reached > retirement { months -= 1 }
            let reached = day.adding(months: months) ?? day
            return (Int64(months / 12), months % 12 > 0 || reached < retirement)
        }
        guard let age = f.ageYears, let cls = retirementClass, let base = number("retirement_age_months", on: day, cls: cls) else { return nil }
        note("age_years", age)
        // A person of N full years is on average past the birthday, so the last year is counted as begun.
        let left = base / 12 - age
        return left <= 0 ? (0, false) : (left - 1, true)
    }

    /// Full months left to the retirement age.
    func monthsToRetirement(on day: LocalDate) -> Int64? {
        if let retirement = retirementDay(on: day) {
            guard day < retirement else { return 0 }
            var months = (retirement.year - day.year) * 12 + retirement.month - day.month
            while months > 0, let reached = day.adding(months: months), reached > retirement { months -= 1 }
            return Int64(months)
        }
        return yearsToRetirement(on: day).map { $0.full * 12 }
    }

    /// Full years of age on a day.
    func age(on day: LocalDate) -> Int64? {
        if let born = f.bornOn {
            note("born_on", born)
            let service = Service(from: born.day, to: day.adding(days: -1) ?? day)
            return service.years
        }
        if let age = f.ageYears { note("age_years", age) }
        return f.ageYears
    }
}
