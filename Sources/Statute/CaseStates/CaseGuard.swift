import Base

/// A condition of a transition: what it reads, and what is said when it is not met.
package struct CaseGuard: Sendable {
    package enum Verdict: Sendable, Equatable {
        case met
        case failed
        /// Not met, with a text that names what stands against it here.
        case refused(zh: String, en: String)
        /// The fact of that name is not stated.
        case missing(String)
    }

    /// Stable name, used in refusals and tests.
    package let id: String
    package let zh: String
    package let en: String
    let check: @Sendable (CaseSnapshot, StatutoryDeadlines) -> Verdict

    package func verdict(_ snapshot: CaseSnapshot, _ deadlines: StatutoryDeadlines) -> Verdict { check(snapshot, deadlines) }

    /// A fact that must be true.
    static func fact(_ id: String, _ path: any KeyPath<CaseFacts, Bool?> & Sendable, _ zh: String, _ en: String) -> CaseGuard {
        CaseGuard(id: id, zh: zh, en: en) { snapshot, _ in
            switch snapshot.facts[keyPath: path] {
            case nil: .missing(id)
            case true?: .met
            case false?: .failed
            }
        }
    }

    /// Another region must stand in one of these states.
    static func standing(_ id: String, _ states: Set<CaseState>, _ zh: String, _ en: String) -> CaseGuard {
        CaseGuard(id: id, zh: zh, en: en) { snapshot, _ in
            guard let region = states.first?.region else { return .failed }
            return states.contains(snapshot.state(region)) ? .met : .failed
        }
    }

    /// The injury counts as recognised: decided so, or decided so and under challenge, which changes nothing until it is annulled. A refusal
    /// does not become a recognition by being challenged.
    static func recognised(_ zh: String, _ en: String) -> CaseGuard {
        CaseGuard(id: "recognised", zh: zh, en: en) { snapshot, _ in stands(snapshot, [.D6]) }
    }

    /// Recognition was refused or lost, be the refusal under challenge or not.
    static func notRecognised(_ zh: String, _ en: String) -> CaseGuard {
        CaseGuard(id: "not_recognised", zh: zh, en: en) { snapshot, _ in
            stands(snapshot, [.D7, .D8, .D9, .D11])
        }
    }

    /// The determination stands in one of the states, or in D10 with one of them challenged.
    private static func stands(_ snapshot: CaseSnapshot, _ states: Set<CaseState>) -> Verdict {
        guard snapshot.determination == .D10 else { return states.contains(snapshot.determination) ? .met : .failed }
        guard let challenged = snapshot.facts.challenged else { return .missing("challenged") }
        return states.contains(challenged) ? .met : .failed
    }

    /// The decision under challenge is this one.
    static func challenging(_ id: String, _ state: CaseState, _ zh: String, _ en: String) -> CaseGuard {
        CaseGuard(id: id, zh: zh, en: en) { snapshot, _ in
            guard let challenged = snapshot.facts.challenged else { return .missing("challenged") }
            return challenged == state ? .met : .failed
        }
    }

    /// The act must lie inside (or, if `after`, beyond) a named period that began on a day of the facts.
    static func window(
        _ id: String, _ period: String, from path: any KeyPath<CaseFacts, LocalDate?> & Sendable, named name: String, after: Bool = false,
        suspended: Bool = false, _ zh: String, _ en: String
    ) -> CaseGuard {
        CaseGuard(id: id, zh: zh, en: en) { snapshot, deadlines in
            guard let start = snapshot.facts[keyPath: path] else { return .missing(name) }
            guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
            guard let last = deadlines.due(period, from: start, suspensions: suspended ? snapshot.facts.suspensions : []).last else {
                return after ? .failed : .met
            }
            return (day <= last) != after ? .met : .failed
        }
    }
}

extension CaseFacts {
    /// The accident, or the diagnosis of an occupational disease: the start of the filing windows (WII 17).
    var injuredOn: LocalDate? { diagnosedOn ?? accidentOn }
    /// The later of the two receipts of the conclusion: from it both windows have run (WII 26).
    var bothReceivedOn: LocalDate? {
        guard let employeeReceivedOn, let employerReceivedOn else { return nil }
        return max(employeeReceivedOn, employerReceivedOn)
    }
    /// The acting party's own receipt: each party has a clock of its own (WII 26), and relatives act for the employee.
    var ownReceivedOn: LocalDate? { actor == .employer ? employerReceivedOn : employeeReceivedOn }
}
