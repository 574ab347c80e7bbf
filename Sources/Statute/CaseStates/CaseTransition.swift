/// One row of a region's table.
package struct CaseTransition: Sendable {
    /// A duty or date that the transition starts: the named period (`deadline` row) runs from the day of the act for someone.
    package struct Due: Sendable, Equatable {
        package let period: String
        package let on: CaseActor
        package let zh: String
        package let en: String
    }

    /// The number in the law catalogue (`D-2`), or the region's letter with a letter of ours where the catalogue gives only the states.
    package let id: String
    package let from: [CaseState]
    package let event: CaseEvent
    package let to: CaseState
    package let actors: Set<CaseActor>
    package let guards: [CaseGuard]
    package let due: [Due]
    package let basis: [String]
    package let tag: VerificationTag
    /// What follows, for the people involved.
    package let zh: String
    package let en: String

    init(
        _ id: String, _ from: [CaseState], _ event: CaseEvent, _ to: CaseState, by actors: Set<CaseActor>, when guards: [CaseGuard] = [],
        due: [Due] = [], basis: [String], tag: VerificationTag = .read, _ zh: String, _ en: String
    ) {
        self.id = id
        self.from = from
        self.event = event
        self.to = to
        self.actors = actors
        self.guards = guards
        self.due = due
        self.basis = basis
        self.tag = tag
        self.zh = zh
        self.en = en
    }
}

/// All tables, and the cell of each (state, event).
package enum CaseTable {
    package static let all: [CaseTransition] =
        determination + medical + paidLeave + appraisal + coverage + employment + benefit + remedy

    private static let cells: [CaseState: [CaseEvent: [CaseTransition]]] = {
        var cells: [CaseState: [CaseEvent: [CaseTransition]]] = [:]
        for transition in all {
            for state in transition.from { cells[state, default: [:]][transition.event, default: []].append(transition) }
        }
        return cells
    }()

    /// The region of an event: that of the rows in which it stands.
    package static let regions: [CaseEvent: CaseRegion] = Dictionary(
        all.map { ($0.event, $0.to.region) }, uniquingKeysWith: { first, _ in first })

    /// The rows for an event in a state, in the order in which their guards are tried; empty = not possible there.
    package static func cell(_ state: CaseState, _ event: CaseEvent) -> [CaseTransition] { cells[state]?[event] ?? [] }

    /// The events possible in a state.
    package static func events(in state: CaseState) -> [CaseEvent] {
        CaseEvent.allCases.filter { !cell(state, $0).isEmpty }
    }
}
