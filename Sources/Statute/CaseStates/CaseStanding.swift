import Base
import Wire

/// Where a case stands after the acts, and what may happen now: every act that the tables know in these states, open or refused, with the
/// reason. Nothing is stored; the caller keeps the states.
package enum CaseStanding {
    /// The answer's member `case`. Acts are applied in order up to the first that is refused.
    static func answer(_ question: CaseQuestion, _ machine: CaseMachine, asOf: LocalDate) -> JSON {
        var snapshot = question.snapshot
        var applied: [JSON] = []
        var refused = JSON.null
        for (index, (act, facts)) in question.acts.enumerated() {
            // What comes with a refused act does not become known.
            var told = snapshot
            facts(&told.facts)
            do throws(CaseRefusal) {
                let outcome = try machine.apply(act, to: told, asOf: asOf)
                snapshot = outcome.snapshot
                applied.append(happened(outcome, act))
            } catch {
                refused = JSON.object(JSONObject([("act", .int(Int64(index))), ("event", .string(act.event.rawValue))] + reason(error)))
                break
            }
        }
        var members: [(String, JSON)] = [
            ("states", .object(JSONObject(CaseRegion.single.map { ($0.name, .string(snapshot.state($0).rawValue)) }))),
            ("benefits", named(snapshot.benefits)), ("remedies", named(snapshot.remedies)),
            ("applied", .array(applied)), ("refused", refused),
        ]
        let moves = moves(snapshot, machine, asOf)
        members += [("open", .array(moves.open)), ("closed", .array(moves.closed))]
        members.append(("phase", snapshot.phase.map { .string($0.rawValue) } ?? .null))
        members.append(("grounds", .array(grounds(snapshot, machine, asOf))))
        return .object(JSONObject(members))
    }

    private static func named(_ states: [String: CaseState]) -> JSON {
        .object(JSONObject(states.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.rawValue)) }))
    }

    private static func text(_ zh: String, _ en: String) -> JSON { ["zh": .string(zh), "en": .string(en)] }

    private static func happened(_ outcome: CaseOutcome, _ act: CaseAct) -> JSON {
        let row = outcome.transition
        let due = outcome.due.map { due -> JSON in
            [
                "period": .string(due.due.period), "on": .string(due.due.on.rawValue),
                "last": due.answer.last.map { .string($0.description) } ?? .null, "text": text(due.due.zh, due.due.en),
            ]
        }
        return .object(
            JSONObject([
                ("event", .string(row.event.rawValue)), ("transition", .string(row.id)), ("name", act.name.map(JSON.string) ?? .null),
                ("to", .string(row.to.rawValue)), ("text", text(row.zh, row.en)), ("basis", .array(row.basis.map(JSON.string))),
                ("due", .array(due)), ("frozen", .array(outcome.frozen.map(JSON.string))),
            ]))
    }

    private static func reason(_ refusal: CaseRefusal) -> [(String, JSON)] {
        var (reason, id): (String, String?)
        switch refusal {
        case .notFromHere: (reason, id) = ("not_from_here", nil)
        case .notByThisActor: (reason, id) = ("not_by_this_actor", nil)
        case .conditionFailed(let name, _, _): (reason, id) = ("condition_failed", name)
        case .factMissing(let name): (reason, id) = ("fact_missing", name)
        case .incomplete(let member): (reason, id) = ("incomplete", member)
        case .impossibleDay(let name, _, _): (reason, id) = ("impossible_day", name)
        }
        let (zh, en) = refusal.text
        return [("reason", .string(reason)), ("id", id.map(JSON.string) ?? .null), ("text", text(zh, en))]
    }

    /// Every row of the present states, tried by each of its actors on the day of the question.
    private static func moves(_ snapshot: CaseSnapshot, _ machine: CaseMachine, _ day: LocalDate) -> (open: [JSON], closed: [JSON]) {
        var (open, closed): ([JSON], [JSON]) = ([], [])
        var places: [(region: CaseRegion, name: String?)] = CaseRegion.single.map { ($0, nil) }
        places += snapshot.benefits.keys.sorted().map { (.benefit, $0) } + snapshot.remedies.keys.sorted().map { (.remedy, $0) }
        for (region, name) in places {
            let state = snapshot.state(region, of: name)
            for event in CaseTable.events(in: state) {
                for row in CaseTable.cell(state, event) {
                    let tried = machine.trial(row, of: name, in: snapshot, on: day)
                    func entry(_ actors: [CaseActor], _ rest: [(String, JSON)]) -> JSON {
                        .object(
                            JSONObject(
                                [
                                    ("region", .string(region.name)), ("name", name.map(JSON.string) ?? .null),
                                    ("event", .string(event.rawValue)), ("transition", .string(row.id)), ("to", .string(row.to.rawValue)),
                                    ("actors", .array(actors.map { .string($0.rawValue) })),
                                ] + rest))
                    }
                    if !tried.open.isEmpty {
                        open.append(entry(tried.open, [("text", text(row.zh, row.en)), ("basis", .array(row.basis.map(JSON.string)))]))
                    }
                    for (actors, refusal) in tried.closed { closed.append(entry(actors, reason(refusal))) }
                }
            }
        }
        return (open, closed)
    }

    private static func grounds(_ snapshot: CaseSnapshot, _ machine: CaseMachine, _ day: LocalDate) -> [JSON] {
        let (packs, place) = (machine.deadlines.packs, machine.deadlines.jurisdiction)
        let isOpen = snapshot.phase.map { packs.barIsOpen(in: $0, at: place, on: day) } ?? false
        return EndGround.allCases.filter { $0 != .none }.compactMap { ground in
            guard let answer = snapshot.verdict(ground, on: day, packs, at: place) else { return nil }
            // Only where a bar of the place would change the verdict.
            let question = isOpen && snapshot.phase.map { GroundMatrix.verdict(ground, $0, localBar: true).verdict != answer.verdict } ?? false
            let sides = question ? WarningText.name("ending_before_conclusion") : nil
            return [
                "ground": .string(ground.rawValue), "verdict": .string(answer.verdict.rawValue), "basis": .array(answer.basis.map(JSON.string)),
                "dues": .array(answer.dues.map { .string($0.rawValue) }), "open_question": sides.map { text($0.zh, $0.en) } ?? .null,
            ]
        }
    }
}
