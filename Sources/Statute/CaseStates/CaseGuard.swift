import Base

/// A condition of a transition: what it reads, and what is said when it is not met.
package struct CaseGuard: Sendable {
    package enum Verdict: Sendable, Equatable {
        case met
        case failed
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
    /// The earlier of the two receipts; either party may still be in time.
    var anyReceivedOn: LocalDate? { [employeeReceivedOn, employerReceivedOn].compactMap { $0 }.max() }
}
