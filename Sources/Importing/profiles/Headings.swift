/// The headings under which the fields are known: our own names, Chinese labels, and what 钉钉, 北森, Horilla and OrangeHRM write.
package enum Headings {
    /// One form for all spellings: no blanks, signs or brackets, no case, full width folded.
    package static func plain(_ heading: String) -> String {
        var out = ""
        var depth = 0
        for character in FieldText.clean(heading).lowercased() {
            switch character {
            case "(", "[", "【", "（": depth += 1
            case ")", "]", "】", "）": depth = max(0, depth - 1)
            case " ", "_", "-", "*", ".", ":", "/", "'", "’": break
            default: if depth == 0 { out.append(character) }
            }
        }
        return out
    }

    static let work: [Field: [String]] = [
        .staffNo: [
            "staff_no", "工号", "员工编号", "员工号", "职工编号", "sys00-jobNumber", "jobNumber", "employee_id", "employee_number", "Badge ID",
            "Employee Badge ID", "Employee",
        ],
        .fullName: ["full_name", "name", "姓名", "员工姓名", "sys00-name", "Employee Name"],
        .firstName: ["first_name", "名"], .middleName: ["middle_name"], .lastName: ["last_name", "姓"],
        .gender: ["gender", "sex", "性别", "sys02-sexType"],
        .mobilePhone: ["mobile_phone", "mobile", "phone", "手机", "手机号", "手机号码", "联系电话", "sys00-mobile", "cell number"],
        .workEmail: ["work_email", "email", "e-mail", "邮箱", "企业邮箱", "工作邮箱", "sys00-email"],
        .department: ["department", "部门", "所属部门", "主部门", "一级组织", "一级部门", "sys00-mainDept", "sys00-dept", "OIdDepartment"],
        .subdepartment: ["subdepartment", "division", "二级组织", "二级部门", "LookupPrefix_OIdDepartment_SecondLevelOrganization"],
        .section: ["section", "三级组织", "三级部门"],
        .designation: ["designation", "position", "job position", "job_title", "title", "职位", "岗位", "职务", "sys00-position", "OIdJobPosition", "OIdJobPost"],
        .reportsTo: ["reports_to", "reporting manager", "manager", "manager_staff_no", "直线经理工号", "直属上级工号", "上级工号", "POIdEmpAdmin-StaffCode"],
        .dateOfJoining: [
            "date_of_joining", "入职日期", "入职时间", "hire date", "date joining", "joined_date", "sys00-confirmJoinTime", "EntryDate",
            "Initial Hire Date",
        ],
        .confirmationDate: ["final_confirmation_date", "转正日期", "实际转正日期", "sys01-regularTime", "RegularizationDate"],
        .employmentType: ["employment_type", "employee type", "员工类型", "用工形式", "sys01-employeeType"],
        .employmentStatus: ["employment_status", "status", "员工状态", "人员状态", "在职状态", "sys01-employeeStatus", "EmployeeStatus"],
        .relievingDate: ["relieving_date", "离职日期", "最后工作日", "LastWorkDate"],
        .leavingReason: ["leaving_reason", "离职原因", "ChangeReason"],
        .workLocation: ["work_location", "location", "工作地点", "办公地点", "sys00-workPlace"],
        .jurisdiction: ["jurisdiction", "适用地区", "参保地代码"], .attendanceDevice: ["attendance_device_id", "考勤号", "考勤号码"],
    ]

    static let personal: [Field: [String]] = [
        .dateOfBirth: ["date_of_birth", "出生日期", "生日", "birthday", "dob", "sys02-birthTime"],
        .identityType: ["identity_type", "证件类型"],
        .identityNumber: ["identity_number", "证件号码", "身份证号", "身份证号码", "sys02-certNo", "parent_IDNumber"],
        .personalEmail: ["personal_email", "other_email", "个人邮箱"], .address: ["address", "住址", "家庭住址", "现住址", "sys02-address", "address1"],
        .bankName: ["bank_name", "开户行", "开户银行", "sys04-accountBank"],
        .bankAccount: ["bank_account_number", "银行卡号", "银行账号", "工资卡号", "sys04-bankAccountNo"],
        .socialInsurance: ["social_insurance_number", "社保账号", "个人社保账号", "sys09-personalSi"],
        .housingFund: ["housing_fund_number", "公积金账号", "个人公积金账号", "sys09-personalHf"],
        .residenceType: ["residence_type", "户籍类型", "户口类型", "户口性质", "sys02-residenceType"],
        .emergencyName: ["emergency_contact_name", "紧急联系人", "紧急联系人姓名", "sys06-urgentContactsName"],
        .emergencyRelation: ["emergency_contact_relation", "紧急联系人关系", "sys06-urgentContactsRelation"],
        .emergencyPhone: ["emergency_contact_phone", "紧急联系人电话", "sys06-urgentContactsPhone"],
    ]

    static let contract: [Field: [String]] = [
        .contractReference: ["contract_reference", "合同编号", "合同号"],
        .contractCompany: ["contract_company", "合同公司", "签约主体", "company", "sys05-contractCompanyName"],
        .contractType: ["contract_type", "合同类型", "sys05-contractType"],
        .contractPeriodType: ["contract_period_type", "合同期限", "合同期限类型", "sys05-contractPeriodType"],
        .startDate: ["start_date", "合同开始日期", "合同起始日", "现合同起始日", "sys05-nowContractStartTime"],
        .endDate: ["end_date", "合同结束日期", "合同到期日", "现合同到期日", "contract end date", "sys05-nowContractEndTime"],
        .trialEndDate: ["trial_end_date", "试用期结束日期", "试用期到期日", "ProbationStopDate", "sys01-planRegularTime"],
        .firstContractStart: ["first_contract_start_date", "首次合同起始日", "sys05-firstContractStartTime"],
        .renewalCount: ["renewal_count", "续签次数", "sys05-contractRenewCount"],
        .wage: ["wage", "basic salary", "salary", "合同工资", "基本工资标准", "月工资", "月薪"], .currency: ["currency", "币种"],
        .wageType: ["wage_type", "工资类型", "计薪方式"], .noticePeriod: ["notice_period_days", "通知期天数"],
    ]

    static let pay: [Field: [String]] = [
        .period: ["period", "工资月份", "薪资月份", "所属月份", "月份"], .payDate: ["pay_date", "发薪日期", "发放日期"],
        .payrollRun: ["payroll_run", "工资批次", "薪资批次", "发放批次", "批次"],
        .grossPay: ["gross_pay", "应发工资", "应发合计", "应发"], .totalDeduction: ["total_deduction", "扣款合计", "应扣合计", "扣除合计"],
        .netPay: ["net_pay", "实发工资", "实发合计", "实发"], .workingDays: ["total_working_days", "应出勤天数"],
        .paymentDays: ["payment_days", "实际出勤天数", "计薪天数"],
    ]

    static let insurance: [Field: [String]] = [
        .month: ["contribution_month", "缴费月份", "费款所属期", "月份"], .insuranceType: ["insurance_type", "险种", "缴费项目"],
        .base: ["contribution_base", "缴费基数", "基数"], .employerRate: ["employer_rate", "单位比例", "单位缴费比例"],
        .employeeRate: ["employee_rate", "个人比例", "个人缴费比例"], .employerAmount: ["employer_amount", "单位缴费", "单位缴费金额", "单位金额"],
        .employeeAmount: ["employee_amount", "个人缴费", "个人缴费金额", "个人金额"],
        .contributionStatus: ["contribution_status", "缴费状态", "status"], .paidOn: ["paid_on", "缴费日期"],
        .jurisdiction: ["jurisdiction", "参保地代码"],
    ]

    static let leave: [Field: [String]] = [
        .leaveType: ["leave_type", "假期类型", "假别"], .unit: ["unit", "单位"], .fromDate: ["from_date", "有效期开始", "assigned date", "生效日期"],
        .toDate: ["to_date", "有效期结束", "失效日期"], .entitled: ["entitled", "total leave days", "应休", "额度", "应有天数"], .used: ["used", "已休", "已用"],
    ]

    static let person: [Field: [String]] = [.staffNo: work[.staffNo] ?? [], .fullName: work[.fullName] ?? []]
}
