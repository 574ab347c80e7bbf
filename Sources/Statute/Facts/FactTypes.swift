package import Base

/// Entries of the facts that are lists or objects. Money is fen, rates ppm, counts `…X10` tenths. Absent = nil.

package struct WageMonth: Sendable, Equatable {
    package var month: Int
    package var gross: Int64?
    package var net: Int64?
    package var overtime: Int64?
    package var due: Int64?
}

package struct Bonus: Sendable, Equatable {
    package var period: FactInterval
    package var amount: Int64
}

package struct DatedMoney: Sendable, Equatable {
    /// nil: the value holds throughout the question.
    package var period: FactInterval?
    package var amount: Int64

    package func covers(_ day: LocalDate) -> Bool { period?.covers(day) ?? true }
    package func coversMonth(_ index: Int) -> Bool { period?.coversMonth(index) ?? true }
}

package struct PayPeriod: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case work, sick, layoff, living, other
        case paidLeave = "paid_leave"
        /// Between the end of paid leave and the conclusion of the appraisal.
        case gap
        case annual, marriage, bereavement, maternity, personal
    }
    package var kind: Kind
    package var period: FactInterval?
    package var monthsX10: Int64?
    package var days: Int64?
    package var dueMonthly: Int64?
    package var paid: Int64?
    package var paidMonthly: Int64?
}

package struct AverageWage: Sendable, Equatable {
    package enum Scope: String, Sendable, CaseIterable { case pooling, city, province, industry, national }
    package var scope: Scope
    package var year: Int
    package var monthly: Int64?
    package var annual: Int64?
}

package struct YearAmount: Sendable, Equatable {
    package var year: Int
    package var amount: Int64
}

/// Local standards stated by the source.
package struct LocalStandards: Sendable, Equatable {
    package var mealDaily: Int64?
    package var mealRate: Int64?
    package var livingRate: Int64?
    package var sickPayRate: Int64?
    package var subsistenceMonthly: Int64?
    package var unemploymentMonthly: Int64?
    package var unemploymentRate: Int64?
    package var averagePensionMonthly: Int64?
    package var longTermMonths: Int64?
    package var nursingBaseMonthly: Int64?
    package var dayDivisorX100: Int64?
    package var lumpDisabilityFloorMonthsX10: Int64?
}

/// A grade of disability: 1 (worst) to 10, none, or not yet known.
package enum Grade: Sendable, Equatable {
    case known(Int)
    case none
    case unknown
}

package struct InjuryEvent: Sendable, Equatable {
    package var injuredOn: FactDay?
    package var grade: Grade
    package var concludedOn: FactDay?
}

package enum SelfCare: String, Sendable, CaseIterable { case none, partly, mostly, complete }

package enum Coverage: String, Sendable, CaseIterable {
    case insured, uninsured, unknown
    case joinedLate = "joined_late"
    case underDeclared = "under_declared"
}

package enum DeathCause: String, Sendable, CaseIterable {
    case injury, other
    case paidLeave = "paid_leave"
    case afterPaidLeave = "after_paid_leave_1_4"
}

package enum EndGround: String, Sendable, CaseIterable {
    case agreedEmployer = "lcl36_employer"
    case agreedEmployee = "lcl36_employee"
    case lcl37, lcl38, lcl39, lcl40, lcl41, expiry, retirement, closure, none
}

package enum OwnWageOrigin: String, Sendable, CaseIterable {
    case contribution, found, agreed, claimed
    case regionalAverage = "regional_average"
}

package enum PostKind: String, Sendable, CaseIterable { case worker, management, special }
package enum Sex: String, Sendable, CaseIterable { case female = "f", male = "m" }
package enum Payer: String, Sendable, CaseIterable { case fund, employer, employee }

package struct Dependant: Sendable, Equatable {
    package enum Relation: String, Sendable, CaseIterable {
        case spouse, husband, wife, child, son, daughter, parent, father, mother, grandparent, grandfather, grandmother
        case grandchild, grandson, granddaughter, sibling, brother, sister, other
    }
    package var relation: Relation
    package var bornOn: FactDay?
    package var ageYears: Int64?
    package var loneElderOrOrphan: Bool?
    package var lostCapacity: Bool?
    package var employed: Bool?
    package var supported: Bool?
    package var untilAge: Int64?
    package var nearerRelatives: NearerRelatives?
}

