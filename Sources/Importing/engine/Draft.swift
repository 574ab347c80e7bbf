package import Base
package import Records

/// A row that was understood, before anything is known of the store.
package enum Draft: Sendable {
    case person(PersonDraft)
    case contract(staffNo: String, ContractDraft)
    case payslip(PayslipDraft)
    case contribution(staffNo: String, Contribution)
    case leave(staffNo: String, LeaveBalance)

    package var staffNo: String {
        switch self {
        case .person(let person): person.staffNo
        case .payslip(let slip): slip.staffNo
        case .contract(let staffNo, _), .contribution(let staffNo, _), .leave(let staffNo, _): staffNo
        }
    }

    /// What may stand only once in a file.
    package var key: String {
        switch self {
        case .person(let person): person.staffNo
        case .contract(let staffNo, let contract): "\(staffNo)|\(contract.key)"
        case .payslip(let slip): "\(slip.staffNo)|\(slip.runKey)"
        case .contribution(let staffNo, let it): "\(staffNo)|\(it.contributionMonth)|\(it.insuranceType.rawValue)"
        case .leave(let staffNo, let it): "\(staffNo)|\(it.leaveType.rawValue)|\(it.fromDate)"
        }
    }
}

/// A person as a roster states it; nil where it states nothing.
package struct PersonDraft: Sendable, Equatable {
    package var staffNo = ""
    package var fullName = ""
    package var gender: Gender?
    package var mobilePhone: String?
    package var workEmail: String?
    /// From the top down.
    package var departments: [String] = []
    package var designation: String?
    /// The manager's staff number.
    package var reportsTo: String?
    package var joined: LocalDate?
    package var confirmed: LocalDate?
    package var employmentType: String?
    package var status: EmploymentStatus?
    package var relieved: LocalDate?
    package var leavingReason: String?
    package var workLocation: String?
    package var jurisdiction: String?
    package var attendanceDevice: String?
    package var personal = PersonalDraft()
    package var contract: ContractDraft?
}

/// The private side of a person.
package struct PersonalDraft: Sendable, Equatable {
    package var birth: LocalDate?
    package var paper: IdentityField.Paper?
    package var email: String?
    package var address: String?
    package var bankName: String?
    package var bankAccount: String?
    package var socialInsurance: String?
    package var housingFund: String?
    package var residenceType: String?
    package var emergencyName: String?
    package var emergencyRelation: String?
    package var emergencyPhone: String?

    package var isEmpty: Bool { self == PersonalDraft() }
}

/// A contract as a file states it.
package struct ContractDraft: Sendable, Equatable {
    package var reference: String?
    package var company: String?
    package var type: String?
    package var periodType: String?
    package var start: LocalDate
    package var end: LocalDate?
    package var trialEnd: LocalDate?
    package var firstStart: LocalDate?
    package var renewals: Int?
    package var wage: Money?
    package var currency: String?
    package var wageType: String?
    package var noticeDays: Int?

    /// A person's contracts are told apart by number, else by first day.
    package var key: String { reference ?? "\(start)" }
}

/// A pay slip with the employer's lines apart: they go to another audience (why.md B6).
package struct PayslipDraft: Sendable, Equatable {
    package var staffNo: String
    package var period: String
    /// The payroll run it belongs to; nil: the month's regular one. A bonus or a back payment is a run of its own.
    package var payrollRun: String?
    package var payDate: LocalDate?
    package var gross: Money
    package var deduction: Money
    package var net: Money
    package var workingDays: Int?
    package var paymentDays: Int?
    package var lines: [PayslipLine]
    package var cost: [PayslipCostLine]

    /// A person has one slip a month and run; another of the same is its correction.
    package var runKey: String { payrollRun.map { "\(period)|\($0)" } ?? period }
}
