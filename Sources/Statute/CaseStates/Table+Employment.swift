/// Region E, post and contract (law.md §2.8). No program and no lapse of time ends a contract (I3).
extension CaseTable {
    private static let living: [CaseState] = [.E1, .E2, .E3, .E4, .E5, .E6, .E7, .E8, .E9]
    private static let atWork: [CaseState] = [.E1, .E2, .E3, .E4, .E5, .E6, .E8]

    private static func grade(_ id: String, _ range: ClosedRange<Int>, _ zh: String, _ en: String) -> CaseGuard {
        CaseGuard(id: id, zh: zh, en: en) { snapshot, _ in
            guard let grade = snapshot.facts.grade else { return .missing("grade") }
            return range.contains(grade) ? .met : .failed
        }
    }
    private static let finalGrade = CaseGuard.standing("grade_final", [.A8], "等级尚未最终确定。", "The grade is not final.")

    static let employment: [CaseTransition] = [
        CaseTransition(
            "E-0", [.E1, .E6], .leftPost, .E2, by: [.employee, .hospital],
            when: [.standing("paid_leave_runs", [.L1, .L2, .L3, .L4, .L8], "停工留薪期没有开始。", "No paid leave is running.")], basis: ["WII 33"],
            "停工留薪。", "On paid leave."),
        CaseTransition(
            "E-0b", [.E2], .gapBegan, .E3, by: [.clock],
            when: [.standing("leave_expired", [.L5], "停工留薪期尚未期满。", "The paid leave has not expired.")], basis: ["WII 33(2)"], tag: .open,
            "空档期待遇依当地规定或协商。", "Pay in the gap by local rule or agreement."),
        CaseTransition(
            "E-1", [.E2, .E3], .returnNoticeServed, .E4, by: [.employer],
            when: [
                .fact("fit_for_work", \.fitForWork, "没有可以工作的医疗或鉴定依据。", "No evidence that the employee is fit for work."),
                .fact(
                    "return_notice_served", \.returnNoticeServed, "返岗通知未送达本人（快递柜、他人签收不算）。",
                    "The notice was not served on the person; a locker or another signature does not count."),
                .standing("leave_over", [.L5, .L6, .L7], "停工留薪期尚未结束，通知过早。", "The paid leave is not over: the notice is premature."),
            ], basis: ["LB179", "WII 33"], tag: .secondary, "答复期开始（公司制度）。", "A reply window begins (company policy)."),
        CaseTransition(
            "E-2", [.E2, .E3, .E4, .E5, .E8], .returned, .E6, by: [.employee], basis: ["WII 36"],
            "返岗；五级、六级应当安排适当工作。", "Returned; grades 5-6: suitable work must be arranged."),
        CaseTransition(
            "E-3", [.E4, .E5], .answeredWithReason, .E3, by: [.employee],
            when: [
                .fact(
                    "certificate_or_pending_procedure", \.certificateOrPendingProcedure, "没有休假证明，也没有正在进行的鉴定、延长或申诉程序。",
                    "Neither a certificate nor a pending appraisal, extension or appeal.")
            ],
            basis: ["LDI1 44"], tag: .open, "不属于旷工。", "Not an absence without leave."),
        CaseTransition(
            "E-4", [.E4], .replyDateLapsed, .E5, by: [.clock],
            when: [
                CaseGuard(id: "reply_date_over", zh: "答复期限尚未届满。", en: "The reply date has not passed.") { snapshot, _ in
                    guard let due = snapshot.facts.replyDue else { return .missing("reply_due") }
                    guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
                    return day > due ? .met : .failed
                },
                .fact("return_notice_served", \.returnNoticeServed, "返岗通知未送达本人。", "The notice was not served on the person."),
            ], basis: ["LDI1 44"], tag: .policy, "如实记录“未到岗-待核实”，不得自动记为旷工。",
            "Recorded as \"not returned, unverified\"; never coded as absence without leave by a program."),
        CaseTransition(
            "E-5", [.E1, .E2, .E3, .E4, .E5, .E6, .E7, .E8], .endProposed, .E9, by: [.employer, .employee],
            basis: ["LCL 36-45"], "按情形和阶段核对是否禁止；单方解除前应当通知工会。",
            "Checked against ground and phase; the union is told before a unilateral act."),
        CaseTransition(
            "E-5b", [.E9], .proposalWithdrawn, .E6, by: [.employer, .employee], basis: ["LCL 36"], "撤回，关系继续。",
            "Withdrawn; the relation goes on."),
        CaseTransition(
            "E-6", [.E9], .contractEnded, .E10, by: [.employer, .employee],
            when: [
                .fact(
                    "ended_by_named_person", \.endedByNamedPerson, "解除或终止只能由有权的人作出，系统不得作出。",
                    "Only a person with authority can end the contract; a program cannot."),
                .groundOpen,
                .fact(
                    "union_told", \.unionTold, "没有事先通知工会（职工解除的填写“是”）。",
                    "The union was not told first (state true where the employee ends it)."),
            ],
            due: [
                .init(period: "wages_at_end", on: .employer, zh: "一次付清工资，出具解除或终止证明", en: "pay all wages at once, issue the certificate"),
                .init(period: "file_transfer", on: .employer, zh: "办理档案和社会保险关系转移", en: "transfer file and social insurance"),
                .init(period: "arbitration", on: .employee, zh: "申请劳动仲裁", en: "labour arbitration"),
            ], basis: ["LCL 43", "LCL 50", "WPP 9", "SIL 50"], "锁定各待遇项目；已发生的工伤待遇不因解除而消灭。",
            "Benefit items are locked; what has arisen is not lost."),
        CaseTransition(
            "E-6b", [.E10], .reinstated, .E6, by: [.tribunal, .court, .employer], basis: ["LCL 48", "LDI2 18"], tag: .secondary,
            "继续履行；违法解除期间的工资按正常劳动支付。", "The contract goes on; wages for the unlawful interval are due."),
        CaseTransition(
            "E-7", atWork + [.E9], .postExited, .E7, by: [.employer, .employee],
            when: [finalGrade, grade("grade_1_to_4", 1...4, "不是一级至四级。", "Not grade 1 to 4.")], basis: ["WII 35"],
            "保留劳动关系至退休，由基金按月支付伤残津贴。", "The relation is kept until retirement; the fund pays the monthly allowance."),
        CaseTransition(
            "E-8", [.E2, .E3, .E4, .E5, .E6], .noSuitableWork, .E8, by: [.employer],
            when: [
                finalGrade, grade("grade_5_to_6", 5...6, "不是五级、六级。", "Not grade 5 or 6."),
                CaseGuard(id: "no_suitable_work", zh: "用人单位能够安排适当工作。", en: "The employer can arrange suitable work.") { snapshot, _ in
                    guard let suitable = snapshot.facts.suitableWork else { return .missing("suitable_work") }
                    return suitable ? .failed : .met
                },
            ], basis: ["WII 36"], "由用人单位按月支付伤残津贴并缴纳社会保险费。", "The employer pays the monthly allowance and the premiums."),
        CaseTransition(
            "E-8b", [.E8], .suitableWorkFound, .E6, by: [.employer],
            when: [.fact("suitable_work", \.suitableWork, "没有适当工作。", "There is no suitable work.")], basis: ["WII 36"], "安排适当工作。",
            "Suitable work is arranged."),
        CaseTransition(
            "E-9", living, .retired, .E11, by: [.employer, .employee],
            when: [.fact("retirement_age_reached", \.retirementAgeReached, "尚未达到退休条件。", "The conditions for retirement are not met.")],
            due: [.init(period: "benefit_end_report", on: .employer, zh: "报告停止伤残津贴的情形", en: "report the end of the allowance")],
            basis: ["WII 35(1)(3)", "SIL 40", "LCL 44(2)"], "一级至四级：停发津贴，养老金低于津贴的由基金补足。",
            "Grades 1-4: the allowance stops, the fund tops up a lower pension."),
        CaseTransition(
            "E-9b", living + [.E11, .E13], .died, .E12, by: [.hospital, .relative, .employer],
            due: [.init(period: "benefit_end_report", on: .employer, zh: "报告死亡", en: "report the death")], basis: ["WII 39", "SICP 25"],
            "按死亡原因和阶段计算工亡待遇。", "Death items by cause and phase."),
        CaseTransition(
            "E-9c", living, .wentMissing, .E13, by: [.employer, .relative, .witness], basis: ["WII 41"],
            "自事故发生当月起三个月内照发工资。", "Wages for three months from the month of the accident."),
        CaseTransition(
            "E-9d", [.E13], .foundAlive, .E6, by: [.employee, .relative, .employer], basis: ["WII 41"],
            "重新出现的，停发抚恤金并退回预支款。", "Found: the pension stops and the advance is returned."),
        CaseTransition(
            "E-9e", [.E13], .declaredDead, .E12, by: [.court], basis: ["WII 41(2)", "WII 39"],
            "按工亡处理。", "Treated as a work-related death."),
    ]
}
