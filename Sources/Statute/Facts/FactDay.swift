package import Base

/// A date as a source states it: a day, or only a month or a year.
///
/// A date of month precision counts as the first day of that month at both ends (facts.md §2), and the result says so.
package struct FactDay: Sendable, Equatable, Comparable {
    package enum Precision: Sendable { case day, month, year }

    package let day: LocalDate
    package let precision: Precision

    package init(_ day: LocalDate, precision: Precision = .day) {
        self.day = day
        self.precision = precision
    }

    /// Reads `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    package init?(_ text: String) {
        switch text.utf8.count {
        case 10:
            guard let day = LocalDate(text) else { return nil }
            self.init(day)
        case 7:
            guard let day = LocalDate(text + "-01") else { return nil }
            self.init(day, precision: .month)
        case 4:
            guard let day = LocalDate(text + "-01-01") else { return nil }
            self.init(day, precision: .year)
        default: return nil
        }
    }

    package static func < (a: FactDay, b: FactDay) -> Bool { a.day < b.day }

    /// The last day the text covers: the day itself, or the last of its month or year.
    package var lastDay: LocalDate {
        switch precision {
        case .day: day
        case .month: day.adding(months: 1)?.adding(days: -1) ?? day
        case .year: day.adding(months: 12)?.adding(days: -1) ?? day
        }
    }

    /// The day as precise as it was stated.
    package var text: String {
        let text = day.description
        return switch precision {
        case .day: text
        case .month: String(text.prefix(7))
        case .year: String(text.prefix(4))
        }
    }

    /// Months since year 0: one number for each calendar month.
    package var monthIndex: Int { FactDay.monthIndex(day) }

    package static func monthIndex(_ day: LocalDate) -> Int {
        let (year, month, _) = day.civil
        return year * 12 + month - 1
    }

    /// The first day of a month counted by `monthIndex`.
    package static func firstDay(ofMonth index: Int) -> LocalDate? {
        LocalDate(year: index / 12, month: index % 12 + 1, day: 1)
    }
}

/// Both ends included; `to` nil = still running.
package struct FactInterval: Sendable, Equatable {
    package let from: FactDay
    package let to: FactDay?

    package init(from: FactDay, to: FactDay?) {
        self.from = from
        self.to = to
    }

    /// Does it hold on that day? A month-precise end covers its whole month, since an interval names the months it covers.
    package func covers(_ day: LocalDate) -> Bool { from.day <= day && (to.map { day <= $0.lastDay } ?? true) }

    /// The part of it that lies inside another; nil where none does. An open end is that of the other.
    package func inside(_ other: FactInterval) -> FactInterval? {
        let last = [to, other.to].compactMap(\.self).min { $0.lastDay < $1.lastDay }
        let first = max(from, other.from)
        if let last, last.lastDay < first.day { return nil }
        return FactInterval(from: first, to: last)
    }

    package func coversMonth(_ index: Int) -> Bool {
        from.monthIndex <= index && (to.map { index <= $0.monthIndex } ?? true)
    }
}
