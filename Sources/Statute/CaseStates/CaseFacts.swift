package import Base

/// The facts that the guards of the case's machines read (law.md §2.2). Nil = not stated; a guard that needs it refuses and names it.
package struct CaseFacts: Sendable, Equatable {
    package var accidentOn: LocalDate?
    package var diagnosedOn: LocalDate?
    /// The day on which the act happened in law; every deadline and window is judged by it, and no later act lies before it.
    package var occurredOn: LocalDate?
    /// Who acts; a party's window is its own (WII 26).
    package var actor: CaseActor?
    /// What is under reconsideration or suit while the determination stands in D10: D6, D7 or D8.
    package var challenged: CaseState?
    package var filedOn: LocalDate?
    package var acceptedOn: LocalDate?
    /// The decision on recognition that stands, and when the party that challenges it received it.
    package var decisionOn: LocalDate?
    package var decisionReceivedOn: LocalDate?
    /// The decision was upheld once: what is left is the suit against that.
    package var decidedOnReview = false
    package var clearCase = false
    /// The authority consented to a longer filing time of the employer.
    package var filingExtendedTo: LocalDate?
    /// Time that does not count against the employee (WIA 7), and time for which the authority's clock stood.
    package var suspensions: [Suspension] = []
    package var materialsComplete: Bool?
    package var dependsOnOtherAuthority: Bool?
    package var falseMaterial: Bool?
    package var leaveCertificate: Bool?
    package var paidLeaveFrom: LocalDate?
    package var paidLeaveTo: LocalDate?
    /// Confirmed by the municipal committee.
    package var extensionConfirmedTo: LocalDate?
    package var healed: Bool?
    package var recurrenceConfirmed: Bool?
    package var refusalIsReal: Bool?
    package var appraisalFiledOn: LocalDate?
    package var concludedOn: LocalDate?
    /// When each party received the conclusion.
    package var employeeReceivedOn: LocalDate?
    package var employerReceivedOn: LocalDate?
    /// 1 to 10, 0 = none.
    package var grade: Int?
    package var noShowWithoutReason: Bool?
    package var insuredFrom: LocalDate?
    package var joinedAndPaidOn: LocalDate?
    package var lateFeePaid: Bool?
    package var declaredBelowWage: Bool?
    package var employerRefusesToPay: Bool?
    package var returnNoticeServed: Bool?
    package var replyDue: LocalDate?
    package var certificateOrPendingProcedure: Bool?
    package var fitForWork: Bool?
    package var suitableWork: Bool?
    package var retirementAgeReached: Bool?
    /// The ground on which the contract ends: the matrix of law.md 3.2 judges it in the phase of the injury.
    package var endGround: EndGround?
    /// A named person ended the contract; where the ground is barred or of very high risk, a second named person gave reasons for it.
    package var endedByNamedPerson: Bool?
    package var barsCleared: Bool?
    package var unionTold: Bool?
    package var certificateIssued: Bool?
    /// A person confirmed the stop of the original pay.
    package var payStopConfirmed: Bool?
    package var benefitTriggered: Bool?
    package var benefitConditionsLost: Bool?
    package var alreadyPaid: Bool?
    package var remedyLastDay: LocalDate?
    package var appealable: Bool?

    package init() {}
}

/// Where a case stands: one state in each region, one per benefit item, one per remedy.
package struct CaseSnapshot: Sendable, Equatable {
    package var determination = CaseState.D0
    package var medical = CaseState.M0
    package var paidLeave = CaseState.L0
    package var appraisal = CaseState.A0
    package var coverage = CaseState.C0
    package var employment = CaseState.E1
    /// By item code (facts.md).
    package var benefits: [String: CaseState] = [:]
    /// By the remedy's number (RM-1 …).
    package var remedies: [String: CaseState] = [:]
    package var facts = CaseFacts()

    package init() {}

    /// The state of a region; of a benefit or remedy the one named.
    package func state(_ region: CaseRegion, of name: String? = nil) -> CaseState {
        switch region {
        case .determination: determination
        case .medical: medical
        case .paidLeave: paidLeave
        case .appraisal: appraisal
        case .coverage: coverage
        case .employment: employment
        case .benefit: name.flatMap { benefits[$0] } ?? .B0
        case .remedy: name.flatMap { remedies[$0] } ?? .R0
        }
    }

    /// Sets the state in its region; `name` is the benefit item or the remedy.
    package mutating func set(_ state: CaseState, of name: String? = nil) {
        switch state.region {
        case .determination: determination = state
        case .medical: medical = state
        case .paidLeave: paidLeave = state
        case .appraisal: appraisal = state
        case .coverage: coverage = state
        case .employment: employment = state
        case .benefit: if let name { benefits[name] = state }
        case .remedy: if let name { remedies[name] = state }
        }
    }
}
