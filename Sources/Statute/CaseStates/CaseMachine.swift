package import Base

/// What a person or a lapse of time does to a case, with what every transition must carry (law.md §2.1 I5).
package struct CaseAct: Sendable, Equatable {
    package let event: CaseEvent
    package let actor: CaseActor
    /// The legal date of the act.
    package let occurredOn: LocalDate
    /// When it was recorded.
    package let recordedAt: Timestamp
    /// The document that proves it (decision number, certificate, waybill); acts of the clock have none.
    package let document: String?
    /// How it was delivered or entered (`counter`, `post`, `app`, `clock` …).
    package let channel: String
    /// The benefit item or the remedy meant, for regions B and R.
    package let name: String?

    package init(
        _ event: CaseEvent, by actor: CaseActor, occurredOn: LocalDate, recordedAt: Timestamp, document: String?, channel: String,
        name: String? = nil
    ) {
        self.event = event
        self.actor = actor
        self.occurredOn = occurredOn
        self.recordedAt = recordedAt
        self.document = document
        self.channel = channel
        self.name = name
    }
}

/// Why an act is refused, with texts for people.
package enum CaseRefusal: Error, Sendable, Equatable {
    /// The event cannot happen in the state the region is in; `possible` can.
    case notFromHere(event: CaseEvent, state: CaseState, possible: [CaseEvent])
    /// It can, but not by this actor.
    case notByThisActor(event: CaseEvent, actor: CaseActor, allowed: [CaseActor])
    /// A condition is not met.
    case conditionFailed(id: String, zh: String, en: String)
    /// A fact that a condition needs is not stated.
    case factMissing(id: String)
    /// An act of a person or body needs its document; acts on benefits and remedies the item's name.
    case incomplete(member: String)
    /// No act can have happened on this day: before the accident, before the act it follows, or later than the day of the question.
    case impossibleDay(id: String, zh: String, en: String)

    package var text: (zh: String, en: String) {
        switch self {
        case .notFromHere(let event, let state, let possible):
            {
                let names = possible.map(\.rawValue)
                return (
                    "在“\(state.name.zh)”（\(state.rawValue)）状态下不能发生 \(event.rawValue)；可以发生：\(names.joined(separator: "、"))。",
                    "\(event.rawValue) cannot happen in \(state.rawValue) (\(state.name.en)); possible: \(names.joined(separator: ", "))."
                )
            }()
        case .notByThisActor(let event, let actor, let allowed):
            (
                "\(actor.name.zh)不能作出 \(event.rawValue)；可以由\(allowed.map(\.name.zh).joined(separator: "、"))作出。",
                "The \(actor.name.en) cannot do \(event.rawValue); only: \(allowed.map(\.name.en).joined(separator: ", "))."
            )
        case .conditionFailed(_, let zh, let en), .impossibleDay(_, let zh, let en): (zh, en)
        case .factMissing(let id): ("需要先填写事实：\(id)。", "The fact \(id) must be stated first.")
        case .incomplete(let member): ("记录不完整：缺少 \(member)。", "The act is incomplete: \(member) is missing.")
        }
    }
}

/// What an act did.
package struct CaseOutcome: Sendable {
    package let snapshot: CaseSnapshot
    package let transition: CaseTransition
    /// Dates that begin to run, with their last days.
    package let due: [DueDate]
    /// Benefit items that the act froze to a forecast (I1).
    package let frozen: [String]

    package struct DueDate: Sendable, Equatable {
        package let due: CaseTransition.Due
        package let answer: StatutoryDeadlines.Answer
    }
}

