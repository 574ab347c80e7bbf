/// 劳动者追回代垫的单位部分: the employer's share paid by the worker comes back in full (SIL 60; WD-7).
enum EmployeeRecoversEmployerSI: ItemRule {
    static let code = ItemCode.employeeRecoversEmployerSI
    static let basis = ["SIL 10", "SIL 60(1)"]

    static func applies(to facts: Facts) -> Bool {
        facts.selfPaid != nil || facts.premiums.contains { $0.employer != nil && $0.paidBy == "employee" }
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        var parts: [Formula] = []
        if let paid = c.facts.selfPaid {
            sheet.note("self_paid.amount_fen", paid.amount)
            parts.append(try employersPart(sheet, paid))
        }
        let premiums = c.facts.premiums.filter { $0.paidBy == "employee" }
        parts += sheet.sum(premiums, \.employer, "employer_fen")
        guard !parts.isEmpty else { throw sheet.stop("self_paid", "premiums") }
        return [try sheet.item(.added(parts), payer: .employer, basis: basis)]
    }

    /// Of a payment at the whole rate only the employer's part of the rate; without rates the amount is the employer's share.
    private static func employersPart(_ sheet: Sheet, _ paid: SelfPaid) throws -> Formula {
        guard let total = paid.totalRate, let employer = paid.employerRate, total > 0 else { return .money(paid.amount) }
        sheet.note("self_paid.total_ppm", total)
        sheet.note("self_paid.employer_ppm", employer)
        return .product([.quotient(.money(paid.amount), .percent(total)), .percent(employer)])
    }
}