/// The relatives who come before a dependant: the parents of the deceased for his grandparents, brothers and sisters, the child of the
/// deceased for a grandchild (dependants' rules of 2003, art. 3(5)-(7)).
package enum NearerRelatives: String, Sendable, CaseIterable {
    /// All of them are dead.
    case dead
    /// All are dead or have lost their capacity to work altogether.
    case deadOrIncapable = "dead_or_incapable"
    /// One is alive and able.
    case able
}

package struct NamedAmount: Sendable, Equatable {
    package var name: String
    package var amount: Int64
    /// Who paid it.
    package var payer: Payer?
    /// When it arose.
    package var on: FactDay?
}

package struct Payment: Sendable, Equatable {
    package var item: ItemCode
    package var payer: Payer
    package var amount: Int64?
    package var monthly: Int64?
    package var on: FactDay?
    package var period: FactInterval?
}

package struct Claim: Sendable, Equatable {
    package var item: ItemCode
    package var amount: Int64
    package var level: String
}

package struct HolidayWork: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable { case restDay = "rest_day", holiday }
    package var period: FactInterval?
    package var daysX10: Int64
    package var wageMonthly: Int64?
    package var kind: Kind
    package var normalPayAlreadyPaid: Bool
}

package struct WorkTime: Sendable, Equatable {
    package var hourlyWage: Int64
    package var normalHoursX10: Int64?
    package var weekdayHoursX10: Int64?
    package var restDayHoursX10: Int64?
    package var holidayHoursX10: Int64?
}

package struct Maternity: Sendable, Equatable {
    package var bornOn: FactDay?
    package var leaveDays: Int64?
    package var unitAverageMonthly: Int64?
    package var fundPaid: Int64?
}

package struct Premium: Sendable, Equatable {
    package var line: String
    package var period: FactInterval?
    package var base: Int64?
    package var employer: Int64?
    package var employee: Int64?
    package var paidBy: String?
    package var declared: Bool?
    package var dueOn: FactDay?
    package var paidOn: FactDay?
}

package struct PremiumSums: Sendable, Equatable {
    package var employer: Int64?
    package var employee: Int64?
    package var interest: Int64?
    package var lateFee: Int64?
    package var byLine: [NamedAmount] = []
}

package struct SelfPaid: Sendable, Equatable {
    package var amount: Int64
    package var totalRate: Int64?
    package var employerRate: Int64?
    package var line: String?
}

package struct CashSubsidy: Sendable, Equatable {
    package var monthly: Int64?
    package var period: FactInterval?
    package var monthsX10: Int64?
    package var total: Int64?
    package var repaid: Int64?
}

/// The class by which a line's rate or bounds are found: the risk class of work-injury insurance, a tier of medical insurance.
package struct PremiumClass: Sendable, Equatable {
    package var line: String
    package var cls: String
}

/// Days of proceedings, from which remedies run.
package struct Proceedings: Sendable, Equatable {
    package var decisionReceivedOn: FactDay?
    package var toldOfRemedy: Bool?
    package var reconsiderationReceivedOn: FactDay?
    package var authorityLateSince: FactDay?
    package var conclusionReceivedOn: FactDay?
    package var assessmentReceivedOn: FactDay?
    package var infringementKnownOn: FactDay?
    package var arbitrationFiledOn: FactDay?
    package var awardReceivedOn: FactDay?
    package var awardIsFinal: Bool?
    package var mediationDueOn: FactDay?
    package var employerRefusedOn: FactDay?
    package var breachEndedOn: FactDay?
    package var tortKnownOn: FactDay?
    package var settlementGroundKnownOn: FactDay?
    package var settlementByMistake: Bool?
    package var dataRefusedOn: FactDay?
    package var claimsMade: [FactInterval] = []
    package var pauses: [FactInterval] = []
}

package struct Deduction: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case socialInsurance = "si"
        case housingFund = "housing_fund"
        case tax, union, court, other
    }
    package var kind: Kind
    package var amount: Int64
}

package struct TaxFacts: Sendable, Equatable {
    package var cumulativeIncome: Int64?
    package var special: Int64?
    package var additional: Int64?
    package var withheld: Int64?
    package var months: Int64?
}

package struct ServiceLength: Sendable, Equatable {
    package var years: Int64
    package var months: Int64
}
