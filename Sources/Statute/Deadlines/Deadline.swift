package import Base

/// A time during which a clock stands still, both days included; `to` nil = it still stands.
package struct Suspension: Sendable, Equatable {
    package let from: LocalDate
    package let to: LocalDate?

    package init(from: LocalDate, to: LocalDate?) {
        self.from = from
        self.to = to
    }
}

/// A computed last day.
package struct Deadline: Sendable, Equatable {
    package let start: LocalDate
    package let period: Period
    /// The last day by counting alone, before a day off moves it.
    package let nominal: LocalDate
    /// The last day on which the act is in time (24:00, or close of business of the counterparty; posted before it = in time).
    package let last: LocalDate
    /// Days the clock stood still.
    package let suspendedDays: Int
    /// `calendar_unknown:2027` and the like.
    package let warnings: [String]

    package var rolledOver: Bool { last != nominal }
}

/// Why there is no last day.
package enum DeadlineFault: Error, Sendable, Equatable {
    /// The clock stands still and nobody said until when: the last day cannot be named.
    case stillSuspended(since: LocalDate)
    /// Outside the years of the calendar.
    case outsideCalendar
}

/// Arithmetic of periods (law.md §0.3).
///
/// T-1: the day of the event is not counted. T-2: a period in months or years ends on the corresponding date, or on the last day of that
/// month. T-3: a last day that is a holiday or rest day moves to the first workday after. T-4: days are calendar days unless the text says
/// working days.
package struct DeadlineClock: Sendable {
    package let calendar: WorkCalendar

    package init(_ calendar: WorkCalendar) { self.calendar = calendar }

    /// The last day of a period that begins with an event on `start`.
    package func deadline(
        _ period: Period, from start: LocalDate, suspensions: [Suspension] = [], rollsOver: Bool = true
    ) throws(DeadlineFault) -> Deadline {
        let pauses = try merged(suspensions, after: start)
        let counted: (end: LocalDate, paused: Int)
        switch period.unit {
        case .days: counted = try count(period.count, from: start, pauses) { _ in true }
        case .workingDays: counted = try count(period.count, from: start, pauses) { calendar.isWorkday($0) }
        case .months: counted = try month(period.count, from: start, pauses)
        case .years: counted = try month(period.count * 12, from: start, pauses)
        }
        var last = counted.end
        if rollsOver, period.count > 0 {
            while !calendar.isWorkday(last) {
                guard let next = last.adding(days: 1) else { throw .outsideCalendar }
                last = next
            }
        }
        let leaned = period.unit == .workingDays ? start.year...last.year : counted.end.year...last.year
        let unpublished = (rollsOver || period.unit == .workingDays) ? leaned.filter { !calendar.isPublished($0) } : []
        return Deadline(
            start: start, period: period, nominal: counted.end, last: last, suspendedDays: counted.paused,
            warnings: unpublished.map { "calendar_unknown:\($0)" })
    }

    /// Is an act on `day` in time? Posted before the end is in time (T-5), so `day` is the day of posting.
    package func isInTime(_ day: LocalDate, _ deadline: Deadline) -> Bool { BoundWord.within.holds(day, deadline.last) }

    /// Day by day: neither the first day nor a day in a pause counts, nor one that `counts` refuses.
    private func count(
        _ days: Int, from start: LocalDate, _ pauses: [ClosedRange<LocalDate>], _ counts: (LocalDate) -> Bool
    ) throws(DeadlineFault) -> (LocalDate, Int) {
        var (day, left, paused) = (start, days, 0)
        while left > 0 {
            guard let next = day.adding(days: 1) else { throw .outsideCalendar }
            day = next
            if pauses.contains(where: { $0.contains(day) }) {
                paused += 1
            } else if counts(day) {
                left -= 1
            }
        }
        return (day, paused)
    }

    /// By the calendar's months, then as many days later as the clock stood still; a pause inside the added time counts too.
    private func month(
        _ months: Int, from start: LocalDate, _ pauses: [ClosedRange<LocalDate>]
    ) throws(DeadlineFault) -> (LocalDate, Int) {
        guard let nominal = start.adding(months: months) else { throw .outsideCalendar }
        var (end, paused) = (nominal, 0)
        while true {
            let inside = pauses.reduce(0) { sum, pause in
                let first = max(pause.lowerBound, start.adding(days: 1) ?? start)
                let last = min(pause.upperBound, end)
                return first > last ? sum : sum + first.days(until: last) + 1
            }
            if inside == paused { return (end, paused) }
            paused = inside
            guard let moved = nominal.adding(days: inside) else { throw .outsideCalendar }
            end = moved
        }
    }

    /// Pauses in order and without overlap; one without an end forbids an answer if it began before the period could end.
    private func merged(_ suspensions: [Suspension], after start: LocalDate) throws(DeadlineFault) -> [ClosedRange<LocalDate>] {
        var pauses: [ClosedRange<LocalDate>] = []
        for pause in suspensions.sorted(by: { $0.from < $1.from }) {
            guard let to = pause.to else { throw .stillSuspended(since: pause.from) }
            guard to >= pause.from, to > start else { continue }
            if let last = pauses.last, pause.from <= (last.upperBound.adding(days: 1) ?? last.upperBound) {
                pauses[pauses.count - 1] = last.lowerBound...max(last.upperBound, to)
            } else {
                pauses.append(pause.from...to)
            }
        }
        return pauses
    }
}
