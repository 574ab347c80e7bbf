import Base

/// What ends original pay before the leave does: the grading (WII 33(2)) and the death. Whether the end of the relation does is open.
enum PaidLeaveEnd {
    /// The interval up to the last day of original pay.
    static func held(_ leave: FactInterval, _ sheet: Sheet) -> FactInterval {
        let last = Sheet.end(leave, sheet.c.asOf)
        var held = leave
        if let concluded = conclusion(sheet, leave), let change = sheet.change(after: concluded.day), change.day <= last {
            sheet.note("grade_concluded_on", concluded)
            sheet.warn(change.warning)
            held = FactInterval(from: leave.from, to: change.day.adding(days: -1).map { FactDay($0) })
        }
        if let died = sheet.f.diedOn, leave.from.day <= died.lastDay, died.lastDay < Sheet.end(held, last) {
            sheet.note("died_on", died)
            held = FactInterval(from: leave.from, to: FactDay(died.lastDay))
        }
        if ended(sheet, held) != nil { sheet.warn("open_in_law:paid_leave_after_end") }
        return held
    }

    /// A leave of so many months whose days are not stated can only be held against the injury.
    static func check(_ sheet: Sheet, months: Int64) {
        guard let injured = sheet.f.injuredOn, injured.precision == .day, let last = injured.day.adding(months: Int(months / 10))?.adding(days: -1)
        else { return }
        let leave = FactInterval(from: injured, to: FactDay(last))
        let stops = [conclusion(sheet, leave).flatMap { sheet.change(after: $0.day)?.day.adding(days: -1) }, sheet.f.diedOn?.lastDay].compactMap(\.self)
        if stops.contains(where: { $0 < last }) { sheet.untested("paid_leave") }
    }

    /// The conclusion that ends this leave; one before it belongs to an earlier leave (WII 38), and without a grade nothing takes its place.
    private static func conclusion(_ sheet: Sheet, _ leave: FactInterval) -> FactDay? {
        let f = sheet.f
        guard f.recurrenceConfirmed != true, f.currentGrade != Grade.none else { return nil }
        let concluded = f.gradeConcludedOn ?? (f.injuries.count == 1 ? f.injuries[0].concludedOn : nil)
        return concluded.flatMap { leave.from.day <= $0.day ? $0 : nil }
    }

    /// The end of the relation inside the leave.
    private static func ended(_ sheet: Sheet, _ leave: FactInterval) -> FactDay? {
        guard let ended = sheet.f.endedOn, sheet.f.diedOn == nil, leave.from.day <= ended.lastDay, ended.lastDay < Sheet.end(leave, sheet.c.asOf)
        else { return nil }
        return ended
    }

    /// What the other readings give, beside the answer: pay to the day of the conclusion only, and to the end of the relation only.
    static func variants(_ c: Calculation, _ leave: PaidLeavePay.Leave, _ total: (PaidLeavePay.Leave, Sheet) throws -> Formula) throws -> [Item] {
        guard case .interval(let held) = leave else { return [] }
        func line(_ last: FactDay, _ fact: String, _ variant: String, _ open: String, _ basis: [String]) throws -> Item {
            let sheet = c.sheet(PaidLeavePay.code)
            sheet.note("paid_leave.from", held.from)
            sheet.note(fact, last)
            sheet.warn("open_in_law:" + open)
            let part = PaidLeavePay.Leave.interval(FactInterval(from: held.from, to: FactDay(last.lastDay)))
            return try sheet.item(try total(part, sheet), payer: .employer, basis: basis, variant: variant)
        }
        let probe = c.sheet(PaidLeavePay.code)
        var items: [Item] = []
        if let concluded = conclusion(probe, held), concluded.lastDay < Sheet.end(held, c.asOf), let change = probe.change(after: concluded.day),
            change.warning.hasPrefix("open_in_law"), change.day.adding(days: -1) == Sheet.end(held, c.asOf)
        {
            items.append(try line(concluded, "grade_concluded_on", "to_the_conclusion", "stop_pay_effective", ["WII 33(2)"]))
        }
        if let ended = ended(probe, held) {
            items.append(try line(ended, "ended_on", "to_the_end_of_the_relation", "paid_leave_after_end", ["WII 33(1)", "LCL 45"]))
        }
        return items
    }
}
