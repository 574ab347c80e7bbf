import Base
import Foundation
import Testing
import Wire

@testable import Statute

/// The machines as anybody can ask them: a question with `case`, what it applied, what it refused and why, and what is open.
@Suite("Where a case stands") struct CaseStandingTests {
    private func standing(_ question: JSON, at place: String = "330200", asOf: String = "2026-04-30") throws -> JSON {
        let answer = Evaluator.answer(["jurisdiction": .string(place), "as_of": .string(asOf), "case": question], packs: try Asking.packs())
        #expect(answer.fault == nil, "\(String(describing: answer.fault))")
        return try #require(answer.standing)
    }

    private func act(_ event: String, _ actor: String, _ on: String, _ more: JSON = [:]) -> JSON {
        let act: JSON = ["event": .string(event), "actor": .string(actor), "occurred_on": .string(on), "document": "1号", "channel": "counter"]
        return act.with(more)
    }

    private func events(_ list: JSON?) -> Set<String> { Set((list?.arrayValue ?? []).compactMap { $0["event"]?.stringValue }) }

    @Test("A refusal under challenge is no recognition: benefits, leave and appraisal stay closed, and only the refusal can be upheld")
    func challengedRefusal() throws {
        let answer = try standing([
            "states": ["determination": "D7", "paid_leave": "L1", "medical": "M2"], "benefits": ["lump_disability": "B1"],
            "facts": ["benefit_triggered": true],
            "acts": [act("determination_challenged", "employee", "2026-04-20")],
        ])
        #expect(answer["states"]?["determination"] == "D10" && answer["refused"] == .null)
        let open = events(answer["open"])
        #expect(open.isDisjoint(with: ["benefit_fell_due", "leave_confirmed", "appraisal_due", "determination_upheld", "non_acceptance_upheld"]))
        #expect(open.isSuperset(of: ["refusal_upheld", "sent_back", "leave_withdrawn"]))
        let closed = answer["closed"]?.arrayValue ?? []
        let why = closed.first { $0["event"] == "benefit_fell_due" }
        #expect(why?["reason"] == "condition_failed" && why?["id"] == "recognised")
        #expect(why?["text"]?["zh"]?.stringValue?.contains("尚未认定工伤") == true)
        // Of a challenged recognition the opposite holds: it counts until it is annulled.
        let recognised = try standing([
            "states": ["determination": "D6", "paid_leave": "L1", "medical": "M2"], "benefits": ["lump_disability": "B1"],
            "facts": ["benefit_triggered": true],
            "acts": [act("determination_challenged", "employer", "2026-04-20")],
        ])
        #expect(events(recognised["open"]).isSuperset(of: ["benefit_fell_due", "leave_confirmed", "appraisal_due", "determination_upheld"]))
        #expect(!events(recognised["open"]).contains("refusal_upheld"))
    }

    @Test("D10 without what is challenged names the fact that is missing")
    func challengedUnknown() throws {
        let answer = try standing(["states": ["determination": "D10"]])
        let upheld = answer["closed"]?.arrayValue?.first { $0["event"] == "determination_upheld" }
        #expect(upheld?["reason"] == "fact_missing" && upheld?["id"] == "challenged")
    }

    @Test("Re-appraisal: each party has the fifteen days from its own receipt")
    func ownClock() throws {
        // The employee received it on 13 April: 13 + 15 = 28 April. The employer on 15 April: 30 April (both working days).
        let facts: JSON = ["employee_received_on": "2026-04-13", "employer_received_on": "2026-04-15"]
        let answer = try standing(["states": ["determination": "D6", "appraisal": "A6"], "facts": facts], asOf: "2026-04-30")
        let open = answer["open"]?.arrayValue?.first { $0["event"] == "reappraisal_filed" }
        let closed = answer["closed"]?.arrayValue?.first { $0["event"] == "reappraisal_filed" }
        #expect(open?["actors"] == ["employer"])
        #expect(closed?["actors"] == ["employee", "relative"] && closed?["id"] == "reappraisal_in_time")
        let earlier = try standing(["states": ["determination": "D6", "appraisal": "A6"], "facts": facts], asOf: "2026-04-28")
        #expect(earlier["open"]?.arrayValue?.first { $0["event"] == "reappraisal_filed" }?["actors"] == ["employee", "employer", "relative"])
    }

    @Test("I1: a lost recognition freezes what is suspended or disputed as well, and every running leave has its way to sick leave")
    func lostRecognition() throws {
        for state in ["L1", "L2", "L3", "L4", "L5", "L8"] {
            let answer = try standing([
                "states": ["determination": "D6", "paid_leave": .string(state)],
                "benefits": ["nursing": "B6", "lump_disability": "B7", "lump_medical": "B5", "monthly_disability": "B4"],
                "facts": ["false_material": true],
                "acts": [act("determination_revoked", "si_department", "2026-04-20"), act("leave_withdrawn", "si_department", "2026-04-21")],
            ])
            #expect(answer["applied"]?[0]?["frozen"] == ["lump_disability", "monthly_disability", "nursing"], "\(state)")
            #expect(answer["benefits"] == ["lump_disability": "B1", "lump_medical": "B5", "monthly_disability": "B1", "nursing": "B1"])
            #expect(answer["states"]?["paid_leave"] == "L0", "\(state)")
        }
    }

