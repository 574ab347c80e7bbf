import Records

/// The words of files for our words, lower case.
enum Words {
    static let gender: [String: Gender] = ["男": .male, "m": .male, "male": .male, "女": .female, "f": .female, "female": .female, "未说明": .unspecified]

    static let status: [String: EmploymentStatus] = [
        "在职": .active, "正式": .active, "试用": .active, "试用期": .active, "全职": .active, "待离职": .active, "active": .active, "在岗": .active,
        "离职": .left, "已离职": .left, "退休": .left, "terminated": .left, "resigned": .left, "left": .left, "inactive": .inactive,
        "停薪留职": .inactive, "待岗": .inactive, "停职": .suspended, "suspended": .suspended,
    ]

    static let insurance: [String: InsuranceType] = [
        "养老": .pension, "养老保险": .pension, "基本养老保险": .pension, "医疗": .medical, "医疗保险": .medical, "基本医疗保险": .medical,
        "失业": .unemployment, "失业保险": .unemployment, "工伤": .workInjury, "工伤保险": .workInjury, "work injury": .workInjury, "生育": .maternity,
        "生育保险": .maternity, "公积金": .housingFund, "住房公积金": .housingFund, "housing fund": .housingFund,
    ]

    static let contribution: [String: ContributionStatus] = [
        "应缴": .due, "已申报": .declared, "已缴": .paid, "正常缴纳": .paid, "漏缴": .missed, "未缴": .missed, "补缴": .toppedUp,
    ]

    static let leave: [String: LeaveType] = [
        "事假": .personal, "年假": .annual, "年休假": .annual, "病假": .sick, "婚假": .marriage, "产假": .maternity, "陪产假": .paternity,
        "护理假": .paternity, "丧假": .bereavement, "调休": .compensatory, "育儿假": .parental, "哺乳假": .nursing, "产检假": .prenatal,
        "annual leave": .annual, "casual leave": .personal, "sick leave": .sick,
    ]

    static let unit: [String: LeaveUnit] = ["天": .day, "日": .day, "days": .day, "小时": .hour, "时": .hour, "hours": .hour]
}
