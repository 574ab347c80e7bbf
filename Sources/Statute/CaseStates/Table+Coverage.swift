import Base

/// Region C, who pays (law.md §2.7).
extension CaseTable {
    static let coverage: [CaseTransition] = [
        CaseTransition(
            "C-1", [.C0], .coverageFound, .C1, by: [.siAgency, .employer],
            when: [
                CaseGuard(id: "insured_at_accident", zh: "事故发生时尚未参保。", en: "Not insured when the accident happened.") { snapshot, _ in
                    guard let insured = snapshot.facts.insuredFrom else { return .missing("insured_from") }
                    guard let accident = snapshot.facts.injuredOn else { return .missing("accident_on") }
                    return insured <= accident ? .met : .failed
                }
            ], basis: ["SIL 38", "WII 30"], "基金项目由基金支付。", "The fund pays the fund's items."),
        CaseTransition(
            "C-2", [.C0], .noCoverageFound, .C2, by: [.siAgency, .employer, .employee], basis: ["WII 62(2)", "SIL 41"],
            "全部项目由用人单位支付；职工可以申请基金先行支付。", "The employer pays everything; the employee may ask the fund to advance."),
        CaseTransition(
            "C-3", [.C2, .C5, .C6, .C7], .joinedAndPaid, .C3, by: [.employer],
            when: [
                CaseGuard(id: "joined_and_paid_on", zh: "没有参保并缴清的日期。", en: "No day of joining and paying is stated.") { snapshot, _ in
                    snapshot.facts.joinedAndPaidOn == nil ? .missing("joined_and_paid_on") : .met
                },
                .fact("late_fee_paid", \.lateFeePaid, "滞纳金尚未缴清。", "The late fee has not been paid."),
            ], basis: ["WII 62(3)", "OP2 3"], tag: .secondary, "此后新发生的费用由基金支付；逐项比较发生日与该日。",
            "The fund pays what newly arises from that day; each item's day is compared with it."),
        CaseTransition(
            "C-4", [.C1], .underDeclarationFound, .C4, by: [.siAgency, .siDepartment, .tribunal, .court],
            when: [.fact("declared_below_wage", \.declaredBelowWage, "没有证据证明少报缴费工资。", "No proof that less than the wage was declared.")],
            basis: ["SIL 60", "SIL 63", "SIL 86"], tag: .open, "待遇差额可能由用人单位承担（依当地规定）。",
            "The difference may fall on the employer, by local rule."),
        CaseTransition(
            "C-5", [.C2], .advanceRequested, .C5, by: [.employee, .relative],
            when: [.fact("employer_refuses_to_pay", \.employerRefusesToPay, "没有证据证明用人单位不支付。", "No proof that the employer does not pay.")],
            due: [
                .init(period: "fund_demand", on: .siAgency, zh: "向用人单位发出书面催告", en: "written demand to the employer"),
                .init(period: "fund_demand_answer", on: .employer, zh: "按催告支付（自收到之日）", en: "pay on the demand, from its receipt"),
            ], basis: ["SIL 41", "APM 6", "APM 7"], tag: .secondary, "仅先行支付基金项目。", "The fund advances fund items only."),
        CaseTransition(
            "C-6", [.C5], .advancePaid, .C6, by: [.siAgency], basis: ["SIL 41", "SIL 63", "APM 8"], tag: .secondary,
            "由基金向用人单位追偿。", "The fund recovers from the employer."),
        CaseTransition(
            "C-6b", [.C5], .advanceRefused, .C2, by: [.siAgency],
            due: [.init(period: "reconsideration", on: .employee, zh: "申请行政复议", en: "reconsideration")], basis: ["SIL 83(2)"],
            "不予先行支付，可以申请复议或起诉。", "No advance; reconsideration or suit is open."),
        CaseTransition(
            "C-7", [.C1, .C3, .C4], .coverageStopped, .C7, by: [.employer, .siAgency], basis: ["SIL 60", "WII 62"],
            "断保影响其后的待遇，应当立即补正。", "The interruption affects later benefits; repair it at once."),
        CaseTransition(
            "C-7b", [.C7], .coverageRestored, .C1, by: [.siAgency],
            when: [
                CaseGuard(id: "insured_at_accident", zh: "事故发生时尚未参保。", en: "Not insured when the accident happened.") { snapshot, _ in
                    guard let insured = snapshot.facts.insuredFrom else { return .missing("insured_from") }
                    guard let accident = snapshot.facts.injuredOn else { return .missing("accident_on") }
                    return insured <= accident ? .met : .failed
                }
            ], basis: ["SIL 60"], "恢复参保。", "Coverage is restored."),
    ]
}
