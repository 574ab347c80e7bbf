package import Base

/// The days from which remedies run (law.md §6). Nil = has not happened or is not known; a remedy without a start is left out.
package struct RemedyFacts: Sendable, Equatable {
    /// When the party asking received the decision on recognition (RM-1, RM-2).
    package var decisionReceivedOn: LocalDate?
    /// Was the party told of its right and of the period? False lets the longer periods apply.
    package var toldOfRemedy = true
    package var reconsiderationReceivedOn: LocalDate?
    /// When the authority's time to decide ran out without a decision (RM-4).
    package var authorityLateSince: LocalDate?
    package var conclusionReceivedOn: LocalDate?
    /// The day of the conclusion itself (RM-6).
    package var conclusionOn: LocalDate?
    /// The fund's assessment (RM-7).
    package var assessmentReceivedOn: LocalDate?
    package var endedOn: LocalDate?
    /// May the two lump sums of the end be due: a grade of 5 to 10, or one not known yet (RM-8)?
    package var lumpSumsAtEnd = true
    /// May the lump sum of disability be due: any grade (RM-8a)?
    package var disabilitySum = true
    /// When the party knew or should have known of an infringement that is none of the others (RM-8).
    package var infringementKnownOn: LocalDate?
    package var wagesUnpaid = false
    package var arbitrationFiledOn: LocalDate?
    package var awardReceivedOn: LocalDate?
    package var awardIsFinal = false
    package var breachEndedOn: LocalDate?
    /// When a mediation agreement was to be performed (RM-14).
    package var mediationDueOn: LocalDate?
    /// From when premiums have been unpaid (RM-16).
    package var premiumsUnpaidSince: LocalDate?
    /// When the employer refused, in whole or in part, what the fund would have paid (RM-17).
    package var employerRefusedOn: LocalDate?
    /// When a request about personal information was refused (RM-19).
    package var dataRefusedOn: LocalDate?
    package var tortKnownOn: LocalDate?
    package var settlementGroundKnownOn: LocalDate?
    package var settlementByMistake = false
    /// When the employer paid an employee's share (RM-21).
    package var advancedShareOn: LocalDate?
    /// Claims made to the other side, requests for relief, promises: each restarts the limitation of LDA 27(2) and CC 195.
    package var restarts: [LocalDate] = []
    /// Force majeure and other just causes: the limitation pauses (LDA 27(3)).
    package var pauses: [Suspension] = []

    package init() {}
}
