import Base

/// Who counts as a dependant, and until when (因工死亡职工供养亲属范围规定, 2003, articles 2-4).
enum Eligibility {
    /// Why no pension is paid; nil = eligible as far as the facts go.
    static func refusal(_ d: Dependant, of deceased: Facts, on day: LocalDate) -> String? {
        if d.supported == false { return "not_supported" }
        if d.employed == true { return "employed" }
        let age = age(d, on: day)
        if isYoung(d) {
            guard let age, age >= (d.untilAge ?? 18), d.lostCapacity != true else { return nil }
            return "of_age"
        }
        if d.lostCapacity == true || d.loneElderOrOrphan == true { return nil }
        guard let age else { return nil }
        return age >= leastAge(d.relation, deceased.sex) ? nil : "able_to_work"
    }

    /// Children, grandchildren and brothers or sisters count while they are under age.
    private static func isYoung(_ d: Dependant) -> Bool {
        switch d.relation {
        case .child, .son, .daughter, .grandchild, .grandson, .granddaughter, .sibling, .brother, .sister: true
        default: false
        }
    }

    /// Men from 60, women from 55; where the word leaves the sex open, the lower age.
    private static func leastAge(_ relation: Dependant.Relation, _ deceased: Sex?) -> Int64 {
        switch relation {
        case .husband, .father, .grandfather: 60
        case .spouse: deceased == .female ? 60 : 55
        default: 55
        }
    }

    static func age(_ d: Dependant, on day: LocalDate) -> Int64? {
        guard let born = d.bornOn else { return d.ageYears }
        return born.day > day ? 0 : Service(from: born.day, to: day.adding(days: -1) ?? day).years
    }

    /// Months from the day until the age that ends the pension: a stated one, or 18 for the young; nil where it does not end by age.
    static func monthsUntilEnd(_ d: Dependant, from day: LocalDate) -> Int64? {
        guard d.lostCapacity != true || d.untilAge != nil, let until = d.untilAge ?? (isYoung(d) ? 18 : nil) else { return nil }
        if let born = d.bornOn {
            guard let end = born.day.adding(months: Int(until) * 12), end > day else { return nil }
            return Service(from: day, to: end.adding(days: -1) ?? end).totalMonths
        }
        guard let age = d.ageYears, age < until else { return nil }
        return (until - age) * 12
    }
}
