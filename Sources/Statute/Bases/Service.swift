package import Base

/// Length of the relation for severance: full years, full months beyond them, and whether a day is left over.
package struct Service: Sendable, Equatable {
    package var years: Int64
    package var months: Int64
    package var restDays: Bool

    /// LCL 47(1): a full year is a month; from `half` months (six) a year; below half (tenths of months).
    package func severanceMonthsX10(half: Int64 = 6) -> Int64 { years * 10 + (months >= half ? 10 : months > 0 || restDays ? 5 : 0) }

    /// 劳部发〔1994〕481号: each year begun is a month.
    package var startedYearsX10: Int64 { (years + (months > 0 || restDays ? 1 : 0)) * 10 }

    package var totalMonths: Int64 { years * 12 + months }

    /// From the first to the last day, both counted. A length of exactly n months has no rest.
    package init(from first: LocalDate, to last: LocalDate) {
        guard first <= last, let after = last.adding(days: 1) else {
            self.init(years: 0, months: 0, restDays: false)
            return
        }
        var total = (after.year - first.year) * 12 + after.month - first.month
        while total > 0, first.completing(months: total) > after { total -= 1 }
        let reached = first.completing(months: total)
        self.init(years: Int64(total / 12), months: Int64(total % 12), restDays: reached < after)
    }

    package init(years: Int64, months: Int64, restDays: Bool) {
        self.years = years
        self.months = months
        self.restDays = restDays
    }
}

extension LocalDate {
    /// The first day after so many full months that begin on this day. Where the last month has no such day it is full with its last
    /// one (CC 202), so the next month's first day follows.
    func completing(months count: Int) -> LocalDate {
        guard let reached = adding(months: count) else { return self }
        return reached.day < day ? reached.adding(days: 1) ?? reached : reached
    }
}

extension Sheet {
    /// The service that counts, suspended and paid-out intervals left out.
    func service(until limit: LocalDate? = nil, from start: LocalDate? = nil) throws -> Service {
        if start == nil, limit == nil, let given = f.serviceGiven {
            note("service_given", .text("\(given.years)y\(given.months)m"))
            return Service(years: given.years, months: given.months, restDays: false)
        }
        guard let entered = f.enteredOn, let ended = f.endedOn else {
            let lacking = [f.enteredOn == nil ? "entered_on" : nil, f.endedOn == nil ? "ended_on" : nil].compactMap(\.self)
            throw Stop.several(lacking.map { stop($0, "service_given") })
        }
        note("entered_on", entered)
        note("ended_on", ended)
        let first = max(entered.day, start ?? entered.day)
        let last = min(ended.day, limit ?? ended.day)
        var (months, days) = (Int64(0), 0)
        var start = first
        var excluded = 0
        for gap in merged(f.serviceExcluded, first, last) {
            if let eve = gap.from.adding(days: -1), start <= eve { add(Service(from: start, to: eve), start, eve, &months, &days) }
            excluded += gap.from.days(until: gap.to) + 1
            start = gap.to.adding(days: 1) ?? gap.to
        }
        guard excluded > 0 else { return Service(from: first, to: last) }
        if start <= last { add(Service(from: start, to: last), start, last, &months, &days) }
        note("service_excluded", Int64(excluded))
        warn("service_excluded")
        // What is left over between the gaps: thirty days make a month.
        months += Int64(days / 30)
        return Service(years: months / 12, months: months % 12, restDays: days % 30 > 0)
    }

    /// Adds one stretch of service: its full months, and the days beyond them.
    private func add(_ stretch: Service, _ from: LocalDate, _ to: LocalDate, _ months: inout Int64, _ days: inout Int) {
        months += stretch.totalMonths
        if stretch.restDays { days += from.completing(months: Int(stretch.totalMonths)).days(until: to) + 1 }
    }

    /// The excluded intervals inside the span, in order, overlaps joined.
    private func merged(_ intervals: [FactInterval], _ first: LocalDate, _ last: LocalDate) -> [(from: LocalDate, to: LocalDate)] {
        var all: [(from: LocalDate, to: LocalDate)] = []
        for interval in intervals.sorted(by: { $0.from < $1.from }) {
            let (from, to) = (max(interval.from.day, first), min(interval.to?.lastDay ?? last, last))
            guard from <= to else { continue }
            if let before = all.last, from <= before.to.adding(days: 1) ?? before.to {
                all[all.count - 1].to = max(before.to, to)
            } else {
                all.append((from, to))
            }
        }
        return all
    }
}
