public import Base

/// A contribution (社保缴纳) per person, month and kind, both shares, in `e/<employee>`.
public struct Contribution: Record {
    public var id: String
    public var employee: String
    public var contributionMonth: String
    public var insuranceType: InsuranceType
    public var contributionBase: Money
    public var employerRatePpm: Int
    public var employeeRatePpm: Int
    public var employerAmount: Money
    public var employeeAmount: Money
    public var status: ContributionStatus
    public var paidOn: LocalDate?
    public var toppedUpOn: LocalDate?
    public var reason: String?
    public var jurisdiction: String?
    public var ruleVersion: String?
    public var source: String?
    public var remoteId: String?

    public static let schema = CollectionSchema(
        "contribution", code: 7, area: "insurance", secrecy: .pay,
        meaning: "social-insurance or housing-fund contribution of one month and one kind",
        columns: [
            .text("employee", "employee id"),
            .text("contribution_month", "month it is for, YYYY-MM"),
            .word("insurance_type", InsuranceType.self, "kind of insurance"),
            .money("contribution_base", "base (缴费基数)"),
            .int("employer_rate_ppm", "employer's rate, in millionths"),
            .int("employee_rate_ppm", "employee's rate, in millionths"),
            .money("employer_amount", "employer's share"),
            .money("employee_amount", "employee's share"),
            .word("status", ContributionStatus.self, "where it stands"),
            .date("paid_on", optional: true, "day of payment"),
            .date("topped_up_on", optional: true, "day of a later payment (补缴)"),
            .text("reason", optional: true, "why it was missed or topped up"),
            .text("jurisdiction", optional: true, "six-digit GB/T 2260 code of the collector's place"),
            .text("rule_version", optional: true, "rule pack and version"),
            .text("source", optional: true, "where an imported row came from"),
            .text("remote_id", optional: true, "its id there"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, status, reason, jurisdiction, source
        case contributionMonth = "contribution_month"
        case insuranceType = "insurance_type"
        case contributionBase = "contribution_base"
        case employerRatePpm = "employer_rate_ppm"
        case employeeRatePpm = "employee_rate_ppm"
        case employerAmount = "employer_amount"
        case employeeAmount = "employee_amount"
        case paidOn = "paid_on"
        case toppedUpOn = "topped_up_on"
        case ruleVersion = "rule_version"
        case remoteId = "remote_id"
    }

    public init(
        id: String, employee: String, contributionMonth: String, insuranceType: InsuranceType, contributionBase: Money,
        employerRatePpm: Int, employeeRatePpm: Int, employerAmount: Money, employeeAmount: Money, status: ContributionStatus,
        paidOn: LocalDate? = nil, toppedUpOn: LocalDate? = nil, reason: String? = nil, jurisdiction: String? = nil,
        ruleVersion: String? = nil, source: String? = nil, remoteId: String? = nil
    ) {
        self.id = id
        self.employee = employee
        self.contributionMonth = contributionMonth
        self.insuranceType = insuranceType
        self.contributionBase = contributionBase
        self.employerRatePpm = employerRatePpm
        self.employeeRatePpm = employeeRatePpm
        self.employerAmount = employerAmount
        self.employeeAmount = employeeAmount
        self.status = status
        self.paidOn = paidOn
        self.toppedUpOn = toppedUpOn
        self.reason = reason
        self.jurisdiction = jurisdiction
        self.ruleVersion = ruleVersion
        self.source = source
        self.remoteId = remoteId
    }
}

/// Kind of contribution.
public enum InsuranceType: String, Word {
    case pension, medical, unemployment, workInjury = "work_injury", maternity, housingFund = "housing_fund", other
}

/// Where a contribution stands.
public enum ContributionStatus: String, Word {
    case due, declared, paid, missed, toppedUp = "topped_up", other
}
