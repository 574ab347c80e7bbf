import Base

/// 医疗期: how long the job is protected in illness, by total working years and years with the employer (MTP 3), and within how many
/// months the days are added up (MTP 4). Shown beside the sick pay; it never cuts an amount.
enum MedicalPeriod {
    static func note(_ sheet: Sheet, on day: LocalDate) {
        guard let months = months(sheet, on: day) else { return }
        let used = sheet.f.sickLeaves.reduce(0) { sum, leave in
            sum + Int64(max(0, leave.from.day.days(until: Sheet.end(leave, sheet.c.asOf)) + 1))
        }
        // A month of sick leave is thirty days, days off included (MTP 3; LO309).
        if used > months * 30 { sheet.warn("medical_period_used_up:\(used)") }
    }

    private static func months(_ sheet: Sheet, on day: LocalDate) -> Int64? {
        if let stated = sheet.f.medicalPeriodMonths {
            sheet.note("medical_period_months", stated)
            return stated
        }
        guard let working = sheet.f.workingYears, let entered = sheet.f.enteredOn else { return nil }
        let cls = BoundWord.lessThan.holds(working, 10) ? "work_under_10" : "work_10_up"
        let years = Service(from: entered.day, to: day).years
        guard case .yearsTable(let table)? = sheet.pack("medical_period_months", on: day, cls: cls), let months = table.value(years: years)
        else { return nil }
        sheet.note("working_years", working)
        sheet.note("entered_on", entered)
        var text = String(months)
        if case .yearsTable(let window)? = sheet.pack("medical_period_window", on: day, cls: cls), let within = window.value(years: years) {
            text += "/\(within)"
        }
        sheet.warn("medical_period:" + text)
        return months
    }
}
