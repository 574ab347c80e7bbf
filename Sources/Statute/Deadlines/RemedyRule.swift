import Base

/// The table of remedies (law.md §6): what opens them, how long they stay open, before whom.
struct RemedyRule: Sendable {
    struct Start: Sendable {
        let day: LocalDate
        let zh: String
        let en: String
        /// Another period than the rule's own, for this start.
        var period: String?
    }

    let id: String
    let matterZh: String
    let matterEn: String
    let bodyZh: String
    let bodyEn: String
    /// The `deadline` row; nil where the law names no period.
    let period: String?
    let basis: [String]
    let tag: VerificationTag
    /// Does a claim restart it, does a just cause pause it?
    var restarts = false
    var pauses = false
    var opens = false
    /// Are several starts several remedies or parties, rather than candidates for one?
    var isManifold = false
    let starts: @Sendable (RemedyFacts) -> [Start]

    private static func one(_ day: LocalDate?, _ zh: String, _ en: String, period: String? = nil) -> [Start] {
        day.map { [Start(day: $0, zh: zh, en: en, period: period)] } ?? []
    }

    static let all: [RemedyRule] = administrative + labour + civil

    private static let administrative: [RemedyRule] = [
        RemedyRule(
            id: "RM-1", matterZh: "不服工伤认定决定（含不予受理）", matterEn: "determination refused, not accepted, or granted",
            bodyZh: "行政复议（本级人民政府）", bodyEn: "reconsideration by the local people's government", period: "reconsideration",
            basis: ["WII 55", "ARL 11(7)", "ARL 20"], tag: .read, pauses: true,
            starts: {
                one(
                    $0.decisionReceivedOn, "知道决定之日", "the day the decision was known",
                    period: $0.toldOfRemedy ? nil : "reconsideration_longest")
            }),
        RemedyRule(
            id: "RM-2", matterZh: "不服工伤认定决定，直接起诉", matterEn: "determination: direct administrative suit", bodyZh: "人民法院（行政诉讼）",
            bodyEn: "administrative court", period: "suit", basis: ["APL 46", "APL 48"], tag: .read, pauses: true,
            starts: {
                one($0.decisionReceivedOn, "知道决定之日", "the day the decision was known", period: $0.toldOfRemedy ? nil : "suit_untold")
            }),
        RemedyRule(
            id: "RM-3", matterZh: "不服行政复议决定", matterEn: "reconsideration decision", bodyZh: "人民法院（行政诉讼）", bodyEn: "administrative court",
            period: "suit_after_reconsideration", basis: ["APL 45"], tag: .read,
            starts: { one($0.reconsiderationReceivedOn, "收到复议决定之日", "receipt of the reconsideration decision") }),
        RemedyRule(
            id: "RM-4", matterZh: "行政机关逾期不作为", matterEn: "the authority does not act", bodyZh: "行政复议（前置）",
            bodyEn: "reconsideration, mandatory first",
            period: "reconsideration", basis: ["ARL 11(11)", "ARL 23(1)(3)"], tag: .read,
            starts: { one($0.authorityLateSince, "法定期限届满之日", "end of the statutory period") }),
        RemedyRule(
            id: "RM-5", matterZh: "不服劳动能力鉴定结论", matterEn: "appraisal conclusion", bodyZh: "省级劳动能力鉴定委员会（再次鉴定）",
            bodyEn: "provincial appraisal committee (re-appraisal)", period: "reappraisal", basis: ["WII 26", "LDI1 2(3)"], tag: .read,
            starts: { one($0.conclusionReceivedOn, "本方收到结论之日", "this party's own receipt of the conclusion") }),
        RemedyRule(
            id: "RM-6", matterZh: "伤残情况变化，复查鉴定", matterEn: "changed condition: review appraisal", bodyZh: "设区的市级劳动能力鉴定委员会",
            bodyEn: "municipal appraisal committee", period: "review_after", basis: ["WII 28"], tag: .read, opens: true,
            starts: { one($0.conclusionOn, "鉴定结论作出之日（一年后可申请，无截止日）", "the conclusion; open-ended from one year after it") }),
        RemedyRule(
            id: "RM-7", matterZh: "不服经办机构核定的待遇", matterEn: "amount assessed or paid by the agency", bodyZh: "行政复议或行政诉讼",
            bodyEn: "reconsideration or suit", period: "reconsideration", basis: ["WII 55(5)", "SIL 83(2)"], tag: .read, pauses: true,
            isManifold: true,
            starts: {
                one($0.assessmentReceivedOn, "收到核定之日（复议）", "receipt of the assessment (reconsideration)")
                    + one($0.assessmentReceivedOn, "收到核定之日（诉讼）", "receipt of the assessment (suit)", period: "suit")
            }),
    ]

