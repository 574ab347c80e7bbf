package import Base

/// Length of the relation for severance: full years, full months beyond them, and whether a day is left over.
package struct Service: Sendable, Equatable {
    package var years: Int64
    package var months: Int64
    package var restDays: Bool

    /// LCL 47(1): a full year is a month; from six months a year; below six months half (tenths of months).
    package var severanceMonthsX10: Int64 { years * 10 + (months >= 6 ? 10 : months > 0 || restDays ? 5 : 0) }

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
        guard let entered = f.enteredOn else { throw stop("entered_on", "service_given") }
        guard let ended = f.endedOn else { throw stop("ended_on", "service_given") }
        note("entered_on", entered)
        note("ended_on", ended)
        let first = max(entered.day, start ?? entered.day)
        let last = min(ended.day, limit ?? ended.day)
        var excluded = 0
        for interval in f.serviceExcluded {
            let from = max(interval.from.day, first)
            let to = min(interval.to?.lastDay ?? last, last)
            if from <= to { excluded += from.days(until: to) + 1 }
        }
        if excluded > 0 {
            note("service_excluded", Int64(excluded))
            warn("service_excluded")
        }
        return Service(from: first, to: last.adding(days: -excluded) ?? last)
    }
}