    @Test("The end asks the matrix: no-fault dissolution in the paid leave needs a second person with reasons, a resignation does not")
    func groundJudged() throws {
        func end(_ ground: String, _ more: JSON = [:]) throws -> JSON {
            try standing([
                "states": ["determination": "D6", "paid_leave": "L2", "employment": "E9"],
                "facts": JSON.object(["end_ground": .string(ground), "ended_by_named_person": true, "union_told": true]).with(more),
                "acts": [act("contract_ended", ground == "lcl37" ? "employee" : "employer", "2026-04-20")],
            ])
        }
        let barred = try end("lcl40")
        // The first refusal says the bar itself, with its articles, and what alone lets it pass.
        #expect(barred["refused"]?["reason"] == "condition_failed" && barred["refused"]?["id"] == "bars_cleared")
        let (zh, en) = (barred["refused"]?["text"]?["zh"]?.stringValue ?? "", barred["refused"]?["text"]?["en"]?.stringValue ?? "")
        for word in ["非过失性解除", "停工留薪期内", "禁止", "LCL 42(2)", "bars_cleared"] { #expect(zh.contains(word), "\(word)") }
        for word in ["no-fault dissolution", "barred", "in paid leave", "LCL 42(6)", "second named person"] { #expect(en.contains(word), "\(word)") }
        #expect(try end("lcl40", ["bars_cleared": false])["refused"]?["reason"] == "condition_failed")
        #expect(try end("lcl40", ["bars_cleared": true])["states"]?["employment"] == "E10")
        #expect(try end("lcl37")["states"]?["employment"] == "E10")
        #expect(barred["phase"] == "paid_leave")
        let verdict = barred["grounds"]?.arrayValue?.first { $0["ground"] == "lcl40" }
        #expect(verdict?["verdict"] == "barred" && verdict?["basis"] == ["LCL 42(2)", "LCL 42(6)"])
    }

    @Test("A whole case in one question: each act with its dates, up to the first that is refused")
    func wholeCase() throws {
        let answer = try standing([
            "facts": ["accident_on": "2025-09-01"],
            "acts": [
                act("accident_reported", "employee", "2025-09-01"), act("employer_filed", "employer", "2025-09-10"),
                act("filing_accepted", "si_department", "2025-09-20", ["facts": ["materials_complete": true]]),
                act("recognised", "employer", "2025-11-01"), act("admitted", "hospital", "2025-09-01"),
            ],
        ])
        // Thirty days from 1 September end on 1 October, in the holidays: 9 October is the next working day of 2025.
        #expect(answer["applied"]?[0]?["due"]?[0]?["last"] == "2025-10-09")
        #expect(answer["applied"]?.arrayValue?.count == 3 && answer["states"]?["determination"] == "D4")
        #expect(answer["refused"]?["act"] == 3 && answer["refused"]?["reason"] == "not_by_this_actor")
        #expect(answer["states"]?["medical"] == "M0", "nothing after the refused act")
    }

    @Test("What cannot be read is refused with its path; amounts may be asked in the same question")
    func strict() throws {
        func fault(_ question: JSON) throws -> String? {
            Evaluator.answer(["jurisdiction": "330200", "as_of": "2026-04-30", "case": question], packs: try Asking.packs()).fault?.path
        }
        #expect(try fault(["states": ["appraisal": "D6"]]) == "case.states.appraisal")
        #expect(try fault(["states": ["no_region": "D6"]]) == "case.states.no_region")
        #expect(try fault(["benefits": ["no_item": "B1"]]) == "case.benefits.no_item")
        #expect(try fault(["facts": ["no_fact": true]]) == "case.facts.no_fact")
        #expect(try fault(["acts": [act("recognised", "nobody", "2026-04-20")]]) == "case.acts[0].actor")
        #expect(try fault(["acts": [act("recognised", "court", "2026-04-20", ["facts": ["grade": 11]])]]) == "case.acts[0].facts.grade")
        #expect(try fault(["acts": .array((0...CaseQuestion.mostActs).map { _ in act("recognised", "court", "2026-04-20") })]) == "case.acts")
        let both: JSON = [
            "jurisdiction": "000000", "as_of": "2026-04-30", "ask": ["lump_disability"],
            "facts": ["grade": 9, "coverage": "insured", "own_wage_monthly_fen": 600_000], "case": ["states": ["appraisal": "A6"]],
        ]
        let answer = Evaluator.answer(both, packs: try Asking.packs())
        #expect(answer.items.first?.amount == 600_000 * 9 && answer.standing?["states"]?["appraisal"] == "A6")
        #expect(try JSON(parsing: answer.bytes)["case"] == answer.standing)
    }

    @Test("The page names every region, state, event, actor and fact, and so does the schema")
    func page() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "protocol")
        let page = try String(contentsOf: folder.appending(path: "statute/states.md"), encoding: .utf8)
        for region in CaseRegion.allCases {
            for state in CaseState.all(region) { #expect(page.contains("`\(state.rawValue)` \(state.name.zh) \(state.name.en)"), "\(state)") }
        }
        for event in CaseEvent.allCases { #expect(page.contains("`\(event.rawValue)`"), "\(event)") }
        for actor in CaseActor.allCases { #expect(page.contains("| `\(actor.rawValue)` | \(actor.name.zh) | \(actor.name.en) |"), "\(actor)") }
        for fact in CaseFactReader.all { #expect(page.contains("| `\(fact.name)` | \(fact.kind) | \(fact.zh) | \(fact.en) |"), "\(fact.name)") }
        let schema = try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: "schema/statute.evaluate.json"))))["properties"]?["case"]
        #expect(Set(schema?["properties"]?["facts"]?["properties"]?.objectValue?.keys ?? []) == Set(CaseFactReader.all.map(\.name)))
        let act = schema?["properties"]?["acts"]?["items"]?["properties"]
        #expect(act?["event"]?["enum"]?.arrayValue?.compactMap(\.stringValue) == CaseEvent.allCases.map(\.rawValue))
        #expect(act?["actor"]?["enum"]?.arrayValue?.compactMap(\.stringValue) == CaseActor.allCases.map(\.rawValue))
    }
}
