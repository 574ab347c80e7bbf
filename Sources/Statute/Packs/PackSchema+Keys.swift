/// The keys by subject. Units: fen a month unless the text says otherwise; `number` is named in the text.
extension PackSchema {
    private static let grades = (1...10).map(String.init)
    private static let shares = ["employer", "employee"]

    /// Values that differ from place to place and year to year.
    static let regional: [KeyRule] = [
        key("min_wage", [.fen], classes: ["hourly"], yearly: true, "月最低工资标准", "monthly minimum wage"),
        key(
            "average_wage", [.fen], classes: ["full_calibre"], yearly: true, "某统计年度职工月平均工资（起止为统计年度）",
            "average monthly wage of a statistical year (from and to are that year); class full_calibre = the series for contribution bases"
        ),
        key(
            "urban_income", [.fen], yearly: true, "全国城镇居民人均可支配收入（元/年，起止为统计年度）",
            "urban disposable income a head, fen a year, of a statistical year"),
        key("base_floor", [.fen], line: true, classes: [], yearly: true, "缴费基数下限", "lower bound of the contribution base"),
        key(
            "base_ceiling", [.fen, .word], line: true, classes: [], yearly: true, words: ["none"], "缴费基数上限",
            "upper bound of the contribution base"),
        key("rate", [.ppm], line: true, classes: [], who: shares, "费率", "contribution rate"),
        key("rate_total", [.ppm], line: true, who: ["employer"], "单位合计费率（核对用）", "employer's total as published, a checksum"),
        key("fixed_fee", [.fen], line: true, classes: [], who: shares, "定额缴费（元/月）", "fixed fee a month"),
        key("fixed_fee_annual", [.fen], line: true, who: shares, "定额缴费（元/年）", "fixed fee a year"),
        key("risk_ladder", [.ladder], line: true, "工伤保险八类行业基准费率", "work-injury benchmark rates of the eight risk classes"),
        key("fund_rate", [.ppm], line: true, classes: ["least", "most"], "公积金缴存比例上下限", "bounds of the housing-fund rate"),
        key("living_ratio", [.ppm], classes: ["min_wage"], "停工停产生活费比例", "living allowance as a part of the minimum wage (WPP 12)"),
        key("unemployment_benefit", [.fen], yearly: true, "失业保险金标准", "unemployment benefit a month"),
        key("unemployment_ratio", [.ppm], classes: ["min_wage"], "失业保险金占最低工资比例", "unemployment benefit as a part of the minimum wage"),
    ]

