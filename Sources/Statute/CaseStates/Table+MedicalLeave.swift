import Base

/// Regions M (treatment) and L (paid leave) (law.md §2.4).
extension CaseTable {
    static let medical: [CaseTransition] = [
        CaseTransition(
            "M-0", [.M0], .admitted, .M1, by: [.hospital, .employer, .employee], basis: ["WII 30"],
            "治疗费用符合目录的由基金支付。", "Eligible treatment is paid by the fund."),
        CaseTransition(
            "M-1", [.M0, .M1, .M4, .M6], .stabilised, .M2, by: [.hospital], basis: ["WII 21"],
            "伤情相对稳定，可以鉴定。", "Stable: appraisal may be applied for."),
        CaseTransition(
            "M-1b", [.M0, .M1, .M2, .M4, .M6], .healedCertified, .M3, by: [.hospital, .municipalCommittee], basis: ["WII 21"],
            "治愈。", "Healed."),
        CaseTransition(
            "M-1c", [.M1, .M2], .treatmentGoesOn, .M4, by: [.hospital],
            when: [.standing("leave_over", [.L5, .L6, .L7], "停工留薪期尚未结束。", "The paid leave is not over.")], basis: ["WII 33(2)"],
            "停工留薪期满后仍需治疗的，继续享受工伤医疗待遇。", "Injury medical benefits go on after the paid leave."),
        CaseTransition(
            "M-4", [.M1, .M4, .M6], .treatmentRefused, .M5, by: [.siAgency],
            when: [
                .fact("refusal_is_real", \.refusalIsReal, "没有证据证明职工拒绝治疗（未收到通知不算拒绝）。", "No proof of a refusal; a missed letter is none.")
            ],
            due: [.init(period: "benefit_end_report", on: .employer, zh: "报告停止待遇的情形", en: "report the ground that stops benefits")],
            basis: ["WII 42(3)", "SIL 43", "SICP 25"], "停止享受各项工伤保险待遇。", "All injury benefits stop."),
        CaseTransition(
            "M-4b", [.M5], .treatmentResumed, .M1, by: [.employee, .hospital], basis: ["WII 42"], tag: .local,
            "恢复治疗，待遇是否及何时恢复依当地规定。", "Treatment resumes; when benefits do is for local rules."),
        CaseTransition(
            "M-6", [.M2, .M3], .relapseConfirmed, .M6, by: [.hospital, .municipalCommittee],
            when: [.fact("recurrence_confirmed", \.recurrenceConfirmed, "旧伤复发未经确认。", "The relapse has not been confirmed.")],
            basis: ["WII 38", "SICP 21"], "重新享受医疗、辅助器具和停工留薪待遇。", "Treatment, devices and paid leave again."),
    ]

    private static let graded = CaseGuard.standing("grade_concluded", [.A6, .A8], "鉴定结论尚未作出。", "There is no appraisal conclusion.")
    private static let recognisedInjury = CaseGuard.recognised("尚未认定工伤。", "The injury has not been recognised.")

