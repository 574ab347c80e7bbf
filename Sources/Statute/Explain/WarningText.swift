/// What a warning means to the person who reads it. A warning is `code` or `code:detail`.
package enum WarningText {
    package static func text(_ warning: String, _ language: PageLanguage) -> String {
        let parts = warning.split(separator: ":", maxSplits: 1).map(String.init)
        let detail = parts.count > 1 ? parts[1] : ""
        guard let text = texts[parts[0]] else { return code(warning) }
        let sentence = language.pick(text.zh, text.en)
        return detail.isEmpty ? sentence : sentence + language.pick("：", ": ") + subject(detail, language)
    }

    /// The human name of a detail: a ground, a phase, an open question; nil where it has none.
    static func name(_ detail: String) -> (zh: String, en: String)? { details[detail] }

    /// A fact's or key's human name, where the detail is one.
    private static func subject(_ detail: String, _ language: PageLanguage) -> String {
        if let entry = FactCatalogue.entry(detail) { return language.pick(entry.zh, entry.en) }
        if let rule = PackSchema.rule(detail) { return language.pick(rule.zh, rule.en) }
        if let code = ItemCode(rawValue: detail) { return code.name(language) }
        if let known = details[detail] { return language.pick(known.zh, known.en) }
        // A key and the line it is of: `base_floor.maternity`, `pension.employer`.
        let parts = detail.split(separator: ".").map(String.init)
        guard parts.count == 2 else { return code(detail) }
        if let rule = PackSchema.rule(parts[0]) { return language.pick(rule.zh, rule.en) + language.pick("：", ": ") + LineName.text(parts[1], language) }
        guard let payer = Payer(rawValue: parts[1]) else { return code(detail) }
        return LineName.text(parts[0], language) + language.pick("，", ", ") + payer.name(language)
    }

    /// What has no words is shown as the code it is; days and numbers stand as they are.
    private static func code(_ detail: String) -> String {
        detail.contains { $0.isASCII && $0.isLetter } ? "`\(detail)`" : detail
    }

    /// The codes that can occur; a test holds that every warning of the calculators is among them.
    package static let texts: [String: (zh: String, en: String)] = [
        "untested": ("此限制未能检验", "this limit could not be tested"),
        "month_precision": ("日期只精确到月，按该月第一日计算", "the date names only a month and counts as its first day"),
        "extrapolated": ("该日期早于规则库的最早规定，按最早的规定计算", "no rule is known for so early a day; the earliest one is used"),
        "provisional": ("沿用上一期的数值，待公布后更新", "the last value is carried on until the next is published"),
        "open_in_law": ("法律无统一规定，各地裁判不一", "open in law; courts differ"),
        "company_policy": ("依据单位制度，不是法律规定", "company policy, not law"),
        "local_rule": ("依据地方规定", "by a local rule"),
        "other_year": ("没有所需年度的平均工资，用了其他年度", "the average wage of another year is used"),
        "other_period": ("没有所需期间的数值，用了其他期间", "a value of another period is used"),
        "months_not_stated": (
            "十二个月中有的月份未给出，按已给出的月份平均", "not all of the twelve months are stated: the average of those that are"
        ),
        "nothing_before": ("此日之前不应支付，已从该日起算", "nothing is due before this day, from which it is counted"),
        "under_declared": ("申报的缴费基数低于应申报的工资", "the declared base is below the wage that should have been declared"),
        "claimed_wage_not_used": ("仅为主张的工资，未采用", "the wage is only claimed and was not used"),
        "own_wage": ("本人工资由实发工资推得", "own wage is taken from the pay actually earned"),
        "floor_60_applied": ("低于平均工资的60%，按60%计算", "below 60 % of the average wage: 60 % counts"),
        "ceiling_300_applied": ("高于平均工资的300%，按300%计算", "above 300 % of the average wage: 300 % counts"),
        "cap_300_applied": ("月工资高于平均工资三倍，按三倍计算", "the wage is above three times the average: three times count"),
        "cap_years_applied": ("按三倍计算时年限最高十二年", "with the capped wage at most twelve years count"),
        "fee_of_the_year": ("按年缴纳的定额费用，不计入各月合计", "a fee of the year, in no month's sum"),
        "mean_of_months": ("只说明了月数，按所列各月工资的平均数计算", "only a number of months is stated: the mean of the stated months' wages counts"),
        "few_months": ("只有部分月份有工资数据，按这些月份平均", "the wages of some of the months only are stated; their mean counts"),
        "more_days_than_the_law_gives": ("所述天数超过法定天数，按法定天数计算", "more days than the law gives, which count"),
        "not_a_holiday": ("该日不是法定休假日", "no statutory holiday by the calendar of the year"),
        "workday_by_calendar": ("按放假安排该日为工作日", "a workday by the calendar of the year"),
        "lifted_to_minimum_wage": ("低于最低工资的月份按最低工资计", "months below the minimum wage count with the minimum wage"),
        "minimum_wage_applied": ("不低于最低工资", "lifted to the minimum wage"),
        "base": ("没有工资数据，基数取自", "no wage is known; the base is taken from"),
        "service_excluded": ("已扣除不计入年限的期间", "intervals that do not count are left out"),
        "old_rule": ("适用2008年以前的规定", "the rule from before 2008 applies"),
        "no_grade": ("未达到伤残等级", "no grade was reached"),
        "grade_unknown": ("等级未定，给出最低至最高级别的范围；未达到等级的为零", "the grade is not known: from the least to the worst grade; nothing without a grade"),
        "local_floor_applied": ("按当地最低标准", "lifted to the local minimum"),
        "age_reduction": ("临近退休年龄，依当地规定递减", "reduced near the retirement age by the local rule"),
        "uplift": ("依当地规定加发", "raised by the local rule"),
        "contingent": ("尚未发生，仅为预计", "not yet due: a forecast"),
        "barred_ground": ("该解除事由依法受限", "the law bars this ground"),
        "cover_lapsed": ("劳动关系结束前保险已中断", "the cover had lapsed before the end"),
        "not_due": ("不应支付", "not due"),
        "extension_not_confirmed": ("超过一般上限，延长未经确认", "longer than the general limit; no extension is confirmed"),
        "longest_leave_applied": ("按最长期限计算", "held to the longest lawful leave"),
        "part_month_days": ("不足整月按工作日计", "days counted in the part month"),
        "survivor_cap_applied": ("合计不超过本人工资，按比例核减", "together held to the wage, each in proportion"),
        "not_eligible": ("不符合供养条件", "not an eligible dependant"),
        "advance_only_in_hardship": ("仅在生活困难时可预支", "an advance in hardship only"),
        "alternative_to": ("二者择一，不并付", "instead of, not beside"),
        "limitation_shown": ("时效仅作提示", "limitation is shown, never applied"),
        "other_scope": ("当地平均工资未给出，以省平均工资代替", "the area's own average is not stated; the province's stands in for it"),
        "whole_month": ("该日期仅精确到月，作为期间的终点计至该月末", "the date is only known to the month; as the end of an interval it covers the month"),
        "insured_at_the_injury": ("受伤前已参保缴费，按已参保处理", "joined and paid before the injury: insured"),
        "ended": ("已终止", "has ended"),
        "beyond_the_contract": ("计划超出劳动关系的终止日", "the plan runs beyond the end of the relation"),
        "assumed": ("未说明收到日期，按作出之日起算", "the receipt is not stated: counted from the day of the document"),
        "employee_files_from": ("职工自该日起可自行申请", "the employee may file from this day on"),
        "each_month_by_itself": ("2019年以前按月单独计税", "before 2019 each month was taxed by itself"),
        "more_than_the_law_gives": ("所述月数超过法定最长月数，按最长月数计算", "more months than the law gives at most, which count"),
        "assumed_declaration": ("未申报的月份按上月缴费额的一定比例核定", "nothing was declared for the month: assumed from the last one"),
        "housing_fund_rate": ("公积金缴存比例超出规定的上下限", "the rate of the housing fund lies outside its bounds"),
        "own_value": ("采用单位自定值，与规则库的值不同", "the employer's own value, which differs from the packs'"),
        "below_statute": ("单位自定值低于法定标准", "the employer's own value is below what the law gives"),
        "own_value_unusable": ("单位自定值无法使用，未计入", "a value of the employer's own cannot be used and was left out"),
        "discretionary": ("由裁判者在范围内酌定", "within the range at the court's discretion"),
        "needs_order": ("须先有责令支付而逾期未付", "needs an order that was not followed"),
        "deduction_not_lawful_without_agreement": ("此类扣款须有书面约定", "such a deduction needs a written agreement"),
        "personal_leave_unpaid": ("事假可不付工资", "personal leave may be unpaid"),
        "outside_relation": ("不在劳动关系存续期间，不计入", "outside the relation and left out"),
        "never_the_employees": ("滞纳金不得由职工承担", "never chargeable to the employee"),
        "principal_only": ("仅限本金，不含利息和滞纳金", "the principal only, never interest or late fee"),
        "employer_remits_may_reclaim": ("由单位代缴后可追回", "remitted by the employer, who may reclaim it"),
        "responsibility_ends": ("责任分界点", "responsibility ends on"),
        "no_room_for_instalments": ("扣除最低工资后无可扣余额", "above the minimum wage no room is left"),
        "months_needed": ("所需月数", "months needed"),
        "months_at_most": ("最长月数", "months at most"),
        "ground_barred": ("该事由在此阶段禁止", "this ground is barred in this phase"),
        "ground_legal_review": ("该事由在此阶段风险极高，须法律审核", "very high risk in this phase: a lawyer decides"),
        "ground_open": ("该事由在此阶段可用", "this ground is open in this phase"),
        "needs_adopted_rule": ("须有经民主程序制定并公示的制度才有约束力", "binds only with a rule adopted by democratic procedure and published"),
        "medical_period": ("医疗期月数/累计计算周期月数", "medical period in months / within how many months it is added up"),
        "medical_period_used_up": ("病假天数已超过医疗期", "the sick leave is longer than the medical period; days"),
        "benchmark_rate": ("按行业基准费率，实际费率可能浮动", "the benchmark rate of the risk class; the unit's own rate may float"),
        "incomplete": ("合计中未含此项（数值未知）", "not in the sum, since its value is not known"),
        "no_period_in_law": ("法律未规定期限", "the law names no period"),
        "national_rules_only": ("仅适用全国规定", "national rules only"),
        "nothing_follows_from_the_facts": ("所给事实不产生任何项目", "nothing follows from the facts"),
        "calendar_unknown": ("该年度放假安排未公布，仅按周末计算", "the holidays of the year are not published; weekends only"),
        "third_party_paid": ("第三人已赔偿的医疗费不重复支付", "treatment that a third party paid for is not paid again"),
        "opens_then": ("自该日起可以申请", "open from that day on"),
        "rolled": ("末日为休息日，顺延", "the last day is a day off and moves on"),
        "unknown": ("无法确定", "cannot be determined"),
        "out_of_range": ("数值超出可计算的范围", "a number leaves the range that can be computed"),
        "failed": ("未能计算", "could not be computed"),
    ]

    static let details: [String: (zh: String, en: String)] = [
        "own_wage_bounds": ("本人工资的60%-300%", "60 %-300 % of the average wage"),
        "severance_cap": ("经济补偿的三倍封顶", "the three-times cap of severance"),
        "severance_floor": ("经济补偿不低于最低工资", "the minimum wage as floor of severance"),
        "month_of_entry": ("入职当月不足整月的工资如何计入平均", "how the wage of the part month of entry counts in the mean"),
        "lifted_to_minimum_wage": ("低于最低工资的月份是否按最低工资计入平均", "whether months below the minimum wage count with it in the mean"),
        "late_fee_before_2011": ("2011年7月1日以前应缴的，其后按哪一标准加收", "which rate runs from 2011-07-01 on where the premium was due before"),
        "late_fee_above_principal": ("滞纳金能否超过本金", "whether the late fee may be more than the arrears"),
        "least": ("低于下限", "below the least"), "most": ("高于上限", "above the most"),
        "uplift": ("职业病加发规则", "whether the place adds to it for an occupational disease"),
        "age_reduction": ("临近退休年龄的递减", "the reduction near the retirement age"),
        "declared_base": ("申报的缴费工资", "the declared contribution base"),
        "costs.on": ("费用发生的日期", "the day on which the cost arose"),
        "grade_concluded_on": ("鉴定结论日期", "the day of the conclusion"),
        "received_on": ("收到文书的日期", "the day of receipt"),
        "employee_may_file_at_once": ("职工可在单位申报期内直接申请", "the employee may file within the employer's time"),
        "shortfall_notice": ("超过单位制度规定的告知金额", "more than the sum from which the company's rule has the employee told"),
        "local_sick_pay": ("当地的病假工资规定", "the place's rule of sick pay"),
        "local_maternity_leave": ("当地增加的产假", "the leave that the place adds"),
        "ground": ("结束劳动关系的事由", "the ground on which the relation ended"),
        "minimum_wage": ("最低工资", "the minimum wage"),
        "back_payment": ("是否已补缴", "whether premiums were paid back"),
        "coverage": ("是否参保", "whether the employee was insured"),
        "fault_shared": ("双方过错如何分担", "how fault is shared"),
        "ending_before_conclusion": (
            "鉴定结论作出前能否解除或终止：有的地方明文禁止；别处一说丧失劳动能力尚未确认，劳动合同法第四十二条不适用，可依第三十九条等解除，一说此时解除违法",
            "may the contract be ended before the conclusion: some places forbid it; elsewhere one side says that LCL 42 does not apply while no loss "
                + "of capacity is confirmed, so that LCL 39 and others are open, the other that ending it then is unlawful"
        ),
        "allowance_by_new_grade": (
            "再次工伤后按新等级还是原等级享受伤残津贴", "whether the allowance follows the new grade or the old one after another injury"
        ),
        "death_after_leave": (
            "五至十级职工停工留薪期满后因工伤死亡的待遇", "what is due where somebody of grade 5-10 dies of the injury after the paid leave"
        ),
        "injury_after_retirement": ("退休后再就业受伤是否适用工伤保险", "whether the Regulation covers an injury at work after retirement"),
        "paid_leave_after_end": (
            "劳动关系在停工留薪期内结束的，其后是否仍付原工资", "whether original pay goes on where the relation ended within the paid leave"
        ),
        "nursing_year": (
            "护理费是否逐年按上年度平均工资调整（条例第三十四条、第四十条）", "whether nursing moves each year with the average of the year before (WII 34(2), 40)"
        ),
        "pension_month_of_end": ("满十八周岁当月是否仍发抚恤金", "whether the month in which a child comes of age is still paid"),
        "survivor_cap_after_end": (
            "一名供养亲属丧失资格后其余人的份额是否重新计算", "whether the shares of the others are reckoned anew when one dependant drops out"
        ),
        "lump_sums_after_pension": (
            "已领取基本养老金后是否仍支付两项补助金", "whether the two lump sums are due once a basic pension is drawn"
        ),
        "after_paid_leave": ("一至四级职工停工留薪期满后死亡", "death of a grade 1-4 employee after the paid leave"),
        "not_in_scope": ("不属于供养亲属的范围", "no relative within the rules on dependants"),
        "nearer_relatives": ("有能力供养的近亲属在前", "nearer relatives are alive and able"),
        "not_supported": ("生前未由其供养", "was not supported by the deceased"),
        "employed": ("已就业", "is employed"), "of_age": ("已满十八周岁", "is of age"), "able_to_work": ("未达规定年龄且有劳动能力", "below the age and able to work"),
        "several_injuries": ("多次工伤如何计发两项补助金", "how the two lump sums are paid for several injuries"),
        "once_at_highest": ("多次工伤按最高级别一次计发", "several injuries: once, at the highest grade"),
        "open_ended_longest": ("未订立无固定期限合同的二倍工资最长期间", "how long double wage runs where a contract without fixed term was due"),
        "floor_net_of_premium": ("最低工资不含个人社保", "the minimum wage is counted net of the employee's premiums"),
        "long_term": ("一次性领取长期待遇", "long-term benefits as one lump sum"),
        "one_off": ("一次性生活补助", "a one-off sum"),
        "lcl36_employer": ("单位提出协商解除", "agreement proposed by the employer"),
        "lcl36_employee": ("职工提出协商解除", "agreement proposed by the employee"),
        "lcl37": ("职工预告辞职", "resignation on notice"), "lcl38": ("因单位过错被迫解除", "dissolution for the employer's fault"),
        "lcl39": ("过失性解除", "dissolution for the employee's fault"), "lcl40": ("非过失性解除", "no-fault dissolution"),
        "lcl41": ("经济性裁员", "layoff"), "expiry": ("合同期满", "expiry of the term"), "retirement": ("退休", "retirement"),
        "closure": ("破产、关闭", "bankruptcy or closure"),
        "paid_leave": ("停工留薪期内", "in paid leave"), "pending_appraisal": ("鉴定结论作出前", "before the appraisal conclusion"),
        "grade_1_4": ("一至四级", "grades 1-4"), "grade_5_6": ("五至六级", "grades 5-6"), "grade_7_10": ("七至十级", "grades 7-10"),
        "no_grade": ("未达到等级", "no grade"),
    ]
}
