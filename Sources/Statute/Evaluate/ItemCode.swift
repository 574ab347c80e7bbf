/// What can be asked: one code for each item of the law. Names may be added, not renamed.
package enum ItemCode: String, Sendable, CaseIterable {
    // Work injury.
    case lumpDisability = "lump_disability"
    case lumpMedical = "lump_medical"
    case lumpEmployment = "lump_employment"
    case monthlyDisability = "monthly_disability"
    case nursing
    case paidLeavePay = "paid_leave_pay"
    case paidLeaveCare = "paid_leave_care"
    case inpatientMeals = "inpatient_meals"
    case outsideTravel = "outside_travel"
    case assistiveDevice = "assistive_device"
    case medicalCost = "medical_cost"
    case appraisalFee = "appraisal_fee"
    case longTermLumpSum = "long_term_lump_sum"
    case pensionTopUp = "pension_top_up"
    // Death.
    case funeral
    case lumpDeath = "lump_death"
    case survivorPension = "survivor_pension"
    case missingWages = "missing_wages"
    // End of the contract.
    case severance
    case damages2N = "damages_2n"
    case noticePay = "notice_pay"
    case doubleWage = "double_wage"
    case annualLeavePay = "annual_leave_pay"
    case extraCompensation = "extra_compensation"
    case probationDamages = "probation_damages"
    // Pay.
    case wageArrears = "wage_arrears"
    case livingAllowance = "living_allowance"
    case sickPay = "sick_pay"
    case maternityAllowance = "maternity_allowance"
    case overtimeRestDay = "overtime_restday"
    case overtimeHoliday = "overtime_holiday"
    case leavePay = "leave_pay"
    case netPay = "net_pay"
    case incomeTax = "income_tax"
    // Social insurance.
    case contribution
    case contributionShortfall = "contribution_shortfall"
    case deductionCap = "deduction_cap"
    case instalmentPlan = "instalment_plan"
    case backPayment = "back_payment"
    case siTotal = "si_total"
    case siPrincipalEmployer = "si_principal_employer"
    case siLateFee = "si_late_fee"
    case employerRecoversPersonalSI = "employer_recovers_personal_si"
    case employeeRecoversEmployerSI = "employee_recovers_employer_si"
    case siSubsidyReturn = "si_subsidy_return"
    case unemploymentLoss = "unemployment_loss"
    case pensionLoss = "pension_loss"
    // Over all.
    case exposure
    case remedyDates = "remedy_dates"

    package var zh: String { ItemCode.names[self]?.zh ?? rawValue }
    package var en: String { ItemCode.names[self]?.en ?? rawValue }

    private static let names: [ItemCode: (zh: String, en: String)] = [
        .lumpDisability: ("一次性伤残补助金", "lump-sum disability subsidy"),
        .lumpMedical: ("一次性工伤医疗补助金", "lump-sum work-injury medical subsidy"),
        .lumpEmployment: ("一次性伤残就业补助金", "lump-sum disability employment subsidy"),
        .monthlyDisability: ("伤残津贴（月）", "monthly disability allowance"),
        .nursing: ("生活护理费（月）", "monthly nursing allowance"),
        .paidLeavePay: ("停工留薪期工资", "paid-leave pay"),
        .paidLeaveCare: ("停工留薪期护理费", "care during paid leave"),
        .inpatientMeals: ("住院伙食补助费", "inpatient meal subsidy"),
        .outsideTravel: ("统筹地区以外就医交通食宿费", "travel, board and lodging outside the pooling area"),
        .assistiveDevice: ("辅助器具费", "assistive devices"),
        .medicalCost: ("工伤医疗费", "medical cost"),
        .appraisalFee: ("劳动能力鉴定费", "appraisal fee"),
        .longTermLumpSum: ("一次性领取长期待遇", "long-term benefits as one lump sum"),
        .pensionTopUp: ("养老金与伤残津贴差额（月）", "monthly top-up of the pension"),
        .funeral: ("丧葬补助金", "funeral subsidy"),
        .lumpDeath: ("一次性工亡补助金", "lump-sum work-related death subsidy"),
        .survivorPension: ("供养亲属抚恤金", "pension for dependent relatives"),
        .missingWages: ("下落不明期间工资", "wages for one missing on duty"),
        .severance: ("经济补偿", "severance (N)"),
        .damages2N: ("违法解除或终止赔偿金", "damages for unlawful dissolution (2N)"),
        .noticePay: ("代通知金", "pay in lieu of notice"),
        .doubleWage: ("未签书面劳动合同二倍工资差额", "double wage for no written contract"),
        .annualLeavePay: ("未休年休假工资", "pay for unused annual leave"),
        .extraCompensation: ("加付赔偿金", "extra compensation after an order"),
        .probationDamages: ("违法约定试用期赔偿金", "damages for unlawful probation"),
        .wageArrears: ("拖欠工资", "unpaid wages"),
        .livingAllowance: ("停工停产生活费", "living allowance"),
        .sickPay: ("病假工资", "sick pay"),
        .maternityAllowance: ("生育津贴", "maternity allowance"),
        .overtimeRestDay: ("休息日加班工资", "pay for work on rest days"),
        .overtimeHoliday: ("法定节假日加班工资", "pay for work on statutory holidays"),
        .leavePay: ("假期工资", "leave pay"),
        .netPay: ("实发工资", "net pay"),
        .incomeTax: ("个人所得税", "income tax"),
        .contribution: ("社会保险费", "social insurance contribution"),
        .contributionShortfall: ("个人社保扣缴差额", "shortfall of the employee's share"),
        .deductionCap: ("可扣除额上限", "lawful deduction"),
        .instalmentPlan: ("分期还款计划", "instalment plan"),
        .backPayment: ("社会保险补缴", "back payment of premiums"),
        .siTotal: ("社保补缴合计", "sum of the back payment"),
        .siPrincipalEmployer: ("社保补缴单位本金", "employer's principal of the back payment"),
        .siLateFee: ("社保滞纳金", "late fee"),
        .employerRecoversPersonalSI: ("单位追回代垫的个人部分", "employer recovers the employee's share"),
        .employeeRecoversEmployerSI: ("劳动者追回代垫的单位部分", "worker recovers the employer's share"),
        .siSubsidyReturn: ("返还社保补贴", "return of the cash subsidy"),
        .unemploymentLoss: ("失业保险待遇损失", "loss of unemployment benefit"),
        .pensionLoss: ("养老保险待遇损失", "loss of pension"),
        .exposure: ("风险敞口合计", "exposure estimate"),
        .remedyDates: ("救济期限", "remedy dates"),
    ]
}
