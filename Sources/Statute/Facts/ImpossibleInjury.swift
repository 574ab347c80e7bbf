import Base

/// Facts about an injury, a leave or a death that cannot all be true.
enum ImpossibleInjury {
    static func run(_ f: Facts, path: String, asOf: LocalDate?) throws(FactError) {
        // An occupational disease may be found after the relation in which it arose.
        let accident = f.occupationalDisease == true ? nil : f.injuredOn
        try FactChecks.inOrder(accident, f.endedOn, path + ".ended_on", "a day not before the injury")
        try FactChecks.inOrder(f.enteredOn, accident, path + ".injured_on", "a day not before entered_on")
        try FactChecks.inOrder(accident, f.paidLeave?.from, path + ".paid_leave.from", "a day not before the injury")
        try FactChecks.inOrder(f.dueFrom, f.dueTo, path + ".due_to", "a day not before due_from")
        if let asOf {
            for (name, day) in [("injured_on", f.injuredOn), ("diagnosed_on", f.diagnosedOn), ("died_on", f.diedOn)] {
                try FactChecks.inOrder(day, FactDay(asOf), "\(path).\(name)", "a day not after as_of")
            }
            try age(f.ageYears, f.bornOn, since: f.injuryDay ?? f.endedOn, asOf, path + ".age_years")
            for (index, dependant) in f.dependants.enumerated() {
                try age(dependant.ageYears, dependant.bornOn, since: f.diedOn, asOf, "\(path).dependants[\(index)].age_years")
            }
            try inpatient(f, asOf, path)
        }
        if f.coverage == .uninsured, f.joinedAndPaidOn != nil {
            throw FactError(.badValue, path + ".joined_and_paid_on", expected: "coverage joined_late where the employer joined later")
        }
        if case .known? = f.grade, !f.injuries.isEmpty, !f.injuries.contains(where: { $0.grade == f.grade }) {
            throw FactError(.badValue, path + ".grade", expected: "the grade of one of the injuries")
        }
        let spouses = f.dependants.enumerated().filter { [.spouse, .husband, .wife].contains($0.element.relation) }
        if spouses.count > 1 {
            throw FactError(.badValue, "\(path).dependants[\(spouses[1].offset)].relation", expected: "one spouse")
        }
        try months(f, path)
    }

    /// A stated age must be one the person had between the event and the question; a year more or less is how ages are counted.
    private static func age(_ stated: Int64?, _ born: FactDay?, since: FactDay?, _ asOf: LocalDate, _ path: String) throws(FactError) {
        guard let stated, let born else { return }
        func years(_ day: LocalDate) -> Int64 { born.day > day ? 0 : Service(from: born.day, to: day).years }
        let first = min(since?.day ?? asOf, asOf)
        guard stated < years(first) - 1 || stated > years(asOf) + 1 else { return }
        throw FactError(.badValue, path, expected: "an age that agrees with born_on")
    }

    /// Nobody lies in hospital for more days than have passed since the injury.
    private static func inpatient(_ f: Facts, _ asOf: LocalDate, _ path: String) throws(FactError) {
        guard let days = f.inpatientDays, let injured = f.injuredOn else { return }
        let last = f.diedOn.map { min($0.lastDay, asOf) } ?? asOf
        guard days > Int64(injured.day.days(until: last)) + 1 else { return }
        throw FactError(.badValue, path + ".inpatient_days", expected: "not more days than since the injury")
    }

    /// Months of arrears beside both their days must be those between them.
    private static func months(_ f: Facts, _ path: String) throws(FactError) {
        guard let stated = f.monthsDue, let from = f.dueFrom, let to = f.dueTo else { return }
        let between = Service(from: from.day, to: to.lastDay)
        guard stated != between.totalMonths, !between.restDays || stated != between.totalMonths + 1 else { return }
        throw FactError(.badValue, path + ".months_due", expected: "the months from due_from to due_to")
    }
}
