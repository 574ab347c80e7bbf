import Base

/// Facts that cannot all be true are refused like any other that cannot be read: an amount from them would look like an answer.
enum FactChecks {
    static func run(_ f: Facts, path: String, asOf: LocalDate? = nil) throws(FactError) {
        try inOrder(f.enteredOn, f.endedOn, path + ".ended_on", "a day not before entered_on")
        try inOrder(f.injuryDay, f.gradeConcludedOn, path + ".grade_concluded_on", "a day not before the injury")
        // Not the diagnosis: an occupational disease may be found after death.
        try inOrder(f.injuredOn, f.diedOn, path + ".died_on", "a day not before the injury")
        try inOrder(f.injuryDay, f.recognisedOn, path + ".recognised_on", "a day not before the injury")
        try inOrder(f.bornOn, f.enteredOn, path + ".entered_on", "a day after born_on")
        try ImpossibleInjury.run(f, path: path, asOf: asOf)
        for (index, injury) in f.injuries.enumerated() {
            try inOrder(injury.injuredOn, injury.concludedOn, "\(path).injuries[\(index)].concluded_on", "a day not before injured_on")
        }
        try apart(f.contributionWages, path + ".contribution_wages")
        var months: Set<Int> = []
        for (index, month) in f.wages.enumerated() where !months.insert(month.month).inserted {
            throw FactError(.badValue, "\(path).wages[\(index)].month", expected: "each month once")
        }
        guard let died = f.diedOn?.day else { return }
        for (index, dependant) in f.dependants.enumerated() {
            // A child may be born after the death, but not a year after.
            guard let born = dependant.bornOn?.day, died.days(until: born) > 300 else { continue }
            throw FactError(.badValue, "\(path).dependants[\(index)].born_on", expected: "a day not more than 300 days after died_on")
        }
    }

    /// Bases of one person for one day twice contradict each other; which of them counts must not depend on their order.
    private static func apart(_ bases: [DatedMoney], _ path: String) throws(FactError) {
        guard bases.count > 1 else { return }
        let sorted = bases.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
        for (before, next) in zip(sorted, sorted.dropFirst()) where next.element.start <= before.element.end {
            throw FactError(.badValue, "\(path)[\(next.offset)]", expected: "no overlap with contribution_wages[\(before.offset)]")
        }
    }

    /// A day known to the month or year only is not before one inside it.
    static func inOrder(_ first: FactDay?, _ second: FactDay?, _ path: String, _ expected: String) throws(FactError) {
        guard let first, let second, second.lastDay < first.day else { return }
        throw FactError(.badValue, path, expected: expected)
    }
}

extension DatedMoney {
    /// Days counted from an epoch; a value without dates holds always.
    fileprivate var start: Int32 { period?.from.day.days ?? .min }
    fileprivate var end: Int32 { period.map { $0.to?.lastDay.days ?? .max } ?? .max }
}