    private static let labour: [RemedyRule] = [
        RemedyRule(
            id: "RM-8", matterZh: "一次性工伤医疗补助金、一次性伤残就业补助金", matterEn: "lump sums on termination", bodyZh: "劳动人事争议仲裁委员会",
            bodyEn: "labour arbitration", period: "arbitration", basis: ["LDA 27"], tag: .open, restarts: true, pauses: true,
            starts: {
                // Nothing of them has arisen before the end; a conclusion counts as a start only where it came later.
                guard let ended = $0.endedOn, $0.lumpSumsAtEnd else { return [] }
                let later = $0.conclusionReceivedOn.flatMap { $0 > ended ? $0 : nil }
                return one(ended, "劳动关系终止之日", "the day the relation ended") + one(later, "收到鉴定结论之日", "receipt of the conclusion")
            }),
        RemedyRule(
            id: "RM-8a", matterZh: "一次性伤残补助金（用人单位支付时）", matterEn: "lump-sum disability subsidy owed by the employer",
            bodyZh: "劳动人事争议仲裁委员会", bodyEn: "labour arbitration", period: "arbitration", basis: ["LDA 27"], tag: .open, restarts: true,
            pauses: true,
            starts: { $0.disabilitySum ? one($0.conclusionReceivedOn, "收到最终鉴定结论之日", "receipt of the final conclusion") : [] }),
        RemedyRule(
            id: "RM-8b", matterZh: "其他劳动争议（经济补偿、赔偿金、社保损失等）", matterEn: "other labour claims: severance, damages, insurance loss",
            bodyZh: "劳动人事争议仲裁委员会", bodyEn: "labour arbitration", period: "arbitration", basis: ["LDA 27"], tag: .read, restarts: true,
            pauses: true,
            starts: {
                one($0.infringementKnownOn, "知道或应当知道权利被侵害之日", "the infringement was known or should have been known")
                    + ($0.endedOn != $0.infringementKnownOn ? one($0.endedOn, "劳动关系终止之日", "the day the relation ended") : [])
            }),
        RemedyRule(
            id: "RM-9", matterZh: "拖欠劳动报酬（劳动关系终止后）", matterEn: "unpaid wages, after the relation has ended", bodyZh: "劳动人事争议仲裁委员会",
            bodyEn: "labour arbitration", period: "arbitration", basis: ["LDA 27(4)"], tag: .read, restarts: true, pauses: true,
            starts: {
                $0.wagesUnpaid ? one($0.endedOn, "劳动关系终止之日（存续期间不受一年限制）", "end of the relation; no one-year limit while it lasts") : []
            }),
        RemedyRule(
            id: "RM-10", matterZh: "非终局裁决", matterEn: "award that is not final", bodyZh: "基层人民法院", bodyEn: "first-instance court",
            period: "suit_after_award", basis: ["LDA 50"], tag: .read,
            starts: { $0.awardIsFinal ? [] : one($0.awardReceivedOn, "收到裁决书之日", "receipt of the award") }),
        RemedyRule(
            id: "RM-11", matterZh: "终局裁决", matterEn: "single-final award", bodyZh: "劳动者：基层人民法院；用人单位：中级人民法院（撤销）",
            bodyEn: "employee: court; employer: set-aside at the intermediate court", period: "suit_after_award",
            basis: ["LDA 48", "LDA 49"], tag: .read, isManifold: true,
            starts: {
                $0.awardIsFinal
                    ? one($0.awardReceivedOn, "劳动者收到裁决书之日", "the employee's receipt of the award")
                        + one($0.awardReceivedOn, "用人单位收到裁决书之日", "the employer's receipt of the award", period: "set_aside") : []
            }),
        RemedyRule(
            id: "RM-12", matterZh: "仲裁不予受理或逾期未裁决", matterEn: "arbitration not accepted, or late", bodyZh: "基层人民法院",
            bodyEn: "first-instance court", period: "award", basis: ["LDA 29", "LDA 43", "LDI1 12"], tag: .read, opens: true,
            isManifold: true,
            starts: {
                one(
                    $0.arbitrationFiledOn, "申请仲裁之日（五日内未作出受理决定的）", "the filing; not accepted within five days",
                    period: "arbitration_acceptance")
                    + one($0.arbitrationFiledOn, "申请仲裁之日（逾期未裁决的；批准延期的再加十五日）", "the filing; no award in time, fifteen days more if extended")
            }),
        RemedyRule(
            id: "RM-13", matterZh: "先予执行（工资、工伤医疗费、经济补偿）", matterEn: "advance enforcement of wages, medical cost, severance",
            bodyZh: "劳动人事争议仲裁委员会（仲裁期间，不需担保）", bodyEn: "the commission, during the case; no security", period: nil,
            basis: ["LDA 44"], tag: .read, opens: true,
            starts: { one($0.arbitrationFiledOn, "申请仲裁之日起", "from the filing") }),
        RemedyRule(
            id: "RM-14", matterZh: "调解协议未履行（工资、工伤医疗费、经济补偿）", matterEn: "mediation agreement not performed",
            bodyZh: "人民法院（支付令）", bodyEn: "payment order of the court", period: nil, basis: ["LDA 16"], tag: .read, opens: true,
            starts: { one($0.mediationDueOn, "协议约定的履行期届满之日", "end of the term of performance") }),
        RemedyRule(
            id: "RM-15", matterZh: "劳动保障监察投诉", matterEn: "inspectorate complaint", bodyZh: "劳动保障监察机构",
            bodyEn: "labour security supervision",
            period: "inspection", basis: ["LSI 20"], tag: .read,
            starts: { one($0.breachEndedOn, "违法行为终了之日", "end of the breach") }),
        RemedyRule(
            id: "RM-16", matterZh: "社会保险费欠缴投诉", matterEn: "complaint about unpaid premiums", bodyZh: "社会保险费征收机构、社会保险行政部门",
            bodyEn: "collection agency or social insurance department", period: nil, basis: ["SIL 63", "SIL 83(3)", "LDI1 1(5)"], tag: .open,
            opens: true,
            starts: { one($0.premiumsUnpaidSince, "欠缴之日（社会保险法未规定期限，实践不一）", "the arrears; the law names no period, practice differs") }),
        RemedyRule(
            id: "RM-17", matterZh: "工伤保险基金先行支付", matterEn: "advance payment from the fund", bodyZh: "社会保险经办机构（三个工作日内催告，五个工作日内答复）",
            bodyEn: "the agency: demand within 3 working days, answer within 5", period: nil, basis: ["SIL 41", "APM 6", "APM 7"],
            tag: .secondary, opens: true,
            starts: { one($0.employerRefusedOn, "单位拒绝支付之日", "the employer's refusal") }),
    ]

