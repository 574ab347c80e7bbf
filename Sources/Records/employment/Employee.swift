public import Base

/// A person at work (员工 / 花名册), in `e/<id>`. Identity papers, bank account and family stand in `employee_private`.
public struct Employee: Record {
    public var id: String
    public var staffNo: String
    public var fullName: String
    public var gender: Gender?
    public var mobilePhone: String?
    public var workEmail: String?
    public var companyId: String?
    public var department: String?
    public var designation: String?
    public var reportsTo: String?
    public var dateOfJoining: LocalDate?
    public var finalConfirmationDate: LocalDate?
    public var employmentType: String?
    public var employmentStatus: EmploymentStatus
    public var relievingDate: LocalDate?
    public var leavingReason: String?
    public var workLocation: String?
    public var jurisdiction: String?
    public var attendanceDeviceId: String?
    public var source: String?
    public var remoteId: String?
    public var createdAt: Timestamp
    public var modifiedAt: Timestamp

    public static let schema = CollectionSchema(
        "employee", code: 3, area: "employment", secrecy: .open,
        meaning: "the work side of a person",
        columns: [
            .text("staff_no", "staff number (工号), unique in the tenant"),
            .text("full_name", "name as the person writes it (姓名)"),
            .word("gender", Gender.self, optional: true, "gender"),
            .text("mobile_phone", optional: true, "mobile phone for work (手机)"),
            .text("work_email", optional: true, "e-mail at work"),
            .text("company_id", optional: true, "the employer unit"),
            .text("department", optional: true, "department id (部门)"),
            .text("designation", optional: true, "post (职位)"),
            .text("reports_to", optional: true, "employee id of the line manager (直线经理)"),
            .date("date_of_joining", optional: true, "first day of work (入职日期)"),
            .date("final_confirmation_date", optional: true, "end of probation (转正日期)"),
            .text("employment_type", optional: true, "form of employment (用工形式)"),
            .word("employment_status", EmploymentStatus.self, "whether the person works here (人员状态)"),
            .date("relieving_date", optional: true, "last working day (最后工作日)"),
            .text("leaving_reason", optional: true, "why the relation ended"),
            .text("work_location", optional: true, "place of work"),
            .text("jurisdiction", optional: true, "six-digit GB/T 2260 code of the place whose rules apply"),
            .text("attendance_device_id", optional: true, "number on the attendance machine"),
            .text("source", optional: true, "where an imported row came from"),
            .text("remote_id", optional: true, "its id there"),
            .time("created_at", "when the record was made"),
            .time("modified_at", "when it last changed"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, gender, department, designation, jurisdiction, source
        case staffNo = "staff_no"
        case fullName = "full_name"
        case mobilePhone = "mobile_phone"
        case workEmail = "work_email"
        case companyId = "company_id"
        case reportsTo = "reports_to"
        case dateOfJoining = "date_of_joining"
        case finalConfirmationDate = "final_confirmation_date"
        case employmentType = "employment_type"
        case employmentStatus = "employment_status"
        case relievingDate = "relieving_date"
        case leavingReason = "leaving_reason"
        case workLocation = "work_location"
        case attendanceDeviceId = "attendance_device_id"
        case remoteId = "remote_id"
        case createdAt = "created_at"
        case modifiedAt = "modified_at"
    }

    public init(
        id: String, staffNo: String, fullName: String, gender: Gender? = nil, mobilePhone: String? = nil, workEmail: String? = nil,
        companyId: String? = nil, department: String? = nil, designation: String? = nil, reportsTo: String? = nil,
        dateOfJoining: LocalDate? = nil, finalConfirmationDate: LocalDate? = nil, employmentType: String? = nil,
        employmentStatus: EmploymentStatus, relievingDate: LocalDate? = nil, leavingReason: String? = nil,
        workLocation: String? = nil, jurisdiction: String? = nil, attendanceDeviceId: String? = nil, source: String? = nil,
        remoteId: String? = nil, createdAt: Timestamp, modifiedAt: Timestamp
    ) {
        self.id = id
        self.staffNo = staffNo
        self.fullName = fullName
        self.gender = gender
        self.mobilePhone = mobilePhone
        self.workEmail = workEmail
        self.companyId = companyId
        self.department = department
        self.designation = designation
        self.reportsTo = reportsTo
        self.dateOfJoining = dateOfJoining
        self.finalConfirmationDate = finalConfirmationDate
        self.employmentType = employmentType
        self.employmentStatus = employmentStatus
        self.relievingDate = relievingDate
        self.leavingReason = leavingReason
        self.workLocation = workLocation
        self.jurisdiction = jurisdiction
        self.attendanceDeviceId = attendanceDeviceId
        self.source = source
        self.remoteId = remoteId
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
    }
}

/// Gender as papers state it.
public enum Gender: String, Word {
    case male, female, unspecified, other
}

/// Whether a person works here; `left` keeps reading access.
public enum EmploymentStatus: String, Word {
    case active, inactive, suspended, left, other
}