/// Applies acts to cases by the tables. Pure: the same act on the same snapshot gives the same outcome.
package struct CaseMachine: Sendable {
    package let deadlines: StatutoryDeadlines

    package init(packs: RulePacks, jurisdiction: String) { deadlines = StatutoryDeadlines(packs: packs, jurisdiction: jurisdiction) }

    /// What the act does to the case; `asOf`: the day of the question, after which nothing has happened yet.
    package func apply(_ act: CaseAct, to snapshot: CaseSnapshot, asOf: LocalDate? = nil) throws(CaseRefusal) -> CaseOutcome {
        guard let region = CaseTable.regions[act.event] else { throw .notFromHere(event: act.event, state: .D0, possible: []) }
        if region == .benefit || region == .remedy, act.name?.isEmpty ?? true { throw .incomplete(member: "name") }
        let state = snapshot.state(region, of: act.name)
        let rows = CaseTable.cell(state, act.event)
        guard !rows.isEmpty else { throw .notFromHere(event: act.event, state: state, possible: CaseTable.events(in: state)) }
        let mine = rows.filter { $0.actors.contains(act.actor) }
        guard !mine.isEmpty else {
            let allowed = Set(rows.flatMap(\.actors)).sorted { $0.rawValue < $1.rawValue }
            throw .notByThisActor(event: act.event, actor: act.actor, allowed: allowed)
        }
        if act.document?.isEmpty ?? true, act.actor != .clock, act.actor != .system { throw .incomplete(member: "document") }
        if act.channel.isEmpty { throw .incomplete(member: "channel") }
        if let refusal = CaseDays.refusal(act, after: snapshot.facts, region: region, asOf: asOf) { throw refusal }
        var judged = snapshot
        judged.facts.occurredOn = act.occurredOn
        judged.facts.actor = act.actor
        var refusal: CaseRefusal?
        for row in mine {
            if let failed = failure(row, judged) {
                refusal = refusal ?? failed
            } else {
                return outcome(row, act, judged)
            }
        }
        throw refusal ?? .notFromHere(event: act.event, state: state, possible: [])
    }

    /// Who could take the row on the day, and who could not and why: the actors that share a refusal stand together.
    func trial(
        _ row: CaseTransition, of name: String?, in snapshot: CaseSnapshot, on day: LocalDate
    ) -> (open: [CaseActor], closed: [(actors: [CaseActor], refusal: CaseRefusal)]) {
        var open: [CaseActor] = []
        var closed: [(actors: [CaseActor], refusal: CaseRefusal)] = []
        for actor in row.actors.sorted(by: { $0.rawValue < $1.rawValue }) {
            var judged = snapshot
            (judged.facts.occurredOn, judged.facts.actor) = (day, actor)
            guard let refusal = failure(row, judged) else {
                open.append(actor)
                continue
            }
            if let index = closed.firstIndex(where: { $0.refusal == refusal }) {
                closed[index].actors.append(actor)
            } else {
                closed.append(([actor], refusal))
            }
        }
        return (open, closed)
    }

    private func failure(_ row: CaseTransition, _ snapshot: CaseSnapshot) -> CaseRefusal? {
        for condition in row.guards {
            switch condition.verdict(snapshot, deadlines) {
            case .met: continue
            case .failed: return .conditionFailed(id: condition.id, zh: condition.zh, en: condition.en)
            case .refused(let zh, let en): return .conditionFailed(id: condition.id, zh: zh, en: en)
            case .missing(let fact): return .factMissing(id: fact)
            }
        }
        return nil
    }

    /// The new snapshot. Only the event's own region moves (entering A6 or A8 never changes pay, I4), except that a lost recognition
    /// freezes what had fallen due (I1).
    private func outcome(_ row: CaseTransition, _ act: CaseAct, _ judged: CaseSnapshot) -> CaseOutcome {
        var next = judged
        next.set(row.to, of: act.name)
        var frozen: [String] = []
        if row.to.region == .determination {
            next.facts.challenged = row.to == .D10 ? judged.determination : nil
            CaseDays.decided(row, act, &next.facts)
        }
        if CaseState.lostRecognition.contains(row.to) {
            for (item, state) in next.benefits.sorted(by: { $0.key < $1.key }) where CaseState.frozenByLoss.contains(state) {
                next.benefits[item] = .B1
                frozen.append(item)
            }
        }
        let due = row.due.map { due in
            CaseOutcome.DueDate(
                due: due, answer: deadlines.due(due.period, from: start(due, act, judged.facts), suspensions: pauses(due, judged.facts)))
        }
        return CaseOutcome(snapshot: next, transition: row, due: due, frozen: frozen)
    }

    /// A party's window for re-appraisal runs from its own receipt, the filing windows from the accident; all else from the act.
    private func start(_ due: CaseTransition.Due, _ act: CaseAct, _ facts: CaseFacts) -> LocalDate {
        switch (due.period, due.on) {
        case ("reappraisal", .employee): facts.employeeReceivedOn ?? act.occurredOn
        case ("reappraisal", .employer): facts.employerReceivedOn ?? act.occurredOn
        case ("employer_filing", _), ("employee_filing", _): facts.injuredOn ?? act.occurredOn
        case ("decision", _): facts.acceptedOn ?? act.occurredOn
        // From the day on which the decision was known, where that is stated with it.
        case ("reconsideration", _), ("suit", _): facts.decisionReceivedOn.flatMap { $0 < act.occurredOn ? nil : $0 } ?? act.occurredOn
        default: act.occurredOn
        }
    }

    private func pauses(_ due: CaseTransition.Due, _ facts: CaseFacts) -> [Suspension] {
        ["decision", "employee_filing"].contains(due.period) ? facts.suspensions : []
    }
}