    private static let civil: [RemedyRule] = [
        RemedyRule(
            id: "RM-18", matterZh: "第三人侵权", matterEn: "third-party tort", bodyZh: "人民法院", bodyEn: "civil court", period: "civil",
            basis: ["CC 188"],
            tag: .read, restarts: true, pauses: true,
            starts: { one($0.tortKnownOn, "知道损害和义务人之日", "damage and obligor were known") }),
        RemedyRule(
            id: "RM-19", matterZh: "个人信息请求被拒绝", matterEn: "request about personal information refused", bodyZh: "人民法院",
            bodyEn: "civil court", period: "civil", basis: ["PIPL 50", "CC 188"], tag: .read, restarts: true, pauses: true,
            starts: { one($0.dataRefusedOn, "被拒绝之日", "the refusal") }),
        RemedyRule(
            id: "RM-20", matterZh: "撤销和解协议", matterEn: "voidable settlement", bodyZh: "仲裁委员会或人民法院", bodyEn: "arbitration or court",
            period: "rescission", basis: ["CC 152", "CC 199"], tag: .read,
            starts: {
                one(
                    $0.settlementGroundKnownOn, "知道撤销事由之日", "the ground was known",
                    period: $0.settlementByMistake ? "rescission_mistake" : nil)
            }),
        RemedyRule(
            id: "RM-21", matterZh: "用人单位追偿垫付的个人社保", matterEn: "recovery of an advanced employee share", bodyZh: "仲裁或人民法院",
            bodyEn: "arbitration or court", period: "arbitration", basis: ["LDA 27", "CC 188", "CC 985"], tag: .open, restarts: true,
            pauses: true,
            starts: {
                one($0.advancedShareOn, "垫付之日（作为劳动争议，一年）", "the advance, as a labour dispute")
                    + one($0.advancedShareOn, "垫付之日（作为不当得利，三年）", "the advance, as unjust enrichment", period: "civil")
            }),
    ]
}
