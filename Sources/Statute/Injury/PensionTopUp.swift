import Base

/// 基本养老金低于伤残津贴的差额: grades 1-4 after retirement; compared with the allowance actually in payment where it is stated
/// (WII 35(1)(3); SIL 40).
enum PensionTopUp: ItemRule {
    static let code = ItemCode.pensionTopUp

    static func applies(to facts: Facts) -> Bool {
        guard facts.pensionMonthly != nil, case .known(let grade)? = facts.currentGrade else { return false }
        return grade <= 4
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        let sheet = c.sheet(code)
        guard let pension = c.facts.pensionMonthly else { throw sheet.stop("pension_monthly_fen") }
        let payer = sheet.fundPayer(.newlyIncurred, on: c.facts.retiredOn?.day ?? c.asOf)
        let allowance: Formula
        if let paid = c.facts.allowanceInPaymentMonthly {
            sheet.note("allowance_in_payment_monthly_fen", paid)
            allowance = .money(paid)
        } else {
            guard case .known(let grade)? = c.facts.currentGrade else { throw sheet.stop("grade") }
            sheet.note("grade", Int64(grade))
            guard grade <= 4 else {
                sheet.warn("not_due:grade")
                return [try sheet.item(.count(0), payer: payer, basis: ["WII 35(1)(3)"])]
            }
            let rate = try sheet.needNumber("monthly_disability", on: c.facts.allowanceConcludedOn?.day ?? c.asOf, cls: String(grade))
            let wage = try sheet.ownWage(before: c.facts.allowanceInjury)
            allowance = .product([wage.declared ?? wage.own, .percent(rate)])
        }
        sheet.note("pension_monthly_fen", pension)
        let gap = Formula.difference(allowance, .money(pension)).notNegative
        return [try sheet.item(gap, payer: payer, basis: ["WII 35(1)(3)", "SIL 40"])]
    }
}
