import Base

/// Which days an act can have, and until when a decision on recognition can be challenged.
enum CaseDays {
    /// Why nothing can have happened on the day of the act; nil = it can.
    ///
    /// The acts of one case stand in the order of their days, since every condition reads the other regions as they stood that day.
    static func refusal(_ act: CaseAct, after facts: CaseFacts, region: CaseRegion, asOf: LocalDate?) -> CaseRefusal? {
        let day = act.occurredOn
        if let asOf, day > asOf {
            return .impossibleDay(
                id: "after_as_of", zh: "\(day) 晚于提问之日 \(asOf)：尚未发生的事不能记录。",
                en: "\(day) is later than \(asOf), the day of the question: nothing can be recorded before it happens.")
        }
        if let accident = facts.accidentOn, day < accident {
            return .impossibleDay(
                id: "before_accident", zh: "\(day) 早于事故日期 \(accident)。", en: "\(day) is earlier than the accident of \(accident).")
        }
        // Treatment and leave may come before the diagnosis; an application needs it (WII 18).
        if facts.accidentOn == nil, region == .determination, let diagnosed = facts.diagnosedOn, day < diagnosed {
            return .impossibleDay(
                id: "before_diagnosis", zh: "\(day) 早于职业病诊断日期 \(diagnosed)。", en: "\(day) is earlier than the diagnosis of \(diagnosed).")
        }
        if let previous = facts.occurredOn, day < previous {
            return .impossibleDay(
                id: "before_previous_act", zh: "\(day) 早于前一行为的日期 \(previous)：应当按发生的先后列出。",
                en: "\(day) is earlier than \(previous), the day of the act before it: acts are listed in the order in which they happened.")
        }
        return nil
    }

    /// A decision on recognition starts the time in which it can be challenged.
    static func decided(_ row: CaseTransition, _ act: CaseAct, _ facts: inout CaseFacts) {
        guard [.D6, .D7, .D8].contains(row.to) else { return }
        facts.decisionOn = act.occurredOn
        facts.decidedOnReview = row.from == [.D10]
        // A receipt stated before is that of an earlier decision.
        if let received = facts.decisionReceivedOn, received < act.occurredOn { facts.decisionReceivedOn = nil }
    }

    /// The last day on which the decision can be challenged: the later of reconsideration and suit (WII 55, ARL 20, APL 46), after a
    /// reconsideration the suit against it (APL 45). Both run from the day on which the party knew; where that is not stated, from the last
    /// day on which the decision had to be served, so that nobody is held to have been late who may have been in time.
    static func lastChallenge(_ facts: CaseFacts, _ deadlines: StatutoryDeadlines) -> LocalDate? {
        guard let decided = facts.decisionOn ?? facts.decisionReceivedOn else { return nil }
        let known = facts.decisionReceivedOn ?? deadlines.due("decision_service", from: decided).last ?? decided
        let periods = facts.decidedOnReview ? ["suit_after_reconsideration"] : ["reconsideration", "suit"]
        return periods.compactMap { deadlines.due($0, from: known).last }.max()
    }
}
