import Base

/// The facts of one question, typed. Every member is a name of the vocabulary (protocol/statute/facts.md); nil or empty = not stated.
package struct Facts: Sendable, Equatable {
    // The person.
    package var sex: Sex?
    package var bornOn: FactDay?
    package var ageYears: Int64?
    package var postKind: PostKind?
    package var ruralWorker: Bool?
    package var pensionDrawn: Bool?
    package var retiredOn: FactDay?
    package var pensionMonthly: Int64?
    package var allowanceInPaymentMonthly: Int64?

    // The relation.
    package var enteredOn: FactDay?
    package var endedOn: FactDay?
    package var serviceGiven: ServiceLength?
    package var serviceExcluded: [FactInterval] = []
    package var endGround: EndGround?
    package var endLawful: Bool?
    package var noticeGivenDays: Int64?
    /// Outer nil: not stated; inner nil: stated as never signed.
    package var contractSignedOn: FactDay??
    package var withoutContractMonthsX10: Int64?
    package var partMonthDays: Int64?
    /// From when a contract without fixed term was due (LCL 14, 82(2)).
    package var openEndedDueOn: FactDay?
    package var contractMonths: Int64?
    package var probationAgreedMonths: Int64?
    package var wageAfterProbationMonthly: Int64?

    // Wages, kept apart: original pay, own (contribution) wage, severance wage.
    package var wages: [WageMonth] = []
    package var bonuses: [Bonus] = []
    package var originalPayMonthly: Int64?
    package var ownWageMonthly: Int64?
    package var ownWageOrigin: OwnWageOrigin?
    package var ownWageAtEndMonthly: Int64?
    package var contributionWages: [DatedMoney] = []
    package var baseWindowEndsOn: FactDay?
    package var severanceWageMonthly: Int64?
    package var wageFirstYearMonthly: Int64?
    package var lastMonthWage: Int64?
    package var leaveWageMonthly: Int64?
    package var payPeriods: [PayPeriod] = []
    package var averageWages: [AverageWage] = []
    package var minimumWages: [DatedMoney] = []
    package var urbanIncome: [YearAmount] = []
    package var local = LocalStandards()

    // The injury.
    package var injuredOn: FactDay?
    package var diagnosedOn: FactDay?
    package var occupationalDisease: Bool?
    package var recognisedOn: FactDay?
    package var injuries: [InjuryEvent] = []
    package var grade: Grade?
    package var gradeConcludedOn: FactDay?
    package var gradeFinalOn: FactDay?
    package var selfCare: SelfCare?
    package var paidLeave: FactInterval?
    package var paidLeaveMonthsX10: Int64?
    package var extensionConfirmedTo: FactDay?
    package var inpatientDays: Int64?
    package var suitableWorkOffered: Bool?
    package var recurrenceConfirmed: Bool?
    package var coverage: Coverage?
    package var joinedAndPaidOn: FactDay?
    package var insuredUntil: FactDay?
    package var dueFrom: FactDay?
    package var dueTo: FactDay?
    package var monthsDue: Int64?

    // Death.
    package var diedOn: FactDay?
    package var deathCause: DeathCause?
    package var missingSince: FactDay?
    package var dependants: [Dependant] = []

    // Money already moved, costs, claims.
    package var tort: [NamedAmount] = []
    package var payments: [Payment] = []
    package var costs: [NamedAmount] = []
    package var claims: [Claim] = []

    // Leave and working time.
    package var annualLeaveUnusedDaysX10: Int64?
    package var workingYears: Int64?
    package var holidayWork: [HolidayWork] = []
    package var workTime: WorkTime?
    package var sickLeaves: [FactInterval] = []
    package var medicalPeriodMonths: Int64?
    package var maternity: Maternity?

    // Social insurance, deductions, tax.
    package var premiums: [Premium] = []
    package var premiumClasses: [PremiumClass] = []
    package var premiumSums: PremiumSums?
    package var selfPaid: SelfPaid?
    package var cashSubsidy: CashSubsidy?
    package var backPaidOn: FactDay?
    package var recoveryDemandedOn: FactDay?
    package var deductions: [Deduction] = []
    package var tax: TaxFacts?
    package var housingFundMonthly: Int64?
    package var agreedInstalment: Int64?
    package var balance: Int64?
    package var unemploymentMonths: Int64?
    package var contributionYears: Int64?

    package var proceedings = Proceedings()

    package init() {}
}

