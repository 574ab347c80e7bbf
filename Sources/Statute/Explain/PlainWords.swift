/// Words of the vocabulary and names of variants, as a reader says them.
enum PlainWords {
    /// The word of a fact or pack row; unknown ones stay as they are.
    static func value(_ text: String, _ language: PageLanguage) -> String {
        // Texts that carry both languages have them as `中文 / English`.
        if let both = split(text) { return language == .zh ? both.zh : both.en }
        return words[text].map { language.pick($0.zh, $0.en) } ?? text
    }

    /// `fund_paid` and the like beside the answer: what the line is instead.
    static func variant(_ name: String, _ language: PageLanguage) -> String {
        name.split(separator: "/").map { part in variants[String(part)].map { language.pick($0.zh, $0.en) } ?? String(part) }
            .joined(separator: " / ")
    }

    private static func split(_ text: String) -> (zh: String, en: String)? {
        guard let range = text.firstRange(of: " / ") else { return nil }
        let (zh, en) = (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
        guard zh.unicodeScalars.contains(where: { $0.value > 0x2E7F }), !zh.isEmpty, !en.isEmpty else { return nil }
        return (zh, en)
    }

    private static let variants: [String: (zh: String, en: String)] = [
        "own_wage": ("按应申报的本人工资", "on the wage that should have been declared"), "each_year": ("逐年按上年度平均工资", "with each year's own average"),
        "to_the_conclusion": ("计至鉴定结论之日", "to the day of the conclusion"),
        "to_the_end_of_the_relation": ("计至劳动关系终止之日", "to the end of the relation"),
        "before_floor": ("保底之前", "before the floor"),
        "before_age_reduction": ("年龄递减之前", "before the reduction near retirement"),
        "pre2008_split": ("按2008年前后分段计算", "service split at 2008"), "capped_by_claim": ("以请求为限", "held to the claim"),
        "capped_by_arbitration": ("以仲裁请求为限", "held to the claim in arbitration"), "principal": ("本金", "principal only"),
        "advance": ("预支", "advance"), "with_agreement": ("书面同意后至多", "at most, if it is agreed in writing"),
        "exit": ("离职结算", "at the end of the relation"), "together": ("各供养亲属合计", "all dependants together"), "not_eligible": ("不符合供养条件", "not eligible"),
        "company_policy": ("单位制度", "company policy"), "reversal": ("冲销原记录", "reversal of the entry"),
        "rebooked": ("按正确基数重记", "booked anew on the right base"), "overpaid": ("多缴", "paid too much"),
        "reinstatement": ("选择继续履行劳动合同", "if the relation goes on instead"), "grounds": ("各解除终止事由", "the grounds one by one"),
        "annual_fee": ("年费", "fee of the year"), "fine_after_order": ("逾期仍不缴纳的罚款", "fine, if an order is not followed"),
        "last_instalment": ("最后一期", "last instalment"), "file_by_employer": ("用人单位申请工伤认定", "employer files for recognition"),
        "file_by_employee": ("职工、近亲属、工会申请工伤认定", "employee, relative or union files for recognition"),
        "double_wage_first_day": ("二倍工资首日", "first day of double wage"), "double_wage_last_day": ("二倍工资末日", "last day of double wage"),
    ]

    private static let words: [String: (zh: String, en: String)] = [
        "insured": ("已参保", "insured"), "uninsured": ("未参保", "not insured"), "joined_late": ("事后参保", "joined late"),
        "under_declared": ("少报基数", "under-declared base"), "unknown": ("未知", "unknown"), "f": ("女", "female"), "m": ("男", "male"),
        "lcl36_employer": ("单位提出协商解除", "agreement proposed by the employer"),
        "lcl36_employee": ("职工提出协商解除", "agreement proposed by the employee"), "lcl37": ("职工辞职", "resignation"),
        "lcl38": ("因单位过错，职工解除", "dissolution for the employer's fault"), "lcl39": ("过失性解除", "dissolution for the employee's fault"),
        "lcl40": ("非过失性解除", "no-fault dissolution"), "lcl41": ("经济性裁员", "layoff"), "expiry": ("合同期满", "expiry of the term"),
        "retirement": ("退休", "retirement"), "closure": ("破产、关闭", "bankruptcy or closure"), "none": ("无", "none"),
        "partly": ("生活部分不能自理", "partly unable to care for oneself"), "mostly": ("生活大部分不能自理", "mostly unable to care for oneself"),
        "complete": ("生活完全不能自理", "unable to care for oneself"), "spouse": ("配偶", "spouse"), "husband": ("丈夫", "husband"), "wife": ("妻子", "wife"),
        "child": ("子女", "child"), "son": ("儿子", "son"), "daughter": ("女儿", "daughter"), "parent": ("父母", "parent"), "father": ("父亲", "father"),
        "mother": ("母亲", "mother"), "grandparent": ("祖父母", "grandparent"), "grandfather": ("祖父", "grandfather"), "grandmother": ("祖母", "grandmother"),
        "grandchild": ("孙子女", "grandchild"), "grandson": ("孙子", "grandson"), "granddaughter": ("孙女", "granddaughter"),
        "sibling": ("兄弟姐妹", "sibling"), "brother": ("兄弟", "brother"), "sister": ("姐妹", "sister"), "other": ("其他", "other"),
        "injury": ("工伤死亡", "the injury"), "paid_leave": ("停工留薪期内", "in paid leave"), "pending_appraisal": ("鉴定结论作出前", "before the appraisal conclusion"),
        "after_paid_leave_1_4": ("一至四级停工留薪期满后", "after the paid leave, grades 1-4"), "grade_1_4": ("一至四级", "grades 1-4"),
        "grade_5_6": ("五至六级", "grades 5-6"), "grade_7_10": ("七至十级", "grades 7-10"), "no_grade": ("未达到等级", "no grade"), "yes": ("是", "yes"),
        "no": ("否", "no"), "formula": ("按当地公式", "by the place's formula"), "age_rule": ("按当地规则", "by the place's rule"),
        "uplift": ("按当地规则", "by the place's rule"), "years_table": ("按年限表", "by a table of years"), "brackets": ("按税率表", "by the scale"),
        "occupational_disease": ("职业病", "an occupational disease"), "own_wage": ("本人工资", "own wage"),
        "provincial_average": ("全省平均工资", "the province's average wage"), "pooling_average": ("统筹地区平均工资", "the pooling area's average wage"),
        "full": ("全额", "full"), "sick": ("病假工资", "sick pay"), "living": ("生活费", "living allowance"), "ask_legal": ("须法律审核", "a lawyer decides"),
        "conclusion": ("作出结论之日", "the day of the conclusion"), "receipt": ("收到结论之日", "the day of receipt"),
        "next_month_first": ("次月一日", "the first of the next month"), "employment_only": ("仅就业补助金", "the employment lump sum only"),
        "ladder": ("按行业基准费率表", "by the ladder of risk classes"), "period": ("期限", "a period"), "average_wage": ("平均工资", "the average wage"),
    ]
}
