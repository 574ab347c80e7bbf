/// Region B, one machine per benefit item, and the remedies R, one machine per dispute.
extension CaseTable {
    private static let recognisedInjury = CaseGuard.recognised(
        "尚未认定工伤，待遇只能预计。", "The injury has not been recognised: benefits can only be forecast.")

    static let benefit: [CaseTransition] = [
        CaseTransition(
            "B-1", [.B0], .benefitForeseen, .B1, by: [.system, .employer, .employee], basis: ["WII 30-41"],
            "预计并锁定，不支付。", "Forecast and locked, not payable."),
        CaseTransition(
            "B-2", [.B0, .B1], .benefitFellDue, .B2, by: [.system, .employer, .employee, .siAgency],
            when: [
                recognisedInjury,
                .fact("benefit_triggered", \.benefitTriggered, "该项目的发生条件尚未成就。", "What triggers the item has not happened."),
            ],
            due: [.init(period: "arbitration", on: .employee, zh: "用人单位应付项目的仲裁时效", en: "limitation for items the employer owes")],
            basis: ["WII 30-41"],
            "应付。", "Due."),
        CaseTransition(
            "B-3", [.B2], .benefitClaimed, .B3, by: [.employee, .relative, .employer],
            due: [.init(period: "manual_claim", on: .siAgency, zh: "审核支付", en: "assess and pay")], basis: ["SICP 22"], "已申领。", "Claimed."),
        CaseTransition(
            "B-4", [.B3], .benefitApproved, .B4, by: [.siAgency, .employer],
            when: [
                CaseGuard(id: "not_paid_before", zh: "该项目已经支付过，不得重复核定。", en: "The item has been paid before: no second approval.") {
                    snapshot, _ in
                    snapshot.facts.alreadyPaid == true ? .failed : .met
                }
            ], basis: ["WII 46"], "已核定。", "Approved."),
        CaseTransition(
            "B-4b", [.B3], .benefitRejected, .B8, by: [.siAgency, .employer],
            due: [
                .init(period: "reconsideration", on: .employee, zh: "申请行政复议", en: "reconsideration"),
                .init(period: "arbitration", on: .employee, zh: "申请劳动仲裁", en: "arbitration"),
            ],
            basis: ["WII 54", "WII 55(5)"], "驳回，可以救济。", "Rejected; remedies are open."),
        CaseTransition(
            "B-5", [.B2, .B4], .benefitPaid, .B5, by: [.siAgency, .employer],
            when: [
                CaseGuard(id: "not_paid_before", zh: "该项目已经支付过，不得重复支付。", en: "The item has been paid before: no second payment.") {
                    snapshot, _ in
                    snapshot.facts.alreadyPaid == true ? .failed : .met
                }
            ], basis: ["WII 46"], "已支付。", "Paid."),
        CaseTransition(
            "B-6", [.B1, .B2, .B3, .B4], .benefitSuspended, .B6, by: [.siAgency],
            when: [
                CaseGuard(
                    id: "ground_of_suspension", zh: "没有丧失享受条件、拒不接受鉴定或者拒绝治疗的情形。",
                    en: "No lost condition, refused appraisal or refused treatment."
                ) { snapshot, _ in
                    snapshot.medical == .M5 || snapshot.appraisal == .A11 || snapshot.facts.benefitConditionsLost == true ? .met : .failed
                }
            ], basis: ["WII 42", "SIL 43"], "停止享受；法定情形之外不得停止。", "Suspended; on no other ground."),
        CaseTransition(
            "B-6b", [.B6], .benefitResumed, .B2, by: [.siAgency],
            when: [
                CaseGuard(id: "ground_ended", zh: "停止的情形仍然存在。", en: "The ground of the suspension still stands.") { snapshot, _ in
                    snapshot.medical == .M5 || snapshot.appraisal == .A11 || snapshot.facts.benefitConditionsLost == true ? .failed : .met
                }
            ], basis: ["WII 42"], tag: .local, "恢复享受。", "Resumed."),
        CaseTransition(
            "B-7", [.B2, .B3, .B4, .B5, .B6, .B8], .benefitDisputed, .B7, by: [.employee, .relative, .employer],
            basis: ["WII 54", "WII 55", "LDA 2"], "进入争议处理。", "Disputed."),
        CaseTransition(
            "B-7b", [.B7], .disputeWon, .B4, by: [.tribunal, .court, .siDepartment], basis: ["LDA 50", "WII 55"], "确认应付。",
            "Held to be payable."),
        CaseTransition(
            "B-7c", [.B7], .disputeLost, .B8, by: [.tribunal, .court, .siDepartment], basis: ["LDA 50", "WII 55"], "驳回。", "Rejected."),
        CaseTransition(
            "B-0", CaseState.frozenByLoss, .benefitFrozen, .B1, by: [.system, .siDepartment],
            when: [.standing("recognition_lost", CaseState.lostRecognition, "工伤认定没有被否定。", "Recognition has not been refused or revoked.")],
            basis: ["WII 20", "WIA 9"],
            "冻结为预计。", "Frozen to a forecast (I1)."),
    ]

