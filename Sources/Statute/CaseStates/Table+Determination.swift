/// Region D, recognition of the injury (law.md §2.3).
extension CaseTable {
    private static let applicants: Set<CaseActor> = [.employee, .relative, .union]

    static let determination: [CaseTransition] = [
        CaseTransition(
            "D-1", [.D0], .accidentReported, .D1, by: [.witness, .employee, .employer, .relative, .union],
            due: [
                .init(period: "employer_filing", on: .employer, zh: "用人单位申请工伤认定", en: "employer files for recognition"),
                .init(period: "employee_filing", on: .employee, zh: "职工、近亲属、工会申请工伤认定", en: "employee, relative or union may file"),
            ], basis: ["WII 4(3)", "WII 17", "WII 30(2)"],
            "用人单位应当组织治疗；紧急时可就近急救。", "The employer must arrange treatment; emergency care at the nearest hospital is allowed."),
        CaseTransition(
            "D-2", [.D1], .employerFiled, .D3, by: [.employer],
            when: [
                CaseGuard(
                    id: "employer_in_time", zh: "已超过事故伤害发生或诊断之日起三十日（或经同意延长的期限）。",
                    en: "More than 30 days (or the longer time consented to) have passed since the accident or diagnosis."
                ) { snapshot, deadlines in
                    guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
                    if let extended = snapshot.facts.filingExtendedTo, day <= extended { return .met }
                    guard let start = snapshot.facts.injuredOn else { return .missing("accident_on") }
                    guard let last = deadlines.due("employer_filing", from: start).last else { return .met }
                    return day <= last ? .met : .failed
                }
            ],
            due: [.init(period: "acceptance", on: .siDepartment, zh: "审查材料、决定是否受理", en: "review the material, decide on acceptance")],
            basis: ["WII 17(1)"], "符合规定的费用自始由工伤保险基金负担。", "The fund bears eligible costs from the start."),
        CaseTransition(
            "D-3", [.D1], .employerWindowLapsed, .D2, by: [.clock],
            when: [
                .window(
                    "employer_window_over", "employer_filing", from: \.injuredOn, named: "accident_on", after: true,
                    "三十日尚未届满。", "The thirty days have not run out."),
                CaseGuard(id: "no_extension", zh: "经同意延长的期限尚未届满。", en: "The longer time consented to has not run out.") { snapshot, _ in
                    guard let extended = snapshot.facts.filingExtendedTo else { return .met }
                    guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
                    return day > extended ? .met : .failed
                },
            ], basis: ["WII 17(4)"], "此期间发生的符合规定的费用由用人单位负担。", "Eligible costs of that interval fall on the employer."),
        CaseTransition(
            "D-4", [.D1, .D2], .employeeFiled, .D3, by: applicants,
            when: [
                .window(
                    "employee_in_time", "employee_filing", from: \.injuredOn, named: "accident_on", suspended: true,
                    "已超过一年（扣除不属于职工原因的时间）。", "More than one year has passed, net of time not due to the employee.")
            ],
            due: [.init(period: "acceptance", on: .siDepartment, zh: "审查材料、决定是否受理", en: "review the material, decide on acceptance")],
            basis: ["WII 17(2)"], "职工、近亲属或者工会可以直接申请。", "Employee, close relative or union may file directly."),
        CaseTransition(
            "D-5", [.D2], .yearLapsed, .D9, by: [.clock],
            when: [
                .window(
                    "employee_window_over", "employee_filing", from: \.injuredOn, named: "accident_on", after: true, suspended: true,
                    "一年（扣除不属于职工原因的时间）尚未届满。", "The year, net of time not due to the employee, has not run out.")
            ], basis: ["WIA 7"], "行政认定途径丧失；是否另有民事或劳动请求权须由律师判断。",
            "The administrative way is lost; other claims need a lawyer."),
        CaseTransition(
            "D-6", [.D3], .materialsSupplied, .D3, by: [.employer, .employee, .relative, .union],
            due: [.init(period: "acceptance", on: .siDepartment, zh: "材料补齐后决定是否受理", en: "decide on acceptance once complete")],
            basis: ["WII 18", "WDM 8"], tag: .secondary, "应当一次性书面告知需要补正的全部材料。", "Everything missing must be listed once, in writing."),
        CaseTransition(
            "D-7", [.D3], .filingAccepted, .D4, by: [.siDepartment],
            when: [.fact("materials_complete", \.materialsComplete, "材料不完整。", "The material is not complete.")],
            due: [
                .init(
                    period: "decision", on: .siDepartment, zh: "作出认定决定（事实清楚的为 decision_clear）", en: "decide (clear cases: decision_clear)")
            ], basis: ["WDM 8", "WII 20"], tag: .secondary, "出具受理决定书。", "A written acceptance is issued."),
        CaseTransition(
            "D-7b", [.D3], .filingRefused, .D8, by: [.siDepartment],
            due: [
                .init(period: "reconsideration", on: .employee, zh: "申请行政复议", en: "reconsideration"),
                .init(period: "suit", on: .employee, zh: "提起行政诉讼", en: "administrative suit"),
            ], basis: ["WDM 8", "WII 55"], tag: .secondary, "出具不予受理决定书；缺勤按病假和医疗期处理。",
            "A written refusal; absence becomes sick leave and medical period."),
        CaseTransition(
            "D-8", [.D4], .clockSuspended, .D5, by: [.siDepartment],
            when: [
                .fact(
                    "depends_on_other_authority", \.dependsOnOtherAuthority, "认定不依赖其他机关尚未作出的结论。",
                    "The decision does not depend on another authority's pending conclusion.")
            ],
            basis: ["WII 20(3)"], "仅在该期间停止计算。", "The clock stands still for that interval only."),
        CaseTransition(
            "D-8b", [.D5], .clockResumed, .D4, by: [.siDepartment],
            due: [.init(period: "decision", on: .siDepartment, zh: "继续计算作出决定的期限", en: "the time to decide runs on")], basis: ["WII 20(3)"],
            "期限继续计算。", "The time runs on."),
        CaseTransition(
            "D-9", [.D4], .recognised, .D6, by: [.siDepartment],
            due: [
                .init(period: "decision_service", on: .siDepartment, zh: "送达双方并抄送经办机构", en: "serve both parties, copy to the agency"),
                .init(period: "reconsideration", on: .employer, zh: "申请行政复议", en: "reconsideration"),
                .init(period: "suit", on: .employer, zh: "提起行政诉讼", en: "administrative suit"),
            ], basis: ["WII 20"], "各项工伤待遇开放；停工留薪期追溯至停工之日。", "All injury benefits open; the paid leave counts back to its start."),
        CaseTransition(
            "D-9b", [.D4], .notRecognised, .D7, by: [.siDepartment],
            due: [
                .init(period: "decision_service", on: .siDepartment, zh: "送达双方", en: "serve both parties"),
                .init(period: "reconsideration", on: .employee, zh: "申请行政复议", en: "reconsideration"),
                .init(period: "suit", on: .employee, zh: "提起行政诉讼", en: "administrative suit"),
            ], basis: ["WII 20"], "待遇冻结；缺勤按病假和医疗期处理。", "Benefits are frozen; absence becomes sick leave and medical period."),
        CaseTransition(
            "D-11", [.D6, .D7, .D8], .determinationChallenged, .D10, by: [.employer, .employee, .relative],
            when: [
                CaseGuard(id: "remedy_in_time", zh: "行政复议和行政诉讼的期限均已届满。", en: "The time for reconsideration and for suit has run out.") {
                    snapshot, deadlines in
                    // Nothing is held to be late on a day nobody stated.
                    guard let last = snapshot.facts.remedyLastDay ?? CaseDays.lastChallenge(snapshot.facts, deadlines) else { return .met }
                    guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
                    return day <= last ? .met : .failed
                }
            ], basis: ["WII 31", "WII 55"], "复议和诉讼期间不停止支付治疗费用。", "Medical payment goes on during the challenge."),
        CaseTransition(
            "D-11b", [.D10], .determinationUpheld, .D6, by: [.siDepartment, .court],
            when: [.challenging("recognition_challenged", .D6, "被复议或起诉的不是认定决定。", "What is challenged is no recognition.")],
            basis: ["ARL 68", "APL 69"], tag: .unverified,
            "维持认定。", "Recognition stands."),
        CaseTransition(
            "D-11c", [.D10], .refusalUpheld, .D7, by: [.siDepartment, .court],
            when: [.challenging("refusal_challenged", .D7, "被复议或起诉的不是不予认定决定。", "What is challenged is no refusal to recognise.")],
            basis: ["ARL 68", "APL 69"], tag: .unverified, "维持不予认定。", "Refusal stands."),
        CaseTransition(
            "D-11e", [.D10], .nonAcceptanceUpheld, .D8, by: [.siDepartment, .court],
            when: [.challenging("non_acceptance_challenged", .D8, "被复议或起诉的不是不予受理决定。", "What is challenged is no refusal to accept.")],
            basis: ["ARL 68", "APL 69"], tag: .unverified, "维持不予受理。", "The refusal to accept stands."),
        CaseTransition(
            "D-11d", [.D10], .sentBack, .D4, by: [.siDepartment, .court],
            due: [.init(period: "decision", on: .siDepartment, zh: "重新作出决定", en: "decide again")], basis: ["ARL 64", "APL 70"],
            tag: .unverified,
            "撤销原决定，责令重新作出。", "The decision is annulled and must be made again."),
        CaseTransition(
            "D-12", [.D6], .determinationRevoked, .D11, by: [.siDepartment],
            when: [.fact("false_material", \.falseMaterial, "未查明隐瞒事实或者提供虚假材料。", "No concealment or false material has been established.")],
            basis: ["WIA 9", "WII 60"], "待遇冻结并追回。", "Benefits are frozen and recovered."),
    ]
}