    /// Work-injury insurance.
    static let injury: [KeyRule] = [
        key("lump_disability", [.monthsX10], classes: grades, "一次性伤残补助金月数", "lump-sum disability subsidy, months of own wage by grade"),
        key("lump_disability_floor", [.monthsX10], classes: grades, "一次性伤残补助金最低月数（当地）", "local least months of the average wage"),
        key("monthly_disability", [.ppm], classes: grades, "伤残津贴比例", "monthly disability allowance by grade"),
        key("nursing", [.ppm], classes: ["complete", "mostly", "partly"], "生活护理费比例", "nursing allowance by level of self-care"),
        key("own_wage_floor", [.ppm], "本人工资下限（占平均工资）", "least own wage as a part of the average wage"),
        key("own_wage_ceiling", [.ppm], "本人工资上限（占平均工资）", "most own wage as a part of the average wage"),
        key("lump_medical", [.formula], "一次性工伤医疗补助金", "lump-sum medical subsidy: formula by grade"),
        key("lump_employment", [.formula], "一次性伤残就业补助金", "lump-sum employment subsidy: formula by grade"),
        key(
            "lump_age_rule", [.ageRule], classes: ["lump_medical", "lump_employment"], "近退休年龄递减规则",
            "reduction of a lump sum near the retirement age"),
        key(
            "lump_uplift", [.uplift], classes: ["lump_medical", "lump_employment"], "一次性补助金加发规则",
            "what is added to a lump sum under a condition"),
        key("lump_higher_wage_at_end", [.word], words: ["yes", "no"], "解除时本人工资较高者从高", "own wage at the end is used where higher"),
        key("life_expectancy_x100", [.number], who: ["m", "f"], "人口平均预期寿命（百分之一年）", "life expectancy, hundredths of a year"),
        key("paid_leave_max", [.monthsX10], "停工留薪期一般上限", "longest paid leave in general"),
        key("paid_leave_extension_max", [.monthsX10], "停工留薪期延长上限", "longest extension of the paid leave"),
        key("paid_leave_pay", [.ppm], "停工留薪期工资比例", "part of the original pay in paid leave"),
        key(
            "long_term_lump_sum", [.number], classes: grades, "一至四级一次性领取长期待遇倍数（年平均工资）",
            "grades 1-4 commuted: multiple of the yearly average wage"),
        key("inpatient_meals", [.fen], "住院伙食补助费（元/日）", "meal subsidy in hospital, fen a day"),
        key("inpatient_meal_ratio", [.ppm], "住院伙食补助比例", "part of the staff's travel meal standard"),
        key("inpatient_meal_daily_wage_ratio", [.ppm], "住院伙食补助占日最低工资比例", "meal subsidy as a part of a thirtieth of the minimum wage"),
        key("funeral", [.monthsX10], "丧葬补助金月数", "funeral subsidy, months of the average wage"),
        key("survivor_pension", [.ppm], who: ["spouse", "other", "lone_extra"], "供养亲属抚恤金比例", "survivor pension, part of own wage"),
        key("survivor_cap", [.ppm], "供养亲属抚恤金合计上限", "most of all survivor pensions together, part of own wage"),
        key("lump_death", [.number], "一次性工亡补助金倍数", "lump-sum death subsidy, multiple of the urban income of the year before"),
        key("missing_wage", [.number], "下落不明照发工资月数", "months of wages for one missing on duty"),
        key("missing_advance", [.ppm], "下落不明预支比例", "part of the death subsidy paid in advance"),
        key(
            "lump_sums_on", [.word], classes: ["lcl39", "retirement"], words: ["yes", "no"], "特定终止情形下两项补助金是否支付",
            "are the two lump sums due on this ground"),
        key(
            "lump_sums_once_at_highest", [.word], words: ["yes", "no", "employment_only"], "多次工伤按最高级别一次计发",
            "several injuries: once, at the highest grade"),
        key(
            "under_declared_on_employer", [.word], words: ["yes", "no"], "少报基数差额由单位承担",
            "difference from an under-declared base falls on the employer"),
        key("care_replacement", [.word], words: ["average_wage"], "停工留薪期护理费标准（亲属护理）", "least pay for care by relatives in paid leave"),
    ]

    /// Pay, leave and the end of the contract.
    static let employment: [KeyRule] = [
        key("day_divisor_x100", [.number], "月计薪天数（百分之一日）", "days a month's wage is divided by, hundredths"),
        key("day_hours", [.number], "日工作小时", "hours of a working day"),
        key("overtime", [.ppm], classes: ["workday", "rest_day", "holiday"], "加班工资倍数", "overtime multiple of the normal wage"),
        key("annual_leave_days", [.yearsTable], "年休假天数（按累计工作年限）", "annual leave, days by total working years"),
        key("annual_leave_pay", [.ppm], classes: ["total"], "未休年休假工资倍数（含正常工资）", "pay for unused leave, normal pay included"),
        key(
            "medical_period_months", [.yearsTable], classes: ["work_under_10", "work_10_up"], "医疗期月数（按本单位年限）",
            "medical period, months by years with the employer"),
        key(
            "medical_period_window", [.yearsTable], classes: ["work_under_10", "work_10_up"], "医疗期累计计算周期月数",
            "within how many months the medical period is counted"),
        key("sick_pay_floor", [.ppm], classes: ["min_wage"], "病假工资下限（占最低工资）", "least sick pay as a part of the minimum wage"),
        key("sick_pay", [.ppm], classes: ["wage"], "病假工资比例（当地）", "local sick pay as a part of the wage"),
        key("probation_months", [.yearsTable], "试用期上限（按合同月数）", "longest probation by months of the contract's term"),
        key("double_wage_months", [.number], "未签合同二倍工资最长月数", "most months of double wage"),
        key("notice_days", [.number], classes: ["employee", "probation", "employer"], "提前通知天数", "days of notice"),
        key("severance_cap_multiple", [.number], "经济补偿工资上限倍数", "cap of the severance wage, times the average wage"),
        key("severance_cap_years", [.number], "经济补偿年限上限", "cap of the years where the wage is capped"),
        key("severance_half_months", [.number], "满几个月按一年计", "months from which a rest counts as a year"),
        key("damages_multiple", [.number], "违法解除赔偿金倍数", "damages as a multiple of severance"),
        key("extra_compensation", [.ppm], classes: ["least", "most"], "加付赔偿金比例", "extra compensation after an order (LCL 85)"),
        key(
            "retirement_age_months", [.number], classes: ["man", "woman_55", "woman_50", "special_man", "special_woman"], "原法定退休年龄（月）",
            "retirement age before the reform, months"),
        key(
            "retirement_age_end_months", [.number], classes: ["man", "woman_55", "woman_50"], "改革后法定退休年龄（月）",
            "retirement age after the reform, months"),
        key(
            "retirement_births_per_month", [.number], classes: ["man", "woman_55", "woman_50"], "每几个月出生延迟一个月",
            "months of birth for which the age rises one month"),
        key(
            "maternity_leave_days", [.number], classes: ["statutory", "local_extra", "difficult", "each_more_child"], "产假天数",
            "maternity leave, days"),
        key("marriage_leave_days", [.number], "婚假天数", "marriage leave, days"),
        key("unemployment_months", [.yearsTable], "失业保险金最长月数（按缴费年限）", "most months of unemployment benefit by years of contribution"),
        key(
            "employer_bears_personal_share", [.word], classes: ["living_allowance"], words: ["yes", "no"], "生活费期间个人社保由单位承担",
            "employer bears the personal share on living allowance"),
    ]

