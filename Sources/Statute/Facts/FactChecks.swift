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
        try apart(f.contributionWages.map { $0.period ?? always }, "contribution_wages", path)
        try apart(f.minimumWages.map { $0.period ?? always }, "minimum_wages", path)
        try apart(f.sickLeaves, "sick_leaves", path)
        try apart(f.payPeriods.map { $0.dated }, "pay_periods", path)
        try onceAYear(f.averageWages.map { "\($0.scope.rawValue) \($0.year)" }, path + ".average_wages")
        try onceAYear(f.urbanIncome.map { "\($0.year)" }, path + ".urban_income")
        try lengths(f, path)
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

    /// A value without dates holds throughout.
    private static var always: FactInterval? {
        LocalDate(year: FactLimits.years.lowerBound, month: 1, day: 1).map { FactInterval(from: FactDay($0), to: nil) }
    }

    /// Two bases, leaves or pays of one person for one day contradict each other or would be paid twice; which of them counts must not
    /// depend on their order. Entries whose days are not known (nil) cannot be compared.
    private static func apart(_ intervals: [FactInterval?], _ name: String, _ path: String) throws(FactError) {
        let known = intervals.enumerated().compactMap { index, interval in interval.map { (index: index, interval: $0) } }
        guard known.count > 1 else { return }
        let sorted = known.sorted { ($0.interval.from.day, $0.index) < ($1.interval.from.day, $1.index) }
        for (before, next) in zip(sorted, sorted.dropFirst()) where before.interval.to.map({ next.interval.from.day <= $0.lastDay }) ?? true {
            throw FactError(.badValue, "\(path).\(name)[\(next.index)]", expected: "no overlap with \(name)[\(before.index)]")
        }
    }

    /// A published figure of one year and area stands once.
    private static func onceAYear(_ names: [String], _ path: String) throws(FactError) {
        var seen: Set<String> = []
        for (index, name) in names.enumerated() where !seen.insert(name).inserted {
            throw FactError(.badValue, "\(path)[\(index)]", expected: "each year once")
        }
    }

    /// Lengths stated beside the dates they should follow from.
    private static func lengths(_ f: Facts, _ path: String) throws(FactError) {
        if let given = f.serviceGiven, let entered = f.enteredOn, let ended = f.endedOn, f.serviceExcluded.isEmpty {
            let dated = Service(from: entered.day, to: ended.lastDay).totalMonths
            guard abs(given.years * 12 + given.months - dated) <= 1 else {
                throw FactError(.badValue, path + ".service_given", expected: "the time from entered_on to ended_on, or no dates")
            }
        }
        for (index, wage) in f.averageWages.enumerated() {
            // A monthly figure may be published rounded: a hundredth is no contradiction.
            guard let monthly = wage.monthly, let annual = wage.annual, abs(annual - monthly * 12) > annual / 100 else { continue }
            throw FactError(.badValue, "\(path).average_wages[\(index)].annual_fen", expected: "twelve times monthly_fen")
        }
        for (index, period) in f.payPeriods.enumerated() {
            guard let days = period.days, let longest = period.period?.calendarDays, days > longest else { continue }
            throw FactError(.badValue, "\(path).pay_periods[\(index)].days", expected: "at most the \(longest) days of the period")
        }
        for (index, work) in f.holidayWork.enumerated() {
            guard let longest = work.period?.calendarDays, work.daysX10 > longest * 10 else { continue }
            throw FactError(.badValue, "\(path).holiday_work[\(index)].days_x10", expected: "at most the \(longest) days of the period")
        }
    }

    /// A day known to the month or year only is not before one inside it.
    static func inOrder(_ first: FactDay?, _ second: FactDay?, _ path: String, _ expected: String) throws(FactError) {
        guard let first, let second, second.lastDay < first.day else { return }
        throw FactError(.badValue, path, expected: expected)
    }
}

extension PayPeriod {
    /// The days it covers; nil where it is stated by a length.
    fileprivate var dated: FactInterval? {
        guard let period, period.to != nil || (monthsX10 == nil && days == nil) else { return nil }
        return period
    }
}

extension FactInterval {
    /// The calendar days of a stated interval; nil where its end is not stated.
    fileprivate var calendarDays: Int64? { to.map { Int64(from.day.days(until: $0.lastDay) + 1) } }
}