extension Facts {
    /// The day of the accident or diagnosis on which the base of an injury is taken, and from which recognition is applied for: of an
    /// occupational disease the diagnosis, whatever other day is stated beside it (WII 17(1), 64(2)).
    package var injuryDay: FactDay? {
        (isByDiagnosis ? diagnosedOn : nil) ?? injuredOn ?? diagnosedOn ?? injuries.compactMap(\.injuredOn).min()
    }

    private var isByDiagnosis: Bool { occupationalDisease == true && diagnosedOn != nil }

    /// The fact that `injuryDay` is.
    var injuryDayName: String { diagnosedOn != nil && (isByDiagnosis || injuredOn == nil) ? "diagnosed_on" : "injured_on" }

    /// Of several injuries the one determined last: it decides recurring items (WII 45).
    package var newestInjury: InjuryEvent? {
        injuries.max { ($0.concludedOn?.day ?? $0.injuredOn?.day) < ($1.concludedOn?.day ?? $1.injuredOn?.day) }
    }

    /// The injuries without the conclusions that a review of the same injury has replaced (WII 28).
    private var standingInjuries: [InjuryEvent] {
        guard injuries.count > 1 else { return injuries }
        return injuries.filter { event in
            guard let injured = event.injuredOn else { return true }
            return !injuries.contains { $0.injuredOn == injured && event.concludedOn?.day < $0.concludedOn?.day }
        }
    }

    /// Of several injuries the one with the worst known grade: it decides the sums that are paid once.
    package var worstInjury: InjuryEvent? {
        func rank(_ injury: InjuryEvent) -> Int { if case .known(let grade) = injury.grade { grade } else { 11 } }
        return standingInjuries.min { rank($0) < rank($1) }
    }

    /// Of several injuries the one whose grade decides recurring items: the newest that gives an allowance (WII 45). A later grade that gives
    /// none takes nothing away from the earlier one; where none gives one, the newest.
    package var allowanceInjury: InjuryEvent? {
        guard injuries.count > 1 else { return injuries.first }
        let standing = standingInjuries
        if let grade { return standing.last { $0.grade == grade } ?? newestInjury }
        func newest(_ fits: (Int) -> Bool) -> InjuryEvent? {
            standing.filter { if case .known(let number) = $0.grade { fits(number) } else { false } }
                .max { ($0.concludedOn?.day ?? $0.injuredOn?.day) < ($1.concludedOn?.day ?? $1.injuredOn?.day) }
        }
        return newest { $0 <= 4 || ($0 <= 6 && suitableWorkOffered == false) } ?? newestInjury
    }

    /// The grade that counts for recurring items: stated, else that of the injury that decides them.
    package var currentGrade: Grade? { grade ?? allowanceInjury?.grade }

    /// Does an earlier injury have a worse grade than the one that decides the allowance?
    package var hasWorseEarlierGrade: Bool {
        guard grade == nil, injuries.count > 1, case .known(let current)? = allowanceInjury?.grade else { return false }
        return standingInjuries.contains { if case .known(let other) = $0.grade { other <= 4 && other < current } else { false } }
    }

    /// The conclusion from which recurring items run.
    package var allowanceConcludedOn: FactDay? { gradeConcludedOn ?? allowanceInjury?.concludedOn }

    /// The grade that counts for sums that are paid once: stated, else the worst.
    package var highestGrade: Grade? { grade ?? worstInjury?.grade }
}

private func < (a: LocalDate?, b: LocalDate?) -> Bool {
    guard let b else { return false }
    guard let a else { return true }
    return a < b
}