    /// Tax, collection and deductions.
    static let money: [KeyRule] = [
        key("tax_brackets", [.brackets], classes: ["annual", "monthly"], "工资薪金所得税率表", "income tax on wages"),
        key("tax_allowance", [.fen], "基本减除费用（元/月）", "basic allowance a month"),
        key("late_fee_daily", [.ppm], "滞纳金日率", "late fee a day"),
        key("assumed_declaration", [.ppm], "未申报按上月比例核定", "assumed amount where nothing was declared, part of last month"),
        key("wage_deduction_cap", [.ppm], "赔偿扣除工资上限", "most that may be deducted from a month's wage"),
        key(
            "wage_floor_net_of_premium", [.word], words: ["yes", "no"], "最低工资是否不含个人社保",
            "minimum wage counted net of the employee's premiums"),
        key("housing_fund_remit", [.period], "公积金汇缴期限", "time to remit the housing fund"),
        key("final_award_months", [.number], "终局裁决金额上限（最低工资月数）", "single-final award: months of the minimum wage"),
    ]

    /// Deadlines, the calendar and what a region or a company decides.
    static let procedure: [KeyRule] = [
        key("calendar", [.calendar], yearly: true, "节假日与调休", "holidays and make-up workdays of a year"),
        key("deadline", [.period], classes: [], "期限", "a period of time; the class names it"),
        key(
            "gap_pay_rule", [.word], words: ["full", "sick", "living", "none", "ask_legal"], "停工留薪期满至鉴定前待遇",
            "pay between paid leave and the conclusion"),
        key(
            "stop_pay_effective", [.word], words: ["conclusion", "receipt", "next_month_first"], "停发原工资的起点",
            "from when the original pay stops"),
        key("bar_dissolution_before_conclusion", [.word], words: ["yes", "no"], "鉴定结论前禁止解除", "dissolution barred before the conclusion"),
        key("bar_dissolution_in_paid_leave", [.word], words: ["yes", "no"], "停工留薪期内禁止解除", "dissolution barred in the paid leave"),
        key("city_is_province", [.word], words: ["yes"], "直辖市（市即省级）", "a city that is a province of its own: city and provincial average are one"),
        key("lump_disability_recomputed_on_review", [.word], words: ["yes", "no"], "复查升级是否补差", "lump sum recomputed after a review"),
        key(
            "employee_may_file_at_once", [.word], words: ["yes", "no"], "职工可否在三十日内申请", "may the employee file within the employer's 30 days"
        ),
        key("retention", [.period], classes: [], "最短保存期限", "least time a record is kept; the class names it"),
        key("fine", [.fen], classes: [], "罚款幅度", "bounds of a fine; the class names it"),
        key("fine_multiple", [.number], classes: [], "罚款倍数", "bounds of a fine as a multiple; the class names it"),
        key("policy_days", [.number], classes: [], "公司制度：天数", "company policy: days"),
        key("policy_fen", [.fen], classes: [], "公司制度：金额", "company policy: amount"),
        key("policy_ppm", [.ppm], classes: [], "公司制度：比例", "company policy: ratio"),
    ]
}
