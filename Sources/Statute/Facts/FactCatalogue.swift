/// One fact of the vocabulary with what people call it.
package struct FactName: Sendable {
    package let name: String
    /// Its type as the vocabulary writes it.
    package let kind: String
    package let zh: String
    package let en: String

    init(_ name: String, _ kind: String, _ zh: String, _ en: String) {
        self.name = name
        self.kind = kind
        self.zh = zh
        self.en = en
    }
}

/// The vocabulary with human names: missing facts, pages and the protocol's fact page are written from it.
package enum FactCatalogue {
    package static let all: [FactName] = person + relation + wages + injury + money + leave + insurance

    /// What a fact is about; each is read in one place.
    enum Group: CaseIterable { case person, relation, wages, injury, money, leave, insurance }

    private static let byName: [String: (entry: FactName, group: Group)] = Dictionary(
        uniqueKeysWithValues: Group.allCases.flatMap { group in names(group).map { ($0.name, ($0, group)) } })

    private static func names(_ group: Group) -> [FactName] {
        switch group {
        case .person: person
        case .relation: relation
        case .wages: wages
        case .injury: injury
        case .money: money
        case .leave: leave
        case .insurance: insurance
        }
    }

    /// Where a fact of this name is read; nil where the vocabulary has none.
    static func group(of name: String) -> Group? { byName[name]?.group }

    /// The entry of a fact; a path such as `local.meal_ppm` or `average_wages` finds its first word.
    package static func entry(_ path: String) -> FactName? {
        if let found = byName[path] { return found.entry }
        let head = path.prefix { $0 != "." && $0 != "[" }
        return byName[String(head)]?.entry
    }

    /// The known name that differs least from a misspelt one, if it is near enough to be meant.
    static func nearest(to name: String) -> String? {
        var best: (name: String, distance: Int)?
        for known in all.map(\.name) {
            let distance = editDistance(Array(known.utf8), Array(name.utf8.prefix(64)))
            if distance < best?.distance ?? Int.max { best = (known, distance) }
        }
        guard let best, best.distance <= max(2, name.utf8.count / 3) else { return nil }
        return best.name
    }

    private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for i in 0..<a.count {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 0..<b.count {
                let cost = diagonal + (a[i] == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(cost, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}

extension FactCatalogue {
    static let person: [FactName] = [
        FactName("sex", "f, m", "性别", "sex"),
        FactName("born_on", "day~", "出生日期", "date of birth"),
        FactName("age_years", "int", "年龄（周岁，无出生日期时）", "age in full years, where no date of birth is known"),
        FactName("post_kind", "worker, management, special", "岗位类别（工人、管理技术、特殊工种）", "kind of post"),
        FactName("rural_worker", "bool", "是否农民合同制工人", "rural contract worker"),
        FactName("pension_drawn", "bool", "是否已领取基本养老金", "does the person draw a basic pension"),
        FactName("retired_on", "day~", "退休日期", "day of retirement"),
        FactName("pension_monthly_fen", "fen", "每月基本养老金", "basic pension a month"),
        FactName("allowance_in_payment_monthly_fen", "fen", "实际在领的伤残津贴（月）", "disability allowance actually in payment a month"),
    ]

    static let relation: [FactName] = [
        FactName("entered_on", "day~", "入职日期", "first day of the relation"),
        FactName("ended_on", "day~", "劳动关系结束日期", "last day of the relation"),
        FactName("service_given", "{years, months}", "工作年限（来源只写年限时）", "length of service where the source gives a length only"),
        FactName("service_excluded", "[{from, to, reason}]", "不计入年限的期间（中止等）", "intervals that do not count as service"),
        FactName(
            "end_ground", "lcl36_employer, lcl36_employee, lcl37, lcl38, lcl39, lcl40, lcl41, expiry, retirement, closure, none",
            "解除或终止的事由", "ground on which the relation ended"),
        FactName("end_lawful", "bool", "解除或终止是否合法", "was the end lawful"),
        FactName("notice_given_days", "int", "提前通知天数", "days of notice given"),
        FactName("contract_signed_on", "day~ or null", "书面合同签订日期（从未签订为 `null`）", "day the written contract was signed; null = never"),
        FactName("without_contract_months_x10", "int, tenths", "应付二倍工资的月数（×10）", "months without a written contract, tenths"),
        FactName("part_month_days", "int", "不足整月的工作日数", "working days of the part month"),
        FactName(
            "open_ended_due_on", "day~", "应当订立无固定期限劳动合同之日", "day from which a contract without fixed term was due"),
        FactName("contract_months", "int", "合同期限（月）", "term of the contract in months"),
        FactName("probation_agreed_months", "int", "约定的试用期（月）", "agreed probation in months"),
        FactName("wage_after_probation_monthly_fen", "fen", "试用期满月工资", "monthly wage after probation"),
    ]

    static let wages: [FactName] = [
        FactName("wages", "[{month, gross_fen, net_fen?, overtime_fen?, due_fen?}]", "逐月工资", "pay by month"),
        FactName("bonuses", "[{from, to, amount_fen}]", "奖金及其所属期间", "bonuses and the period they belong to"),
        FactName("original_pay_monthly_fen", "fen", "原工资福利待遇（月，不含加班费）", "original pay a month, without overtime"),
        FactName("own_wage_monthly_fen", "fen", "本人工资（月，保底封顶之前）", "own wage a month, before the 60 %-300 % bounds"),
        FactName(
            "own_wage_origin", "contribution, found, agreed, regional_average, claimed", "本人工资的来源", "where the own wage comes from"),
        FactName("own_wage_at_end_monthly_fen", "fen", "解除前十二个月本人工资", "own wage in the twelve months before the end"),
        FactName("contribution_wages", "[{from, to, base_fen}]", "缴费工资", "declared contribution bases"),
        FactName("base_window_ends_on", "day~", "计算本人工资的十二个月截止日", "end of the twelve months of the own wage"),
        FactName("severance_wage_monthly_fen", "fen", "经济补偿月工资（解除前十二个月平均应得工资）", "severance wage: gross average of the last twelve months"),
        FactName("wage_first_year_monthly_fen", "fen", "未签合同期间月工资", "monthly wage in the months without a contract"),
        FactName("last_month_wage_fen", "fen", "上一个月工资", "wage of the month before the end"),
        FactName("leave_wage_monthly_fen", "fen", "年休假工资基数（月）", "base of the pay for unused leave"),
        FactName(
            "pay_periods", "[{from,to or months_x10 or days, kind, due_monthly_fen?, paid_fen?, paid_monthly_fen?}]",
            "应付与已付工资的期间", "periods of pay due and paid"),
        FactName("average_wages", "[{scope, year, monthly_fen or annual_fen}]", "社会平均工资（范围、年度）", "average wages by scope and year"),
        FactName("minimum_wages", "[{from, to, monthly_fen}]", "最低工资标准", "minimum wages"),
        FactName("urban_income", "[{year, annual_fen}]", "全国城镇居民人均可支配收入", "national urban disposable income a head"),
        FactName("local", "object", "来源写明的当地标准", "local standards stated by the source"),
    ]

    static let injury: [FactName] = [
        FactName("injured_on", "day~", "受伤日期", "day of the injury"),
        FactName("diagnosed_on", "day~", "职业病诊断日期", "day of the diagnosis"),
        FactName("occupational_disease", "bool", "是否职业病", "is it an occupational disease"),
        FactName("recognised_on", "day~", "工伤认定日期", "day of recognition"),
        FactName("injuries", "[{injured_on, grade, concluded_on}]", "多次工伤", "several injuries"),
        FactName("grade", "1-10, 0, null", "伤残等级（0 未达等级，`null` 未知）", "disability grade; 0 none, null unknown"),
        FactName("grade_concluded_on", "day~", "鉴定结论日期", "day of the appraisal conclusion"),
        FactName("grade_final_on", "day~", "等级生效日期", "day the grade became final"),
        FactName("self_care", "none, partly, mostly, complete", "生活自理障碍程度", "level of self-care impairment"),
        FactName("paid_leave", "{from, to}", "停工留薪期", "paid leave"),
        FactName("paid_leave_months_x10", "int, tenths", "停工留薪期月数（×10）", "months of paid leave, tenths"),
        FactName("extension_confirmed_to", "day~", "确认延长至", "extension confirmed until"),
        FactName("inpatient_days", "int", "住院天数", "days in hospital"),
        FactName("suitable_work_offered", "bool", "是否安排了适当工作", "was suitable work offered"),
        FactName("recurrence_confirmed", "bool", "旧伤复发是否确认", "is a relapse confirmed"),
        FactName("coverage", "insured, uninsured, joined_late, under_declared, unknown", "工伤保险参保情况", "state of coverage"),
        FactName("joined_and_paid_on", "day~", "补办参保并缴清之日", "day of late joining with premiums and late fee paid"),
        FactName("insured_until", "day~", "参保截止日", "last day of cover"),
        FactName("due_from", "day~", "补发起始", "arrears from"),
        FactName("due_to", "day~", "补发截止", "arrears until"),
        FactName("months_due", "int", "补发月数", "months of arrears"),
        FactName("died_on", "day~", "死亡日期", "day of death"),
        FactName("death_cause", "injury, paid_leave, after_paid_leave_1_4, other", "死亡情形", "cause of death"),
        FactName("missing_since", "day~", "下落不明之日", "missing since"),
        FactName("dependants", "[{relation, born_on or age_years, …}]", "供养亲属", "dependants"),
    ]

    static let money: [FactName] = [
        FactName("tort", "[{item, amount_fen}]", "第三人赔偿", "payments of a third party"),
        FactName("payments", "[{item, payer, amount_fen or monthly_fen, on?, period?}]", "已支付的款项", "what has been paid"),
        FactName("costs", "[{kind, amount_fen, payer?, on?}]", "实际费用（`payer` 为垫付人，`on` 为发生日）", "costs; payer = who paid it, on = when it arose"),
        FactName("claims", "[{item, amount_fen, level}]", "请求的金额", "amounts claimed"),
    ]

    static let leave: [FactName] = [
        FactName("annual_leave_unused_days_x10", "int, tenths", "未休年休假天数（×10）", "unused annual leave in days, tenths"),
        FactName("working_years", "int", "累计工作年限", "total working years"),
        FactName("holiday_work", "[{period, days_x10, wage_monthly_fen, kind, normal_pay_already_paid}]", "休息日与法定节假日加班", "work on rest days and holidays"),
        FactName("work_time", "object", "工时与小时工资", "hours worked and hourly wage"),
        FactName("sick_leaves", "[{from, to}]", "病假期间", "sick leave"),
        FactName("medical_period_months", "int", "医疗期月数", "months of the medical period"),
        FactName("maternity", "{born_on, leave_days, unit_average_monthly_fen, fund_paid_fen}", "生育", "maternity"),
    ]

    static let insurance: [FactName] = [
        FactName("premiums", "[{line, month or interval, base_fen?, employer_fen, employee_fen, paid_by, declared, due_on, paid_on}]", "社会保险费明细", "premiums"),
        FactName(
            "premium_classes", "[{line, class}]", "险种类别（工伤风险类别1-8、医保档次等）",
            "class of a line: risk class 1-8 of work-injury insurance, a tier of medical insurance"),
        FactName("premium_sums", "{employer_fen, employee_fen, interest_fen, late_fee_fen, by_line?}", "社会保险费合计", "sums of premiums"),
        FactName("self_paid", "{amount_fen, total_ppm?, employer_ppm?, line}", "职工自行缴纳的社会保险费", "premiums the worker paid himself"),
        FactName("cash_subsidy", "{monthly_fen, from, to or months or total_fen, repaid_fen}", "现金社保补贴", "cash in lieu of insurance"),
        FactName("back_paid_on", "day~", "补缴日期", "day of the back payment"),
        FactName("recovery_demanded_on", "day~", "催要日期", "day of the demand"),
        FactName("deductions", "[{kind, amount_fen}]", "扣款", "deductions"),
        FactName("tax", "{cumulative_income_fen, special_fen, additional_fen, withheld_fen, months}", "个人所得税累计数据", "cumulative tax facts"),
        FactName("housing_fund_monthly_fen", "fen", "个人住房公积金（月）", "employee's housing fund a month"),
        FactName("agreed_instalment_fen", "fen", "约定每期还款额", "agreed instalment"),
        FactName("balance_fen", "fen", "垫付余额", "balance owed"),
        FactName("unemployment_months", "int", "失业保险金月数", "months of unemployment benefit"),
        FactName("contribution_years", "int", "缴费年限", "years of contributions"),
        FactName(
            "proceedings", "{decision_received_on, …, claims_made, pauses}", "各项程序的日期（收到决定、申请仲裁、主张权利等）",
            "days of proceedings: decisions received, arbitration filed, claims made"),
    ]
}
