public import Base

/// A labour contract (劳动合同), in `e/<employee>`.
public struct Contract: Record {
    public var id: String
    public var employee: String
    public var contractReference: String?
    public var contractCompany: String?
    public var contractType: String?
    public var contractPeriodType: String?
    public var startDate: LocalDate
    public var endDate: LocalDate?
    public var trialEndDate: LocalDate?
    public var firstContractStartDate: LocalDate?
    public var renewalCount: Int?
    public var wage: Money?
    public var currency: String?
    public var wageType: String?
    public var payFrequency: String?
    public var workingSchedule: String?
    public var noticePeriodDays: Int?
    public var status: ContractStatus
    public var document: String?
    public var terminationDate: LocalDate?
    public var terminationReason: String?
    public var terminationInitiator: String?
    public var source: String?
    public var remoteId: String?
    public var modifiedAt: Timestamp

    public static let schema = CollectionSchema(
        "contract", code: 4, area: "employment", secrecy: .pay,
        meaning: "a labour contract",
        columns: [
            .text("employee", "employee id"),
            .text("contract_reference", optional: true, "its number on paper"),
            .text("contract_company", optional: true, "employer named in it (合同公司)"),
            .text("contract_type", optional: true, "kind (合同类型)"),
            .text("contract_period_type", optional: true, "fixed, open_ended or task (合同期限)"),
            .date("start_date", "first day"),
            .date("end_date", optional: true, "last day; none where open-ended"),
            .date("trial_end_date", optional: true, "last day of probation"),
            .date("first_contract_start_date", optional: true, "first day of the first contract with this employer"),
            .int("renewal_count", optional: true, "number of renewals (续签次数)"),
            .money("wage", optional: true, "agreed wage in hundredths of `currency` per `wage_type`"),
            .text("currency", optional: true, "ISO 4217; CNY unless another is stated"),
            .text("wage_type", optional: true, "monthly, daily, hourly, piece or yearly"),
            .text("pay_frequency", optional: true, "how often it is paid"),
            .text("working_schedule", optional: true, "standard, comprehensive or flexible hours"),
            .int("notice_period_days", optional: true, "days of notice"),
            .word("status", ContractStatus.self, "where it stands"),
            .text("document", optional: true, "content hash of the signed paper"),
            .date("termination_date", optional: true, "day it was ended"),
            .text("termination_reason", optional: true, "ground"),
            .text("termination_initiator", optional: true, "employer, employee or both"),
            .text("source", optional: true, "where an imported row came from"),
            .text("remote_id", optional: true, "its id there"),
            .time("modified_at", "when it last changed"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, wage, currency, status, document, source
        case contractReference = "contract_reference"
        case contractCompany = "contract_company"
        case contractType = "contract_type"
        case contractPeriodType = "contract_period_type"
        case startDate = "start_date"
        case endDate = "end_date"
        case trialEndDate = "trial_end_date"
        case firstContractStartDate = "first_contract_start_date"
        case renewalCount = "renewal_count"
        case wageType = "wage_type"
        case payFrequency = "pay_frequency"
        case workingSchedule = "working_schedule"
        case noticePeriodDays = "notice_period_days"
        case terminationDate = "termination_date"
        case terminationReason = "termination_reason"
        case terminationInitiator = "termination_initiator"
        case remoteId = "remote_id"
        case modifiedAt = "modified_at"
    }

    public init(
        id: String, employee: String, contractReference: String? = nil, contractCompany: String? = nil,
        contractType: String? = nil, contractPeriodType: String? = nil, startDate: LocalDate, endDate: LocalDate? = nil,
        trialEndDate: LocalDate? = nil, firstContractStartDate: LocalDate? = nil, renewalCount: Int? = nil, wage: Money? = nil,
        currency: String? = nil, wageType: String? = nil, payFrequency: String? = nil, workingSchedule: String? = nil,
        noticePeriodDays: Int? = nil, status: ContractStatus, document: String? = nil, terminationDate: LocalDate? = nil,
        terminationReason: String? = nil, terminationInitiator: String? = nil, source: String? = nil, remoteId: String? = nil,
        modifiedAt: Timestamp
    ) {
        self.id = id
        self.employee = employee
        self.contractReference = contractReference
        self.contractCompany = contractCompany
        self.contractType = contractType
        self.contractPeriodType = contractPeriodType
        self.startDate = startDate
        self.endDate = endDate
        self.trialEndDate = trialEndDate
        self.firstContractStartDate = firstContractStartDate
        self.renewalCount = renewalCount
        self.wage = wage
        self.currency = currency
        self.wageType = wageType
        self.payFrequency = payFrequency
        self.workingSchedule = workingSchedule
        self.noticePeriodDays = noticePeriodDays
        self.status = status
        self.document = document
        self.terminationDate = terminationDate
        self.terminationReason = terminationReason
        self.terminationInitiator = terminationInitiator
        self.source = source
        self.remoteId = remoteId
        self.modifiedAt = modifiedAt
    }
}

/// Where a contract stands.
public enum ContractStatus: String, Word {
    case draft, active, expired, terminated, other
}
