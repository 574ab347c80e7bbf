import Base
import Testing

@testable import Statute

@Suite("Every cell of the case's machines")
struct CaseWalkTests {
    let machine: CaseMachine
    init() throws { machine = CaseMachine(packs: try RulePacks.embedded(), jurisdiction: "330200") }

    @Test("what is possible where, and what it leads to, is exactly what the law catalogue lists")
    func legalCells() {
        var cells: [String] = []
        for state in CaseState.allCases {
            for event in CaseEvent.allCases {
                for row in CaseTable.cell(state, event) { cells.append("\(state.rawValue) \(event.rawValue) \(row.to.rawValue)") }
            }
        }
        let expected = LegalCells.text.split(separator: "\n").map(String.init).filter { !$0.isEmpty }
        #expect(Set(cells).subtracting(expected) == [])
        #expect(Set(expected).subtracting(cells) == [])
        #expect(cells.count == Set(cells).count)
    }

    @Test("possible acts happen, move only their own region and keep their dates", arguments: CaseState.allCases)
    func possible(state: CaseState) throws {
        for event in CaseTable.events(in: state) {
            for row in CaseTable.cell(state, event) {
                let before = try #require(CaseCells.snapshot(row, in: state), "no test for a condition of \(row.id)")
                for actor in row.actors {
                    let outcome = try machine.apply(CaseCells.act(event, by: actor), to: before)
                    #expect(outcome.transition.to == row.to, "\(row.id)")
                    for region in CaseRegion.allCases where region != row.to.region {
                        #expect(outcome.snapshot.state(region) == before.state(region), "\(row.id) moved \(region)")
                    }
                    #expect(outcome.due.count == row.due.count)
                    for due in outcome.due {
                        guard case .due(let deadline, _, _) = due.answer else {
                            Issue.record("\(row.id): \(due.due.period) \(due.answer)"); continue
                        }
                        #expect(deadline.last >= deadline.start)
                    }
                }
            }
        }
    }

    @Test("everyone else is refused by name", arguments: CaseState.allCases)
    func wrongActor(state: CaseState) throws {
        for event in CaseTable.events(in: state) {
            let rows = CaseTable.cell(state, event)
            let allowed = Set(rows.flatMap(\.actors))
            for actor in CaseActor.allCases where !allowed.contains(actor) {
                let before = try #require(CaseCells.snapshot(rows[0], in: state))
                do {
                    _ = try machine.apply(CaseCells.act(event, by: actor), to: before)
                    Issue.record("\(actor) did \(event) in \(state)")
                } catch {
                    guard case .notByThisActor(event, actor, let named) = error else { Issue.record("\(error)"); continue }
                    #expect(Set(named) == allowed)
                    #expect(error.text.zh.contains(actor.name.zh) && error.text.en.contains(actor.name.en))
                }
            }
        }
    }

    @Test("each condition that fails refuses, with its own text in both languages", arguments: CaseState.allCases)
    func conditions(state: CaseState) throws {
        for event in CaseTable.events(in: state) {
            for row in CaseTable.cell(state, event) {
                let actor = try #require(row.actors.min { $0.rawValue < $1.rawValue })
                for condition in row.guards {
                    let before = try #require(CaseCells.snapshot(row, in: state, failing: condition.id))
                    do {
                        _ = try machine.apply(CaseCells.act(event, by: actor), to: before)
                        Issue.record("\(row.id) happened although \(condition.id) failed")
                    } catch {
                        switch error {
                        case .conditionFailed(let id, let zh, let en): #expect(id == condition.id && !zh.isEmpty && !en.isEmpty)
                        case .factMissing(let id): #expect(id == condition.id, "\(row.id)")
                        default: Issue.record("\(row.id): \(error)")
                        }
                    }
                }
            }
        }
    }

    @Test("a condition whose fact is not stated names the fact", arguments: CaseState.allCases)
    func missingFacts(state: CaseState) throws {
        for event in CaseTable.events(in: state) {
            for row in CaseTable.cell(state, event) where !row.guards.isEmpty {
                var before = try #require(CaseCells.snapshot(row, in: state))
                before.facts = CaseFacts()
                let actor = try #require(row.actors.min { $0.rawValue < $1.rawValue })
                do { _ = try machine.apply(CaseCells.act(event, by: actor), to: before) } catch {
                    switch error {
                    case .factMissing(let id): #expect(!id.isEmpty && error.text.zh.contains(id))
                    case .conditionFailed: break
                    default: Issue.record("\(row.id): \(error)")
                    }
                }
            }
        }
    }

    @Test("all other cells are refused with what would be possible", arguments: CaseState.allCases)
    func impossible(state: CaseState) {
        var snapshot = CaseSnapshot()
        snapshot.set(state, of: state.region == .benefit ? "lump_disability" : "RM-8")
        for event in CaseEvent.allCases where CaseTable.regions[event] == state.region && CaseTable.cell(state, event).isEmpty {
            for actor in CaseActor.allCases {
                do {
                    _ = try machine.apply(CaseCells.act(event, by: actor), to: snapshot)
                    Issue.record("\(event) happened in \(state)")
                } catch {
                    #expect(error == .notFromHere(event: event, state: state, possible: CaseTable.events(in: state)))
                    #expect(error.text.zh.contains(state.name.zh) && error.text.en.contains(state.name.en))
                }
            }
        }
    }

    @Test("every event stands in exactly one region, every state is reachable or a beginning, every row has texts and a basis")
    func tables() {
        for event in CaseEvent.allCases {
            #expect(Set(CaseTable.all.filter { $0.event == event }.map(\.to.region)).count == 1, "\(event)")
        }
        let beginnings: Set<CaseState> = [.D0, .M0, .L0, .A0, .C0, .E1, .B0, .R0]
        let reached = Set(CaseTable.all.map(\.to))
        for state in CaseState.allCases {
            #expect(beginnings.contains(state) || reached.contains(state), "\(state) is never reached")
            #expect(state.name.zh != state.rawValue && state.name.en != state.rawValue)
        }
        for row in CaseTable.all {
            #expect(row.from.allSatisfy { $0.region == row.to.region })
            #expect(!row.basis.isEmpty && !row.zh.isEmpty && !row.en.isEmpty && !row.actors.isEmpty)
        }
    }
}
