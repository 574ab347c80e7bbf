import Base
import Foundation
import Testing
import Wire

@testable import Statute

/// Which days the acts of a case can have, and how long a decision can be challenged.
@Suite("The days of a case") struct CaseDayTests {
    private func standing(_ question: JSON, at place: String = "330200", asOf: String = "2026-04-30") throws -> JSON {
        let answer = Evaluator.answer(["jurisdiction": .string(place), "as_of": .string(asOf), "case": question], packs: try Asking.packs())
        #expect(answer.fault == nil, "\(String(describing: answer.fault))")
        return try #require(answer.standing)
    }

    private func act(_ event: String, _ actor: String, _ on: String, _ facts: JSON? = nil) -> JSON {
        let act: JSON = ["event": .string(event), "actor": .string(actor), "occurred_on": .string(on), "document": "1号", "channel": "counter"]
        return facts.map { act.with(["facts": $0]) } ?? act
    }

    private static let states: JSON = ["determination": "D4", "medical": "M1", "paid_leave": "L1", "coverage": "C1", "employment": "E2"]

    @Test("An act after the day of the question, before the accident, before the diagnosis or before the act it follows is refused with the reason")
    func impossible() throws {
        func refused(_ facts: JSON, _ acts: JSON) throws -> JSON? { try standing(["states": Self.states, "facts": facts, "acts": acts])["refused"] }
        let accident: JSON = ["accident_on": "2025-09-01"]
        let cases: [(JSON, JSON, Int64, String)] = [
            (accident, [act("recognised", "si_department", "2026-09-01")], 0, "after_as_of"),
            (accident, [act("recognised", "si_department", "2026-05-01")], 0, "after_as_of"),
            (accident, [act("recognised", "si_department", "2025-08-31")], 0, "before_accident"),
            (["diagnosed_on": "2025-09-01"], [act("recognised", "si_department", "2025-08-31")], 0, "before_diagnosis"),
            (
                accident, [act("recognised", "si_department", "2026-03-01"), act("determination_challenged", "employer", "2026-02-01")], 1,
                "before_previous_act"
            ),
            // The order holds over all regions.
            (accident, [act("recognised", "si_department", "2026-03-01"), act("stabilised", "hospital", "2026-02-28")], 1, "before_previous_act"),
        ]
        for (facts, acts, index, id) in cases {
            let refusal = try refused(facts, acts)
            #expect(refusal?["reason"] == "impossible_day" && refusal?["id"] == .string(id) && refusal?["act"] == .int(index), "\(id)")
            #expect(refusal?["text"]?["zh"]?.stringValue?.isEmpty == false && refusal?["text"]?["en"]?.stringValue?.isEmpty == false)
        }
        // On the very days all is possible, and treatment may come before the diagnosis.
        #expect(try refused(accident, [act("recognised", "si_department", "2026-04-30"), act("stabilised", "hospital", "2026-04-30")]) == .null)
        #expect(try refused(["diagnosed_on": "2025-09-01"], [act("stabilised", "hospital", "2025-08-20")]) == .null)
    }

    @Test("What comes with a refused act does not become known")
    func refusedFacts() throws {
        let answer = try standing([
            "states": ["determination": "D6"], "acts": [act("determination_revoked", "si_department", "2026-05-02", ["false_material": true])],
        ])
        #expect(answer["refused"]?["id"] == "after_as_of")
        let revoke = answer["closed"]?.arrayValue?.first { $0["event"] == "determination_revoked" }
        #expect(revoke?["reason"] == "fact_missing" && revoke?["id"] == "false_material")
    }

    /// Recognised on Friday 10 January 2025 and challenged on a day.
    private func challenged(_ day: String, _ facts: JSON = [:], state: String = "D4", decision: String = "recognised") throws -> JSON? {
        let answer = try standing([
            "states": Self.states.with(["determination": .string(state)]), "facts": JSON.object(["accident_on": "2024-09-01"]).with(facts),
            "acts": [act(decision, "si_department", "2025-01-10"), act("determination_challenged", "employer", day)],
        ])
        return answer["refused"]
    }

