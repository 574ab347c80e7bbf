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

    private static func monthlyWage(_ sheet: Sheet, _ entry: HolidayWork, _ index: Int) throws -> Formula {
        guard let stated = entry.wageMonthly else { return try sheet.originalPay(before: entry.period?.from) }
        sheet.note("holiday_work[\(index)].wage_monthly_fen", stated)
        return .money(stated)
    }
}
