import Base

/// Work on rest days (200 %) and statutory holidays (300 %), LL 44(2)(3); pay already given for the day lowers both by 100 points.
enum HolidayPay {
    static func compute(_ c: Calculation, _ code: ItemCode, _ kind: HolidayWork.Kind, cls: String) throws -> [Item] {
        let work = c.facts.holidayWork.enumerated().filter { $0.element.kind == kind }
        let hours = kind == .restDay ? c.facts.workTime?.restDayHoursX10 : c.facts.workTime?.holidayHoursX10
        guard !work.isEmpty || hours != nil else { throw Stop.missing(["holiday_work", "work_time"], reason: nil) }
        var items = [try line(c, code, cls, work.map { ($0.offset, $0.element) }, hours: hours)]
        for year in Sheet.years(work.map(\.element.period)) {
            let ofYear = work.filter { $0.element.period?.from.day.year == year }.map { ($0.offset, $0.element) }
            var part = try line(c, code, cls, ofYear, hours: nil)
            part.period = Sheet.span(ofYear.map(\.1.period))
            items.append(part)
        }
        return items
    }

    private static func line(_ c: Calculation, _ code: ItemCode, _ cls: String, _ work: [(Int, HolidayWork)], hours: Int64?) throws -> Item {
        let sheet = c.sheet(code)
        var parts: [Formula] = []
        for (index, entry) in work {
            let day = entry.period?.from.day ?? c.asOf
            let monthly = try monthlyWage(sheet, entry, index)
            sheet.note("holiday_work[\(index)].days_x10", entry.daysX10)
            holdAgainstCalendar(sheet, entry)
            var rate = try sheet.needNumber("overtime", on: day, cls: cls)
            if entry.normalPayAlreadyPaid {
                sheet.note("holiday_work[\(index)].normal_pay_already_paid", .flag(true))
                rate -= 1_000_000
            }
            parts.append(.product([.quotient(monthly, try sheet.dayDivisor(on: day)), .tenths(entry.daysX10), .percent(rate)]))
        }
        if let hours, let time = c.facts.workTime {
            sheet.note("work_time.hourly_wage_fen", time.hourlyWage)
            let rate = try sheet.needNumber("overtime", on: c.asOf, cls: cls)
            parts.append(.product([.money(time.hourlyWage), .tenths(hours), .percent(rate)]))
        }
        return try sheet.item(.added(parts), payer: .employer, basis: [cls == "holiday" ? "LL 44(3)" : "LL 44(2)"])
    }

    /// Days that the published calendar calls something else are named, and the amount trusted less: whoever works in shifts may have other
    /// days of rest, and a contract may make more days holidays, so the stated kind still counts.
    private static func holdAgainstCalendar(_ sheet: Sheet, _ entry: HolidayWork) {
        guard let period = entry.period, period.from.precision == .day, let to = period.to, to.precision == .day else { return }
        let calendar = WorkCalendar(packs: sheet.c.packs)
        var day = period.from.day
        for _ in 0..<366 where day <= to.day {
            if calendar.isPublished(day.year) {
                if entry.kind == .restDay, calendar.isWorkday(day) {
                    sheet.warn("workday_by_calendar:\(day)")
                    sheet.atMost(Confidence.oneSource.lowered)
                } else if entry.kind == .holiday, calendar.isWorkday(day) || calendar.isHoliday(day) == false || isPlainWeekend(day) {
                    sheet.warn("not_a_holiday:\(day)")
                    sheet.atMost(Confidence.oneSource.lowered)
                }
            }
            day = day.adding(days: 1) ?? day
        }
    }

    /// A weekend that lies inside the days off of May is no holiday itself: the 1st is one, from 2025 the 2nd too (全国年节及纪念日放假办法 2).
    /// The other holidays go by the moon, or lie beside one that does, and may fall on a weekend: their days are left as stated.
    private static func isPlainWeekend(_ day: LocalDate) -> Bool {
        day.weekday > 5 && day.month == 5 && day.day > (day.year >= 2025 ? 2 : 1) && day.day <= 7
    }

    private static func monthlyWage(_ sheet: Sheet, _ entry: HolidayWork, _ index: Int) throws -> Formula {
        guard let stated = entry.wageMonthly else { return try sheet.originalPay(before: entry.period?.from) }
        sheet.note("holiday_work[\(index)].wage_monthly_fen", stated)
        return .money(stated)
    }
}
