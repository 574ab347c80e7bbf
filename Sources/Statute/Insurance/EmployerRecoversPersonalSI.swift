import Base

/// 单位追回代垫的个人部分: the employee's principal of months inside the relation; interest and late fee never (law.md 4.6).
enum EmployerRecoversPersonalSI: ItemRule {
    static let code = ItemCode.employerRecoversPersonalSI
    static let basis = ["SIL 60(1)", "SIR13 20", "LDA 27"]

    static func applies(to facts: Facts) -> Bool {
        facts.premiums.contains { $0.employee != nil && $0.paidBy == "employer" } || facts.premiumSums?.employee != nil
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        sheet.warn("principal_only")
        limitation(sheet)
        let advanced = c.facts.premiums.filter { $0.employee != nil && $0.paidBy != "employee" }
        if !advanced.isEmpty {
            let inside = sheet.premiumsInside().filter { $0.employee != nil && $0.paidBy != "employee" }
            return [try sheet.item(.added(sheet.sum(inside, \.employee, "employee_fen")), payer: .employee, basis: basis)]
        }
        if let ended = c.facts.endedOn, let from = c.facts.dueFrom, from.day > ended.day {
            // Paid for a time after the end: to be corrected with the agency, not a debt of the employee ([J]).
            sheet.note("due_from", from)
            sheet.note("ended_on", ended)
            sheet.warn("outside_relation:all")
            return [try sheet.item(.count(0), payer: .employee, basis: basis)]
        }
        guard let stated = c.facts.premiumSums?.employee else { throw sheet.stop("premium_sums.employee_fen", "premiums") }
        sheet.note("premium_sums.employee_fen", stated)
        return [try sheet.item(.money(stated), payer: .employee, basis: basis)]
    }

    /// One year from the payment or the last demand: shown, never applied.
    private static func limitation(_ sheet: Sheet) {
        guard let start = sheet.f.recoveryDemandedOn ?? sheet.f.backPaidOn, let end = start.day.adding(months: 12) else { return }
        sheet.note(sheet.f.recoveryDemandedOn == nil ? "back_paid_on" : "recovery_demanded_on", start)
        sheet.warn("limitation_shown:\(end)")
    }
}