    private static let opposing: Set<CaseActor> = [.employee, .relative, .employer]
    private static let deciding: Set<CaseActor> = [.siDepartment, .municipalCommittee, .provincialCommittee, .tribunal, .court]

    private static func lastDay(after: Bool, _ id: String, _ zh: String, _ en: String) -> CaseGuard {
        CaseGuard(id: id, zh: zh, en: en) { snapshot, _ in
            guard let last = snapshot.facts.remedyLastDay else { return .missing("remedy_last_day") }
            guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
            return (day <= last) != after ? .met : .failed
        }
    }

    static let remedy: [CaseTransition] = [
        // The system reminds and never declares a claim time-barred (CC 193): filing late is possible, the other side may object.
        CaseTransition("R-1", [.R0, .R5], .remedyFiled, .R1, by: opposing, basis: ["WII 54", "WII 55", "LDA 27"], "已提起。", "Filed."),
        CaseTransition(
            "R-2", [.R1, .R3], .remedyDecided, .R2, by: deciding,
            due: [
                .init(period: "suit_after_award", on: .employee, zh: "不服的起诉期限", en: "suit against it"),
                .init(period: "suit_after_award", on: .employer, zh: "不服的起诉期限", en: "suit against it"),
            ],
            basis: ["LDA 43", "ARL 62"], "已裁决。", "Decided."),
        CaseTransition(
            "R-3", [.R2], .remedyAppealed, .R3, by: opposing,
            when: [
                .fact("appealable", \.appealable, "该裁决不可上诉或起诉。", "The decision cannot be challenged."),
                lastDay(after: false, "appeal_in_time", "上诉或起诉期限已届满。", "The time to challenge it has run out."),
            ], basis: ["LDA 48-50", "APL 45"], "已上诉或起诉。", "Challenged."),
        CaseTransition(
            "R-4", [.R2], .remedyFinal, .R4, by: [.clock, .court, .tribunal, .provincialCommittee],
            when: [
                CaseGuard(id: "not_open", zh: "上诉或起诉期限尚未届满。", en: "The time to challenge it has not run out.") { snapshot, _ in
                    if snapshot.facts.appealable == false { return .met }
                    guard let last = snapshot.facts.remedyLastDay else { return .missing("remedy_last_day") }
                    guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
                    return day > last ? .met : .failed
                }
            ], basis: ["LDA 47-50"], "生效。", "Final."),
        CaseTransition(
            "R-5", [.R0], .remedyExpired, .R5, by: [.clock],
            when: [lastDay(after: true, "window_over", "救济期限尚未届满。", "The window has not run out.")], basis: ["LDA 27", "ARL 20", "APL 46"],
            "期限届满；系统只作提示，不认定权利丧失。", "The window has run out; the system reminds and declares nothing lost."),
        CaseTransition(
            "R-6", [.R1, .R3], .remedyWithdrawn, .R0, by: opposing, basis: ["ARL 41", "APL 62"], tag: .unverified, "撤回。", "Withdrawn."),
    ]
}
