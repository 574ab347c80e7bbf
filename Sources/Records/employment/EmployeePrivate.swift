public import Base

/// What nobody along the reporting line may read of a person; same id as the employee, in `e/<id>`.
public struct EmployeePrivate: Record {
    public var id: String
    public var employee: String
    public var dateOfBirth: LocalDate?
    public var identityType: String?
    public var identityNumber: String?
    public var personalEmail: String?
    public var address: String?
    public var bankName: String?
    public var bankAccountNumber: String?
    public var socialInsuranceNumber: String?
    public var housingFundNumber: String?
    public var residenceType: String?
    public var emergencyContactName: String?
    public var emergencyContactRelation: String?
    public var emergencyContactPhone: String?
    public var source: String?
    public var modifiedAt: Timestamp

    public static let schema = CollectionSchema(
        "employee_private", code: 21, area: "employment", secrecy: .`private`,
        meaning: "identity papers, bank account and family of a person",
        columns: [
            .text("employee", "employee id"),
            .date("date_of_birth", optional: true, "date of birth (出生日期)"),
            .text("identity_type", optional: true, "kind of identity paper (证件类型): resident_id, passport, permit"),
            .text("identity_number", optional: true, "its number (证件号码)"),
            .text("personal_email", optional: true, "private e-mail"),
            .text("address", optional: true, "home address, also for service of papers"),
            .text("bank_name", optional: true, "bank (开户行)"),
            .text("bank_account_number", optional: true, "account (银行卡号)"),
            .text("social_insurance_number", optional: true, "social-insurance number"),
            .text("housing_fund_number", optional: true, "housing-fund number"),
            .text("residence_type", optional: true, "kind of household registration (户籍类型)"),
            .text("emergency_contact_name", optional: true, "emergency contact"),
            .text("emergency_contact_relation", optional: true, "relation of that person"),
            .text("emergency_contact_phone", optional: true, "phone of that person"),
            .text("source", optional: true, "where an imported row came from"),
            .time("modified_at", "when it last changed"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, address, source
        case dateOfBirth = "date_of_birth"
        case identityType = "identity_type"
        case identityNumber = "identity_number"
        case personalEmail = "personal_email"
        case bankName = "bank_name"
        case bankAccountNumber = "bank_account_number"
        case socialInsuranceNumber = "social_insurance_number"
        case housingFundNumber = "housing_fund_number"
        case residenceType = "residence_type"
        case emergencyContactName = "emergency_contact_name"
        case emergencyContactRelation = "emergency_contact_relation"
        case emergencyContactPhone = "emergency_contact_phone"
        case modifiedAt = "modified_at"
    }

    public init(
        id: String, employee: String, dateOfBirth: LocalDate? = nil, identityType: String? = nil, identityNumber: String? = nil,
        personalEmail: String? = nil, address: String? = nil, bankName: String? = nil, bankAccountNumber: String? = nil,
        socialInsuranceNumber: String? = nil, housingFundNumber: String? = nil, residenceType: String? = nil,
        emergencyContactName: String? = nil, emergencyContactRelation: String? = nil, emergencyContactPhone: String? = nil,
        source: String? = nil, modifiedAt: Timestamp
    ) {
        self.id = id
        self.employee = employee
        self.dateOfBirth = dateOfBirth
        self.identityType = identityType
        self.identityNumber = identityNumber
        self.personalEmail = personalEmail
        self.address = address
        self.bankName = bankName
        self.bankAccountNumber = bankAccountNumber
        self.socialInsuranceNumber = socialInsuranceNumber
        self.housingFundNumber = housingFundNumber
        self.residenceType = residenceType
        self.emergencyContactName = emergencyContactName
        self.emergencyContactRelation = emergencyContactRelation
        self.emergencyContactPhone = emergencyContactPhone
        self.source = source
        self.modifiedAt = modifiedAt
    }
}
