package import Base

/// Workdays and days off by the State Council's notices, from the calendar pack (law.md §0.3 T-7).
///
/// A year that is not published is *not* a year without holidays: `isWorkday` then goes by weekends only and `isPublished` says so, and
/// every result that leaned on such a year carries the warning `calendar_unknown:<year>`.
package struct WorkCalendar: Sendable {
    private let years: [Int: YearCalendar]

    package init(packs: RulePacks, jurisdiction: String = "000000") {
        var years: [Int: YearCalendar] = [:]
        for row in packs.series("calendar", at: jurisdiction) {
            if case .calendar(let calendar) = row.value { years[calendar.year] = calendar }
        }
        self.years = years
    }

    /// Of single years, for tests and for tenants with a calendar of their own.
    package init(years: [YearCalendar]) {
        self.years = Dictionary(years.map { ($0.year, $0) }, uniquingKeysWith: { _, last in last })
    }

    package func isPublished(_ year: Int) -> Bool { years[year] != nil }

    package func isWorkday(_ day: LocalDate) -> Bool {
        if let year = years[day.year] {
            if year.off.contains(day) { return false }
            if year.work.contains(day) { return true }
        }
        return day.weekday <= 5
    }

    /// A statutory holiday (LL 44(3), 300 %): a published day off that is neither an ordinary weekend nor a day moved there. Nil where the
    /// year is not published.
    package func isHoliday(_ day: LocalDate) -> Bool? {
        guard let year = years[day.year] else { return nil }
        return year.off.contains(day) && !year.inLieu.contains(day)
    }

    /// Workdays from `first` to `last`, both included, and the years among them that are not published.
    package func workdays(from first: LocalDate, to last: LocalDate) -> (count: Int, unpublished: [Int]) {
        guard first <= last else { return (0, []) }
        var count = 0
        var day = first
        while day <= last {
            if isWorkday(day) { count += 1 }
            guard let next = day.adding(days: 1) else { break }
            day = next
        }
        return (count, (first.year...last.year).filter { !isPublished($0) })
    }
}
