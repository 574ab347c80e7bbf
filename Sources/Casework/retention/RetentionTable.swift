package import Records

/// How sure a period is: the tags of the law catalogue.
package enum RetentionConfidence: String, CaseIterable, Sendable {
    /// Read in the text of the provision.
    case verified
    /// A house policy: no national figure, but the limitation of claims speaks for it.
    case policy
    /// Said to be so; not read in the text.
    case unverified
}

/// From which event a period runs.
package enum RetentionEvent: String, CaseIterable, Sendable {
    /// The day of payment, else the end of the wage period.
    case payment
    /// The end of the contract.
    case contractEnd = "contract_end"
    /// The end of the person's employment.
    case employmentEnd = "employment_end"
    /// The end of the period the record speaks of.
    case periodEnd = "period_end"
    /// The decision or settlement of the matter.
    case settled
    /// The end of validity.
    case validityEnd = "validity_end"
    /// When the work was done.
    case done
}

/// How long records of one collection are kept at least, from which event, and why.
package struct RetentionRule: Sendable {
    package let collection: String
    package let months: Int
    package let event: RetentionEvent
    package let basis: LocalizedText
    package let confidence: RetentionConfidence
}

/// The retention table (law.md §5.5). A collection without a line is never deleted by retention. Periods are least ones: whoever
/// proposes a deletion may choose an earlier `before`, and so keep longer.
package enum RetentionTable {
    package static let rules: [RetentionRule] = [
        rule(Payslip.schema, 24, .payment, "《工资支付暂行规定》第6条：工资支付记录保存二年以上", "Provisional Rules on Payment of Wages art. 6: wage records, 2 years at least"),
        rule(PayslipCost.schema, 24, .periodEnd, "《工资支付暂行规定》第6条", "Provisional Rules on Payment of Wages art. 6"),
        rule(Contract.schema, 24, .contractEnd, "《劳动合同法》第50条：已解除或终止的劳动合同至少保存二年", "Labour Contract Law art. 50: ended contracts, 2 years at least"),
        rule(Employee.schema, 36, .employmentEnd, "《劳动合同法》第7条职工名册；" + claims.zh, "Labour Contract Law art. 7 (roster while employed); " + claims.en, .policy),
        rule(EmployeePrivate.schema, 24, .employmentEnd, "《个人信息保护法》第19条；《劳动合同法》第50条", "PIPL art. 19; Labour Contract Law art. 50", .policy),
        rule(Contribution.schema, 36, .employmentEnd, "社会保险缴费关系核查；" + claims.zh, "verification of contributions; " + claims.en, .policy),
        rule(LeaveBalance.schema, 36, .periodEnd, claims.zh, claims.en, .policy),
        rule(Leave.schema, 36, .periodEnd, claims.zh, claims.en, .policy),
        rule(Notice.schema, 36, .validityEnd, claims.zh, claims.en, .policy),
        rule(NoticeReceipt.schema, 36, .employmentEnd, claims.zh, claims.en, .policy),
        rule(Announcement.schema, 36, .validityEnd, claims.zh, claims.en, .policy),
        rule(ProfileCorrection.schema, 36, .settled, claims.zh, claims.en, .policy),
        rule(Delegation.schema, 36, .validityEnd, claims.zh, claims.en, .policy),
        rule(Appeal.schema, 36, .settled, claims.zh, claims.en, .policy),
        rule(Reimbursement.schema, 360, .settled, "《会计档案管理办法》：会计凭证保管30年", "Measures on Accounting Archives: vouchers, 30 years", .unverified),
        rule(ReimbursementCheck.schema, 360, .settled, "《会计档案管理办法》：随凭证保管", "Measures on Accounting Archives: with the voucher", .unverified),
        rule(CaseTask.schema, 36, .done, claims.zh, claims.en, .policy),
        rule(Receipt.schema, 36, .done, claims.zh, claims.en, .policy),
        rule(RoleChange.schema, 36, .settled, "《个人信息保护法》第51、56条：处理记录至少保存三年", "PIPL arts. 51, 56: records of processing, 3 years at least"),
        rule(HoldMark.schema, 36, .settled, "《个人信息保护法》第56条", "PIPL art. 56"),
        rule(Erasure.schema, 36, .settled, "《个人信息保护法》第50、56条：处理记录至少保存三年", "PIPL arts. 50, 56: records of processing, 3 years at least"),
        rule(ImportRun.schema, 12, .done, "《个人信息保护法》第19条：实现目的所必要的最短时间", "PIPL art. 19: the shortest time the purpose needs", .policy),
    ]

    private static let claims = LocalizedText(
        zh: "《民法典》第188条三年诉讼时效、《劳动争议调解仲裁法》第27条", en: "limitation of claims: Civil Code art. 188 (3 years), Labour Dispute Mediation and Arbitration Law art. 27")

    /// Access to others' data: the record of it is kept so long (PIPL 56), then its body goes with the records it was about.
    package static let accessMonths = 36

    package static subscript(_ collection: String) -> RetentionRule? { byName[collection] }

    private static let byName = Dictionary(uniqueKeysWithValues: rules.map { ($0.collection, $0) })

    private static func rule(
        _ schema: CollectionSchema, _ months: Int, _ event: RetentionEvent, _ zh: String, _ en: String, _ confidence: RetentionConfidence = .verified
    ) -> RetentionRule {
        RetentionRule(
            collection: schema.name, months: months, event: event, basis: LocalizedText(zh: zh, en: en), confidence: confidence)
    }
}
