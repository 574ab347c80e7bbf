import Base
import Casework
import Foundation
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// The law as a question over a connection.
@Suite("Asking what the law gives")
struct StatuteMethodTests {
    private static let question: JSON = [
        "jurisdiction": "000000", "as_of": "2024-06-30", "ask": ["lump_disability"],
        "facts": ["grade": 9, "coverage": "insured", "own_wage_monthly_fen": 600_000, "injured_on": "2023-02-01"],
    ]

    private func stand(_ body: (Stand) async throws -> Void) async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await body(stand)
        try await stand.remove()
    }

    @Test("Whoever is signed in may ask, and all get the same answer to the byte")
    func everybody() async throws {
        try await stand { stand in
            var answers: Set<[UInt8]> = []
            for (number, role) in Role.allCases.enumerated() {
                let speaker = try await stand.session(try await stand.hire("R\(number)", role))
                answers.insert(try await speaker.call("statute.evaluate", Self.question).bytes)
            }
            #expect(answers.count == 1)
            let stranger = Speaker(stand)
            try await stranger.hello()
            #expect(try await stranger.refusal("statute.evaluate", Self.question)?.code == .tokenInvalid)
        }
    }

    @Test("Nothing is stored: a client that was up to date stays so")
    func nothingStored() async throws {
        try await stand { stand in
            let speaker = try await stand.session(try await stand.hire("E1"))
            var cursor = JSON.null
            while true {
                let page = try await speaker.call("sync.pull", ["cur": cursor])
                cursor = page["cur"] ?? cursor
                if page["more"] != true { break }
            }
            for _ in 0..<3 { _ = try await speaker.call("statute.evaluate", Self.question) }
            let after = try await speaker.call("sync.pull", ["cur": cursor])
            #expect(after["put"] == nil && after["gone"] == nil && after["more"] == false, "\(after)")
        }
    }

    @Test("A value of one's own wins, and is marked; one that no pack could hold is refused and nothing is reckoned")
    func overrides() async throws {
        try await stand { stand in
            let speaker = try await stand.session(try await stand.hire("E1"))
            func asked(_ value: JSON) -> JSON {
                [
                    "jurisdiction": "330200", "as_of": "2026-03-10", "ask": ["sick_pay"],
                    "facts": ["sick_leaves": [["from": "2026-02-01", "to": "2026-02-28"]]],
                    "overrides": ["min_wage": [["from": "2026-01-01", "to": "2026-12-31", "value": value]]],
                ]
            }
            let answer = try await speaker.call("statute.evaluate", asked(300_000))
            let inputs = answer["items"]?.arrayValue?.first?["inputs"]?.arrayValue ?? []
            let own = inputs.first { $0["name"] == "min_wage" }
            #expect(own?["value"] == 300_000 && own?["from"] == "tenant", "\(answer)")
            #expect(answer["items"]?.arrayValue?.first?["amount_fen"] == 240_000)
            let refusal = try await speaker.refusal("statute.evaluate", asked(["ppm": 7]))
            #expect(refusal?.code == .invalidParams && refusal?.data?["field"] == "overrides")
            #expect(refusal?.data?["expected"]?.stringValue?.contains("fen") == true)
        }
    }

    @Test("What HR has set for the tenant is used without being asked for, marked in every answer, gone when withdrawn; and no other tenant has it")
    func ownValues() async throws {
        try await stand { stand in
            let hr = try await stand.session(try await stand.hire("HR1", .hr))
            let speaker = try await stand.session(try await stand.hire("E1"))
            let question: JSON = [
                "jurisdiction": "330200", "as_of": "2026-03-10", "ask": ["monthly_disability"],
                "facts": [
                    "grade": 5, "suitable_work_offered": false, "own_wage_monthly_fen": 1_000_000, "minimum_wages": [["monthly_fen": 200_000]],
                    "injured_on": "2025-02-01", "grade_concluded_on": "2025-10-20",
                ],
            ]
            func item() async throws -> JSON { try await speaker.call("statute.evaluate", question)["items"]?[0] ?? .null }
            func warned(_ item: JSON, _ mark: String) -> Bool { item["warnings"]?.arrayValue?.contains(.string(mark)) ?? false }
            #expect(try await item()["amount_fen"] == 700_000)
            let own: JSON = [
                "id": "V1aBcDeFgHi", "key": "monthly_disability", "place": "000000", "class": "5", "value": ["ppm": 600_000],
                "from_date": "2020-01-01", "reason": "试点", "source": "x",
            ]
            #expect(try await speaker.push("override.set", own).first == "no")
            #expect(try await hr.push("override.set", own).first == "ok")
            let marked = try await item()
            #expect(marked["amount_fen"] == 600_000 && warned(marked, "below_statute:monthly_disability"), "\(marked)")
            let input = marked["inputs"]?.arrayValue?.first { $0["name"] == "monthly_disability.5" }
            #expect(input?["from"] == "tenant")
            #expect(try await hr.push("override.end", ["id": "V1aBcDeFgHi", "reason": "撤回"]).first == "ok")
            #expect(try await item()["amount_fen"] == 700_000)
        }
    }

    /// As much as a question may hold in the places where work grows with it.
    private static let longest: JSON = {
        let wages = (0..<140).map { month -> JSON in
            let text = "\(2018 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)"
            return ["month": .string(text), "gross_fen": .int(400_000 + Int64(month)), "due_fen": .int(500_000)]
        }
        let facts: JSON = [
            "entered_on": "2018-01-01", "ended_on": "2029-12-31", "end_ground": "lcl40", "wages": .array(wages), "grade": 9,
        ]
        let variants = (0..<16).map { n -> JSON in ["name": .string("v\(n)"), "facts": ["grade": .int(Int64(n % 10 + 1))]] }
        return ["jurisdiction": "330200", "as_of": "2030-01-01", "facts": facts, "variants": .array(variants)]
    }()

    @Test("The longest questions leave the connection and everybody else's free, and are all answered; one entry more is refused")
    func bounded() async throws {
        try await stand { stand in
            let asker = try await stand.session(try await stand.hire("E1"))
            let other = try await stand.session(try await stand.hire("E2"))
            let ids = (0..<4).map { _ in asker.request("statute.evaluate", Self.longest) }
            _ = try await other.call("ping")
            _ = try await asker.call("ping")
            for id in ids {
                let answer = try await asker.answer(to: id, withinMs: 60_000)
                #expect(answer["items"]?.arrayValue?.contains { $0["variant"] == "v15" } == true)
            }
            var sick: [JSON] = []
            for _ in 0...1_200 { sick.append(["from": "2024-01-01", "to": "2024-01-02"]) }
            let tooMany: JSON = ["jurisdiction": "330200", "as_of": "2030-01-01", "facts": ["sick_leaves": .array(sick)]]
            let refusal = try await asker.refusal("statute.evaluate", tooMany)
            #expect(refusal?.code == .invalidParams && refusal?.data?["reason"] == "too_many")
            guard case .object(var many) = tooMany else { return }
            many["facts"] = ["sick_leaves": .array(Array(sick.prefix(300)))]
            many["variants"] = .array((0..<8).map { ["name": .string("v\($0)"), "facts": .object(JSONObject())] })
            let variants = try await asker.refusal("statute.evaluate", .object(many))
            #expect(variants?.code == .invalidParams && variants?.data?["field"] == "variants")
        }
    }
}
