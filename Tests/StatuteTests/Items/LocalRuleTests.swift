import Base
import Testing
import Wire
@testable import Statute

/// Rules that only some places have, and what is answered where none is known.
@Suite("Local rules") struct LocalRuleTests {
    private static let leaving: JSON = [
        "coverage": "insured", "ended_on": "2024-02-29", "end_ground": "lcl37", "own_wage_monthly_fen": 600_000, "sex": "m", "born_on": "1990-01-01",
        "injuries": [
            ["injured_on": "2020-03-01", "grade": 9, "concluded_on": "2020-12-01"], ["injured_on": "2022-03-01", "grade": 8, "concluded_on": "2022-12-01"],
        ],
        "average_wages": [["scope": "province", "year": 2023, "monthly_fen": 800_000], ["scope": "pooling", "year": 2023, "monthly_fen": 800_000]],
    ]

    @Test("Several injuries: once at the highest grade, the medical sum for each where the place says so, said to be open elsewhere")
    func severalInjuries() throws {
        func sums(_ place: String, _ code: String) throws -> [Item] {
            try Asking.answer(Self.leaving, ask: [code], at: place).items.filter { $0.measure == .due && $0.variant == nil }
        }
        let once = try sums("330000", "lump_medical")
        #expect(once.count == 1 && once[0].warnings.contains("local_rule:once_at_highest"))
        #expect(try sums("420000", "lump_medical").count == 2)
        #expect(try sums("420000", "lump_employment").count == 1)
        #expect(try sums("370000", "lump_employment").first?.warnings.contains("open_in_law:several_injuries") == true)
        #expect(try Asking.answer(Self.leaving, ask: ["lump_disability"], at: "420000").items.count == 2, "one lump sum for each injury")
    }

    @Test("Long-term benefits commuted: the place's multiple of the province's yearly average, missing where there is none")
    func commuted() throws {
        let facts: JSON = [
            "grade": 3, "injured_on": "2022-06-01", "coverage": "uninsured",
            "average_wages": [["scope": "province", "year": 2021, "monthly_fen": 700_000]],
        ]
        #expect(try Asking.due("long_term_lump_sum", facts, at: "330000") == 700_000 * 12 * 12)
        #expect(try Asking.answer(facts, ask: ["long_term_lump_sum"], at: "370000").missing.map(\.name).contains("overrides.long_term_lump_sum"))
    }

    @Test("Between paid leave and the conclusion no national rule: from nothing to the full pay, or what the place or tenant says")
    func gap() throws {
        let facts: JSON = ["original_pay_monthly_fen": 600_000, "pay_periods": [["kind": "gap", "months_x10": 20]], "minimum_wages": [["monthly_fen": 200_000]]]
        let open = try Asking.answer(facts, ask: ["leave_pay"]).items[0]
        #expect(open.amount == nil && open.low == 0 && open.high == 1_200_000 && open.warnings.contains("open_in_law:gap_pay_rule"))
        for (rule, amount) in [("full", 1_200_000), ("sick", 320_000), ("none", 0)] as [(String, Int64)] {
            let answer = try Asking.answer(
                facts, ask: ["leave_pay"], overrides: ["gap_pay_rule": [["from": "2020-01-01", "value": ["word": .string(rule)]]]])
            #expect(answer.items.first?.amount == amount, "\(rule) \(answer)")
        }
    }

    @Test("Leave with pay by law, without pay by law, and what a company's rule adds beside it, strictly above its thresholds")
    func leaveKinds() throws {
        func leave(_ kind: String, _ days: Int64) throws -> [Item] {
            try Asking.answer(
                [
                    "original_pay_monthly_fen": 652_500, "minimum_wages": [["monthly_fen": 230_000]],
                    "pay_periods": [["kind": .string(kind), "days": .int(days)]],
                ], ask: ["leave_pay"]
            ).items
        }
        for kind in ["annual", "marriage", "bereavement", "maternity"] { #expect(try leave(kind, 3).first?.amount ?? 0 > 0, "\(kind)") }
        #expect(try leave("personal", 10).map(\.amount) == [0])
        let eleven = try leave("personal", 11)
        #expect(eleven.map(\.variant) == [nil, "company_policy"] && eleven[0].amount == 0)
        #expect(eleven[1].text.contains("70 %") && eleven[1].warnings.contains("needs_adopted_rule"))
        #expect(try leave("personal", 30)[1].text.contains("70 %"))
        #expect(try leave("personal", 31)[1].text.contains("80 %"))
    }

    @Test("The medical period stands beside the sick pay, and cuts nothing", arguments: [
        ("2021-01-01", 5, "3/6"), ("2018-01-01", 8, "6/12"), ("2021-01-01", 12, "6/12"), ("2016-01-01", 12, "9/15"), ("2003-01-01", 25, "24/30"),
    ] as [(String, Int64, String)])
    func medicalPeriod(entered: String, working: Int64, period: String) throws {
        let facts: JSON = [
            "entered_on": .string(entered), "working_years": .int(working), "minimum_wages": [["monthly_fen": 200_000]],
            "sick_leaves": [["from": "2024-03-01", "to": "2024-03-31"]],
        ]
        let item = try #require(try Asking.answer(facts, ask: ["sick_pay"]).items.first)
        #expect(item.warnings.contains("medical_period:" + period), "\(item.warnings)")
        #expect(item.amount == 160_000)
        let long = facts.with(["sick_leaves": [["from": "2022-01-01", "to": "2024-03-31"]]])
        #expect(try Asking.answer(long, ask: ["sick_pay"]).items.first?.warnings.contains { $0.hasPrefix("medical_period_used_up") } == true)
    }

    @Test("An allowance whose place counts the minimum wage net of premiums is lifted by them")
    func netFloor() throws {
        let facts: JSON = [
            "grade": 6, "suitable_work_offered": false, "coverage": "insured", "injured_on": "2022-01-01", "own_wage_monthly_fen": 300_000,
            "minimum_wages": [["monthly_fen": 200_000]], "deductions": [["kind": "si", "amount_fen": 40_000]],
        ]
        #expect(try Asking.due("monthly_disability", facts, at: "410100") == 240_000)
        #expect(try Asking.due("monthly_disability", facts, at: "370100") == 200_000)
    }

    @Test("What too low a base costs is the employer's by text in some places, and open in the others")
    func underDeclared() throws {
        let facts: JSON = [
            "grade": 7, "injured_on": "2023-02-10", "coverage": "under_declared", "own_wage_monthly_fen": 600_000,
            "contribution_wages": [["base_fen": 400_000]],
        ]
        func warning(_ place: String) throws -> [String] {
            try Asking.answer(facts, ask: ["lump_disability"], at: place).items.first { $0.measure == .shortfall }?.warnings ?? []
        }
        #expect(try warning("410100").contains("local_rule:under_declared_on_employer"))
        #expect(try warning("370100").contains("open_in_law:under_declared_on_employer"))
    }
}
