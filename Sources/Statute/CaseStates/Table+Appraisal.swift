/// Region A, the disability grade (law.md §2.5).
extension CaseTable {
    private static let parties: Set<CaseActor> = [.employer, .employee, .relative]

    static let appraisal: [CaseTransition] = [
        CaseTransition(
            "A-1", [.A0], .appraisalDue, .A1, by: [.hospital, .clock],
            when: [
                .recognised("尚未认定工伤。", "The injury has not been recognised."),
                CaseGuard(
                    id: "stable_or_leave_over", zh: "伤情尚未相对稳定，停工留薪期也未届满。", en: "The injury is not stable and the paid leave is not over."
                ) { snapshot, _ in
                    [.M2, .M3, .M4].contains(snapshot.medical) || [.L5, .L6, .L7].contains(snapshot.paidLeave) ? .met : .failed
                },
            ], basis: ["WII 21"], "应当进行劳动能力鉴定；有的地方设申请期限。", "Appraisal must be applied for; some places cap the window."),
        CaseTransition(
            "A-2", [.A1, .A10, .A11], .appraisalFiled, .A2, by: parties,
            due: [
                .init(period: "appraisal_correction", on: .municipalCommittee, zh: "一次性告知补正", en: "list what is missing"),
                .init(period: "appraisal", on: .municipalCommittee, zh: "作出鉴定结论", en: "conclude"),
            ],
            basis: ["WII 23", "SICP 21"], "提交认定决定和医疗资料。", "With the determination and the medical records."),
        CaseTransition(
            "A-3", [.A2], .appraisalIncomplete, .A3, by: [.municipalCommittee], basis: ["LCA"], tag: .secondary,
            "一次性告知需要补正的材料。", "Everything missing is listed once."),
        CaseTransition(
            "A-3b", [.A3], .appraisalSupplied, .A2, by: parties,
            due: [.init(period: "appraisal", on: .municipalCommittee, zh: "作出鉴定结论", en: "conclude")], basis: ["LCA"], tag: .secondary,
            "补正材料。", "The missing material is supplied."),
        CaseTransition(
            "A-4", [.A2], .appraisalBegun, .A4, by: [.municipalCommittee], basis: ["WII 25(1)", "WII 27"],
            "随机抽取三名或五名专家，现场鉴定；有利害关系的应当回避。", "Three or five experts drawn at random; recusal for interest."),
        CaseTransition(
            "A-5", [.A4, .A5], .appraisalConcluded, .A6, by: [.municipalCommittee],
            due: [
                .init(period: "appraisal_service", on: .municipalCommittee, zh: "送达单位和个人", en: "serve the unit and the individual"),
                .init(period: "reappraisal", on: .employee, zh: "申请再次鉴定（自本方收到之日）", en: "re-appraisal, from own receipt"),
                .init(period: "reappraisal", on: .employer, zh: "申请再次鉴定（自本方收到之日）", en: "re-appraisal, from own receipt"),
            ], basis: ["WII 25(2)"], "结论可被挑战期间，待遇仅作预计，不自动改变工资。",
            "While it can be challenged, benefits are forecast only; pay never changes by itself."),
        CaseTransition(
            "A-6", [.A4], .appraisalExtended, .A5, by: [.municipalCommittee],
            due: [.init(period: "appraisal_extension", on: .municipalCommittee, zh: "延长后作出结论", en: "conclude after the extension")],
            basis: ["WII 25(2)"],
            "必要时延长三十日。", "Thirty days more where necessary."),
        CaseTransition(
            "A-8", [.A6], .reappraisalFiled, .A7, by: parties,
            when: [
                .window(
                    "reappraisal_in_time", "reappraisal", from: \.ownReceivedOn, named: "received_on", "本方收到结论之日起十五日已届满。",
                    "Fifteen days from this party's own receipt have run out.")
            ],
            due: [.init(period: "appraisal", on: .provincialCommittee, zh: "作出再次鉴定结论", en: "conclude the re-appraisal")], basis: ["WII 26"],
            "向省级劳动能力鉴定委员会申请；不宜按有争议的等级作不可逆支付。", "To the provincial committee; no irrevocable payment on a contested grade."),
        CaseTransition(
            "A-9", [.A7], .reappraisalConcluded, .A8, by: [.provincialCommittee], basis: ["WII 26", "LDI1 2(3)"],
            "最终结论，不属于劳动争议。", "Final; not a labour dispute."),
        CaseTransition(
            "A-10", [.A6], .windowsLapsed, .A8, by: [.clock],
            when: [
                .window(
                    "both_windows_over", "reappraisal", from: \.bothReceivedOn, named: "received_on", after: true,
                    "双方的十五日并未全部届满。", "Not both parties' fifteen days have run out.")
            ], basis: ["WII 26"], "等级确定。", "The grade is final."),
        CaseTransition(
            "A-11", [.A8], .reviewFiled, .A9, by: [.employer, .employee, .relative, .siAgency],
            when: [
                CaseGuard(id: "one_year_after", zh: "鉴定结论作出未满一年。", en: "Less than one year since the conclusion.") { snapshot, deadlines in
                    guard let concluded = snapshot.facts.concludedOn else { return .missing("concluded_on") }
                    guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
                    guard let opens = deadlines.due("review_after", from: concluded, rollsOver: false).last else {
                        return .missing("review_after")
                    }
                    return day >= opens ? .met : .failed
                }
            ],
            due: [.init(period: "appraisal", on: .municipalCommittee, zh: "作出复查结论", en: "conclude the review")],
            basis: ["WII 28", "WII 29"],
            "新等级影响定期待遇；一次性待遇通常不重新计发。", "A new grade drives recurring items; lump sums are not normally recomputed."),
        CaseTransition(
            "A-11b", [.A9], .reviewConcluded, .A6, by: [.municipalCommittee],
            due: [
                .init(period: "reappraisal", on: .employee, zh: "申请再次鉴定", en: "re-appraisal"),
                .init(period: "reappraisal", on: .employer, zh: "申请再次鉴定", en: "re-appraisal"),
            ],
            basis: ["WII 29"], "复查结论同样可以申请再次鉴定。", "The review conclusion can be challenged too."),
        CaseTransition(
            "A-12", [.A4, .A5, .A7, .A9], .attemptTerminated, .A10, by: [.municipalCommittee, .provincialCommittee],
            when: [
                .fact("no_show_without_reason", \.noShowWithoutReason, "没有证据证明职工无正当理由不参加鉴定。", "No proof of absence without a valid reason.")
            ],
            basis: ["LCA"], tag: .secondary, "当次鉴定终止，可以重新申请。", "This attempt ends; one may apply again."),
        CaseTransition(
            "A-13", [.A1, .A4], .appraisalRefused, .A11, by: [.siAgency],
            when: [
                .fact("refusal_is_real", \.refusalIsReal, "没有证据证明职工拒不接受鉴定（未收到通知不算拒绝）。", "No proof of a refusal; a missed letter is none.")
            ],
            due: [.init(period: "benefit_end_report", on: .employer, zh: "报告停止待遇的情形", en: "report the ground that stops benefits")],
            basis: ["WII 42(2)", "SIL 43(2)", "SICP 25"], "停止享受工伤保险待遇。", "Injury benefits stop."),
    ]
}