    static let paidLeave: [CaseTransition] = [
        CaseTransition(
            "L-1", [.L0], .stoppedWork, .L1, by: [.employee, .hospital],
            when: [.fact("leave_certificate", \.leaveCertificate, "没有医疗机构的休假证明。", "There is no leave certificate of a hospital.")],
            basis: ["WII 33(1)"], tag: .open, "自停工之日起按月支付原工资福利待遇（认定前暂付）。",
            "Original pay monthly from the day work stopped, provisionally until recognition."),
        CaseTransition(
            "L-2", [.L1], .leaveConfirmed, .L2, by: [.siDepartment, .employer], when: [recognisedInjury], basis: ["WII 33"],
            "追溯至停工之日，少付的差额应当补足。", "Counts back to the start; under-payment becomes due."),
        CaseTransition(
            "L-2b", [.L1, .L2, .L3, .L4, .L5, .L8], .leaveWithdrawn, .L0, by: [.siDepartment, .clock],
            when: [.notRecognised("工伤认定没有被否定。", "Recognition has not been refused.")],
            basis: ["MTP 3", "LO309 59"], tag: .secondary,
            "转为病假和医疗期，病假工资不低于最低工资的百分之八十。", "Becomes sick leave and medical period, at least 80 % of the minimum wage."),
        CaseTransition(
            "L-4", [.L2, .L4], .extensionRequested, .L3, by: [.employee, .employer],
            when: [
                CaseGuard(id: "before_expiry", zh: "停工留薪期已经届满。", en: "The paid leave has already run out.") { snapshot, _ in
                    guard let end = snapshot.facts.extensionConfirmedTo ?? snapshot.facts.paidLeaveTo else {
                        return .missing("paid_leave_to")
                    }
                    guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
                    return day <= end ? .met : .failed
                }
            ], basis: ["WII 33(2)", "SICP 21"], "伤情严重或者情况特殊的，可以申请延长。", "For serious injury or special circumstances."),
        CaseTransition(
            "L-4b", [.L3], .extensionConfirmed, .L4, by: [.municipalCommittee],
            when: [
                CaseGuard(id: "within_24_months", zh: "延长不得超过十二个月，合计不得超过二十四个月。", en: "At most 12 more months, 24 in all.") {
                    snapshot, deadlines in
                    guard let from = snapshot.facts.paidLeaveFrom else { return .missing("paid_leave_from") }
                    guard let to = snapshot.facts.extensionConfirmedTo else { return .missing("extension_confirmed_to") }
                    let day = snapshot.facts.occurredOn ?? from
                    var months: Int64 = 0
                    for key in ["paid_leave_max", "paid_leave_extension_max"] {
                        guard case .monthsX10(let limit)? = deadlines.packs.find(key, at: deadlines.jurisdiction, on: day).row?.value else {
                            return .missing(key)
                        }
                        months += limit / 10
                    }
                    guard let last = from.adding(months: Int(months)) else { return .failed }
                    return to < last ? .met : .failed
                }
            ], basis: ["WII 33(2)"], "延长期间继续支付原工资福利待遇。", "Original pay goes on."),
        CaseTransition(
            "L-4c", [.L3], .extensionRefused, .L2, by: [.municipalCommittee], basis: ["WII 33(2)"], "不予延长，按原期限。",
            "No extension; the old end stands."),
        CaseTransition(
            "L-5", [.L2, .L3, .L4, .L8], .leaveExpired, .L5, by: [.clock],
            when: [
                .standing(
                    "not_graded", Set(CaseState.all(.appraisal)).subtracting([.A6, .A8]), "已有鉴定结论。", "There is a conclusion already."),
                CaseGuard(id: "leave_over", zh: "停工留薪期尚未届满。", en: "The paid leave has not run out.") { snapshot, _ in
                    guard let end = snapshot.facts.extensionConfirmedTo ?? snapshot.facts.paidLeaveTo else {
                        return .missing("paid_leave_to")
                    }
                    guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
                    return day > end ? .met : .failed
                },
            ], basis: ["WII 33(2)"], tag: .open, "期满至鉴定前的待遇全国无统一规定，依当地；工伤医疗待遇继续；应当申请鉴定。",
            "No national rule for the pay until the conclusion; medical benefits go on; appraisal must be applied for."),
        CaseTransition(
            "L-6", [.L2, .L3, .L4, .L5, .L8], .leaveEndedByGrade, .L6, by: [.employer],
            when: [
                graded,
                CaseGuard(id: "graded_1_to_10", zh: "未评定伤残等级。", en: "No disability grade was given.") { snapshot, _ in
                    guard let grade = snapshot.facts.grade else { return .missing("grade") }
                    return (1...10).contains(grade) ? .met : .failed
                },
                .fact(
                    "pay_stop_confirmed", \.payStopConfirmed, "停发原工资须由人确认，不得自动执行。",
                    "Stopping the original pay needs a person's confirmation; never automatic."),
            ], basis: ["WII 33(2)"], "停发原待遇，享受伤残待遇；生效日依参数 stop_pay_effective。",
            "Original pay stops, disability benefits begin; effective day by stop_pay_effective."),
        CaseTransition(
            "L-7", [.L1, .L2, .L3, .L4, .L5, .L8], .leaveEndedByReturn, .L7, by: [.hospital, .municipalCommittee, .employee],
            basis: ["WII 33"], tag: .local, "治愈或返岗，恢复通常工资；有的地方须先经鉴定。",
            "Healed or returned: ordinary wages; some places need an appraisal first."),
        CaseTransition(
            "L-8", [.L6, .L7], .leaveReopened, .L8, by: [.hospital, .municipalCommittee],
            when: [
                .fact("recurrence_confirmed", \.recurrenceConfirmed, "旧伤复发未经确认。", "The relapse has not been confirmed."),
                .standing(
                    "relation_exists", Set(CaseState.all(.employment)).subtracting([.E10, .E11, .E12]), "劳动关系已不存在（离职人员依当地规定）。",
                    "The relation no longer exists; departed staff by local rules."),
            ], basis: ["WII 38", "SICP 21"], "重新享受停工留薪待遇。", "A new paid leave."),
        CaseTransition(
            "L-9", [.L1, .L2, .L3, .L4, .L5, .L6, .L7, .L8], .leaveEndedByDeath, .L9, by: [.hospital, .relative, .employer],
            basis: ["WII 39(2)"], "停工留薪期内因工伤死亡的，享受全部三项工亡待遇。", "Death from the injury in the paid leave: all three death items."),
    ]
}
