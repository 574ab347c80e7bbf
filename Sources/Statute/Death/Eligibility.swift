import Base

/// Who counts as a dependant, and until when (因工死亡职工供养亲属范围规定, 2003, articles 2-4).
enum Eligibility {
    /// Why no pension is paid; nil = eligible as far as the facts go.
    static func refusal(_ d: Dependant, of deceased: Facts, on day: LocalDate) -> String? {
        if d.relation == .other { return "not_in_scope" }
        if d.supported == false { return "not_supported" }
        if d.employed == true { return "employed" }
        if d.lostCapacity == true { return nil }
        let age = age(d, on: day)
        if isYoung(d) {
            if let age, age >= (d.untilAge ?? 18) { return "of_age" }
        } else if let age, age < leastAge(d.relation, deceased.sex) {
            return "able_to_work"
        }
        return nearerStand(d) ? "nearer_relatives" : nil
    }

    /// The facts without which it cannot be said whether somebody is a dependant.
    static func missing(_ deceased: Facts, on day: LocalDate) -> [String] {
        deceased.dependants.enumerated().compactMap { index, d in
            guard nearer(d) != nil, d.nearerRelatives == nil, d.lostCapacity != true, d.loneElderOrOrphan != true else { return nil }
            // Where another reason refuses, nobody has to ask.
            return refusal(d, of: deceased, on: day) == nil ? "dependants[\(index)].nearer_relatives" : nil
        }
    }

    /// What must be said of those who come first: for grandparents that they are dead, for grandchildren, brothers and sisters that they are
    /// dead or incapable (art. 3(5)-(7)); nil where nobody comes first. An orphan and a lone elder have nobody left.
    private static func nearer(_ d: Dependant) -> Set<NearerRelatives>? {
        switch d.relation {
        case .grandparent, .grandfather, .grandmother: [.dead]
        case .grandchild, .grandson, .granddaughter, .sibling, .brother, .sister: [.dead, .deadOrIncapable]
        default: nil
        }
    }

    private static func nearerStand(_ d: Dependant) -> Bool {
        guard let enough = nearer(d), let stated = d.nearerRelatives else { return false }
        return !enough.contains(stated)
    }

    /// A child of the deceased under age, whose support needs no proof.
    static func isMinorChild(_ d: Dependant, on day: LocalDate) -> Bool {
        [.child, .son, .daughter].contains(d.relation) && (age(d, on: day) ?? 18) < 18
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

    /// The day on which the age that ends the pension is reached; nil where it does not end by age.
    static func end(_ d: Dependant, from day: LocalDate) -> LocalDate? {
        guard let months = monthsUntilEnd(d, from: day) else { return nil }
        return d.bornOn.flatMap { $0.day.adding(months: Int(d.untilAge ?? 18) * 12) } ?? day.adding(months: Int(months))
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