    @Test("WII 55, APL 46: six months from knowing the decision; where the receipt is not stated, from the last day of service, 30 January 2025")
    func challenge() throws {
        // 10 + 20 = 30 January, a working day in 2025? 28 January to 4 February is the holiday: service may end on 5 February, and the suit
        // on 5 August.
        #expect(try challenged("2025-08-05") == .null)
        for (day, decision) in [("2025-08-06", "recognised"), ("2026-04-01", "recognised"), ("2026-04-01", "not_recognised")] {
            let refusal = try challenged(day, decision: decision)
            #expect(refusal?["reason"] == "condition_failed" && refusal?["id"] == "remedy_in_time", "\(day)")
        }
        // Received on 13 January: until Monday 14 July 2025 (13 July is a Sunday).
        #expect(try challenged("2025-07-14", ["decision_received_on": "2025-01-13"]) == .null)
        #expect(try challenged("2025-07-15", ["decision_received_on": "2025-01-13"])?["id"] == "remedy_in_time")
        // Told of no period: the later day is stated, and holds.
        #expect(try challenged("2025-12-01", ["remedy_last_day": "2026-01-13"]) == .null)
    }

    @Test("A decision made before the acts is stated by its day; of a decision nobody dated nothing is held to be late")
    func statedDecision() throws {
        func challenged(_ facts: JSON) throws -> JSON? {
            try standing(["states": ["determination": "D6"], "facts": facts, "acts": [act("determination_challenged", "employer", "2026-04-01")]])["refused"]
        }
        #expect(try challenged(["decision_on": "2025-01-10"])?["id"] == "remedy_in_time")
        #expect(try challenged(["decision_received_on": "2025-01-10"])?["id"] == "remedy_in_time")
        #expect(try challenged(["decision_on": "2026-01-09"]) == .null)
        #expect(try challenged([:]) == .null)
    }

    @Test("APL 45: upheld on reconsideration, fifteen days are left for the suit")
    func upheld() throws {
        func again(_ day: String) throws -> JSON? {
            try standing([
                "states": ["determination": "D6"],
                "acts": [
                    act("determination_challenged", "employer", "2025-11-03"),
                    act("determination_upheld", "si_department", "2026-01-05", ["decision_received_on": "2026-01-06"]),
                    act("determination_challenged", "employer", day),
                ],
            ])["refused"]
        }
        #expect(try again("2026-01-21") == .null)
        #expect(try again("2026-01-22")?["id"] == "remedy_in_time")
    }

    @Test("Ending before the conclusion: barred where the place says so, elsewhere a lawyer's with both sides of the question", arguments: [
        ("310000", "barred", "barred", false), ("230100", "barred", "barred", false), ("320500", "barred", "legal_review", false),
        ("330200", "legal_review", "legal_review", true), ("000000", "legal_review", "legal_review", true),
    ] as [(String, String, String, Bool)])
    func localBars(place: String, inLeave: String, pending: String, isOpen: Bool) throws {
        for (leave, expected) in [("L2", inLeave), ("L5", pending)] {
            let grounds = try standing(["states": ["determination": "D6", "paid_leave": .string(leave)]], at: place)["grounds"]?.arrayValue ?? []
            func ground(_ name: String) -> JSON? { grounds.first { $0["ground"] == .string(name) } }
            #expect(ground("lcl39")?["verdict"] == .string(expected), "\(leave)")
            #expect((ground("lcl39")?["open_question"] != .null) == isOpen, "\(leave)")
            // No-fault dissolution and expiry in the leave are barred by national law whatever the place says (LCL 42, 45).
            for name in ["lcl40", "lcl41", "expiry"] {
                #expect(ground(name)?["verdict"] == .string(leave == "L2" ? "barred" : pending), "\(name) \(leave)")
            }
            #expect(ground("lcl37")?["verdict"] == "open" && ground("lcl37")?["open_question"] == .null)
            if isOpen {
                let (zh, en) = (ground("lcl39")?["open_question"]?["zh"]?.stringValue ?? "", ground("lcl39")?["open_question"]?["en"]?.stringValue ?? "")
                #expect(zh.components(separatedBy: "一说").count == 3 && en.contains("one side") && en.contains("the other"))
            }
        }
    }
}
