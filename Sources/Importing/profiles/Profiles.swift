import Records

/// The profiles that come with the product.
package enum Profiles {
    package static let all: [Profile] = [
        roster, vendor("roster-dingtalk", "钉钉花名册", "DingTalk roster"), vendor("roster-beisen", "北森导出", "Beisen export"),
        vendor("roster-horilla", "Horilla 导出", "Horilla export"), vendor("roster-orangehrm", "OrangeHRM 导出", "OrangeHRM export"),
        county, hrDataset, ibm, contracts, payslips, contributions, leaveBalances,
    ]

    package static func named(_ name: String) -> Profile? { all.first { $0.name == name } }

    /// The profile whose fields are most of these headings; nil where a required one is missing in all of them.
    package static func guess(headings: [String]) -> Profile? {
        let plain = Set(headings.map(Headings.plain))
        let fitting = all.compactMap { profile -> (Profile, Int)? in
            let found = profile.columns.filter { $0.value.contains { plain.contains(Headings.plain($0)) } }.map(\.key)
            guard profile.required.isSubset(of: found) else { return nil }
            return (profile, found.count)
        }
        return fitting.max { $0.1 < $1.1 }?.0
    }

    private static let rosterColumns = Headings.work.merging(Headings.personal) { $1 }.merging(Headings.contract) { $1 }

    static let roster = Profile(
        name: "roster", kind: .roster, title: LocalizedText(zh: "花名册", en: "Roster"), columns: rosterColumns,
        required: [.staffNo], wage: Profile.WageRule(currency: "CNY", wageType: "monthly"))

    /// Exports of other systems differ from a plain roster in their headings only, and those are known.
    private static func vendor(_ name: String, _ zh: String, _ en: String) -> Profile {
        var profile = roster
        profile.name = name
        profile.title = LocalizedText(zh: zh, en: en)
        return profile
    }

    /// The public list of a county's positions: no names, no staff numbers; a position may have many holders.
    static let county = Profile(
        name: "roster-county", kind: .roster, title: LocalizedText(zh: "县政府职位薪酬表", en: "County positions and salaries"),
        columns: [
            .department: ["Department"], .subdepartment: ["Department_Division"], .staffNo: ["PCN"], .designation: ["Position_Title"],
            .employmentType: ["FLSA_Status"], .dateOfJoining: ["Initial_Hire_Date"], .wage: ["Salary"],
        ], required: [.staffNo, .dateOfJoining], dates: .monthFirst,
        fills: [.repeatedStaffNumbers, .name("Position holder {staff_no}")],
        wage: Profile.WageRule(divisor: 12, currency: "USD", wageType: "monthly", hourlyBelow: 500), mergesIdenticalRows: true,
        note: LocalizedText(
            zh: "职位编号作工号，重复的按入职日期加后缀；无姓名，以“Position holder 编号”代替；薪酬为年薪（÷12），低于500者为时薪；币种为美元。",
            en: """
                The position number is the staff number, repeats get a suffix by hire date; names are "Position holder …"; \
                pay is yearly (÷ 12), below 500 hourly, in US dollars.
                """))

    /// A teaching data set of one company, with names and two-digit years.
    static let hrDataset = Profile(
        name: "roster-hr-dataset", kind: .roster, title: LocalizedText(zh: "HR 教学数据集", en: "HR teaching data set"),
        columns: [
            .fullName: ["Employee_Name"], .staffNo: ["EmpID"], .designation: ["Position"], .dateOfBirth: ["DOB"], .gender: ["Sex"],
            .dateOfJoining: ["DateofHire"], .relievingDate: ["DateofTermination"], .leavingReason: ["TermReason"],
            .employmentStatus: ["EmploymentStatus"], .department: ["Department"], .wage: ["Salary"], .workLocation: ["State"],
        ], required: [.staffNo, .fullName, .dateOfJoining, .employmentStatus],
        nulls: ["", "NULL", "N/A-StillEmployed"], dates: .monthFirstShort,
        fills: [.staffNoFrom(prefix: "X", [.fullName, .dateOfBirth])],
        wage: Profile.WageRule(divisor: 12, currency: "USD", wageType: "monthly"),
        words: [.employmentStatus: ["Voluntarily Terminated": "left", "Terminated for Cause": "left"]],
        note: LocalizedText(
            zh: "两位数年份：00–29为20xx年，其余为19xx年；无工号者由姓名和出生日期得出；薪酬为年薪（÷12），美元。",
            en: "Two-digit years: 00–29 are 20xx, others 19xx; missing staff numbers come from name and birth date; pay is yearly (÷ 12) in US dollars."))

    /// An invented data set on attrition: neither names nor hire dates, so no contracts come of it.
    static let ibm = Profile(
        name: "roster-ibm", kind: .roster, title: LocalizedText(zh: "离职分析数据集", en: "Attrition data set"),
        columns: [
            .staffNo: ["EmployeeNumber"], .department: ["Department"], .designation: ["JobRole"], .gender: ["Gender"],
            .employmentStatus: ["Attrition"],
        ], required: [.staffNo, .employmentStatus], fills: [.name("Employee {staff_no}")],
        words: [.employmentStatus: ["Yes": "left", "No": "active"]],
        note: LocalizedText(
            zh: "无姓名（以“Employee 编号”代替）、无入职日期，因此不建立合同，月收入不导入。",
            en: "No names (\"Employee …\" instead) and no hire dates: no contracts are made and the income is not imported."))

    static let contracts = Profile(
        name: "contracts", kind: .contracts, title: LocalizedText(zh: "劳动合同", en: "Contracts"),
        columns: Headings.person.merging(Headings.contract) { $1 }, required: [.staffNo, .startDate],
        wage: Profile.WageRule(currency: "CNY", wageType: "monthly"))

    static let payslips = Profile(
        name: "payslips", kind: .payslips, title: LocalizedText(zh: "工资条", en: "Pay slips"),
        columns: Headings.person.merging(Headings.pay) { $1 }, required: [.staffNo, .period, .netPay])

    static let contributions = Profile(
        name: "contributions", kind: .contributions, title: LocalizedText(zh: "社保公积金缴费", en: "Contributions"),
        columns: Headings.person.merging(Headings.insurance) { $1 },
        required: [.staffNo, .month, .insuranceType, .base, .employerAmount, .employeeAmount])

    static let leaveBalances = Profile(
        name: "leave-balances", kind: .leaveBalances, title: LocalizedText(zh: "假期余额", en: "Leave balances"),
        columns: Headings.person.merging(Headings.leave) { $1 }, required: [.staffNo, .leaveType, .fromDate, .toDate, .entitled])
}
