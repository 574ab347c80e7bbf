import Base
import Testing
import Wire
@testable import Statute

@Suite("What must hold whatever the facts are") struct PropertyTests {
    static func random(_ source: SeededRandom) -> JSON {
        func money(_ least: Int, _ most: Int) -> JSON { .int(Int64(least + source.below(most - least))) }
        func pick(_ values: [JSON]) -> JSON { values[source.below(values.count)] }
        return [
            "injured_on": .string("2021-03-0\(1 + source.below(9))"), "grade": pick([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, nil]),
            "coverage": pick(["insured", "uninsured", "under_declared", "joined_late", "unknown"]),
            "own_wage_monthly_fen": money(50_000, 5_000_000), "original_pay_monthly_fen": money(50_000, 5_000_000),
            "contribution_wages": pick([[], [["base_fen": money(50_000, 900_000)]]]), "suitable_work_offered": pick([true, false]),
            "average_wages": [["scope": "pooling", "year": 2020, "monthly_fen": money(300_000, 900_000)], ["scope": "city", "year": 2022, "monthly_fen": money(300_000, 900_000)]],
            "minimum_wages": [["monthly_fen": money(100_000, 250_000)]], "paid_leave_months_x10": money(1, 300),
            "entered_on": pick(["1999-06-01", "2012-07-15", "2020-02-29"]), "ended_on": pick(["2023-01-31", "2023-12-15"]),
            "end_ground": pick(["lcl37", "lcl38", "lcl39", "expiry", "lcl40"]), "severance_wage_monthly_fen": money(50_000, 5_000_000),
            "payments": pick([[], [["item": "lump_disability", "payer": "fund", "amount_fen": money(1, 90_000_000)]]]),
            "inpatient_days": money(0, 90), "local": ["meal_daily_fen": money(1_000, 10_000)], "self_care": pick(["none", "partly", "mostly", "complete"]),
            "months_due": money(0, 60), "annual_leave_unused_days_x10": money(0, 150), "contract_signed_on": pick([nil, "2021-01-01"]),
            "deductions": [["kind": "si", "amount_fen": money(0, 300_000)], ["kind": "tax", "amount_fen": money(0, 100_000)]],
            "wages": [["month": "2022-12", "gross_fen": money(0, 900_000)]], "balance_fen": money(0, 900_000), "sex": "m",
            "agreed_instalment_fen": money(0, 90_000), "born_on": pick(["1962-01-01", "1965-05-05", "1990-01-01"]),
        ]
    }

    @Test("No due is negative, ranges are in order, and the printed formula gives the amount", arguments: 0..<60)
    func formulas(seed: Int) throws {
        let source = SeededRandom(seed: UInt64(seed))
        for _ in 0..<4 {
            let facts = Self.random(source)
            let place = ["000000", "110000", "320000", "350000", "360000", "440300", "520000"][source.below(7)]
            let answer = try Asking.answer(facts, ask: ItemCode.allCases.map(\.rawValue), at: place, asOf: "2023-12-31")
            #expect(answer.fault == nil, "\(String(describing: answer.fault))")
            for item in answer.items {
                if let amount = item.amount {
                    #expect(amount >= 0, "\(item.code) \(item.measure): \(item.text)")
                    #expect(try FormulaReader.fen(item.text) == amount, "\(item.code): \(item.text)")
                }
                if let low = item.low, let high = item.high { #expect(low <= high) }
                #expect(!item.basis.isEmpty)
                for warning in item.warnings {
                    #expect(WarningText.texts[String(warning.prefix { $0 != ":" })] != nil, "no text for \(warning)")
                }
            }
        }
    }

    @Test("A worse grade never gives less: the lump sum, the allowance and both termination sums", arguments: ["110000", "330000", "360000", "440000", "510000"])
    func gradeOrder(place: String) throws {
        for code in ["lump_disability", "monthly_disability", "lump_medical", "lump_employment"] {
            var last: Int64 = .max
            for grade in 1...10 {
                let facts: JSON = [
                    "grade": .int(Int64(grade)), "own_wage_monthly_fen": 600_000, "suitable_work_offered": false, "injured_on": "2023-01-10",
                    "ended_on": "2024-02-01", "end_ground": "lcl37", "coverage": "insured",
                    "average_wages": [["scope": "province", "year": 2023, "monthly_fen": 700_000]],
                ]
                guard let amount = try Asking.due(code, facts, at: place) else { continue }
                #expect(amount <= last, "\(code) grade \(grade)")
                last = amount
            }
            #expect(last < .max)
        }
    }

    @Test("A higher wage never gives less, and the 60 %-300 % bounds hold")
    func clampMonotone() throws {
        var last: Int64 = 0
        for wage in stride(from: Int64(100_000), through: 4_000_000, by: 50_000) {
            let facts: JSON = [
                "grade": 8, "injured_on": "2023-05-01", "coverage": "insured", "own_wage_monthly_fen": .int(wage),
                "average_wages": [["scope": "pooling", "year": 2022, "monthly_fen": 800_000]],
            ]
            let amount = try #require(try Asking.due("lump_disability", facts))
            #expect(amount >= last)
            #expect(amount >= 480_000 * 11 && amount <= 2_400_000 * 11)
            last = amount
        }
    }

    @Test("A longer service never gives less severance, and a day is at least half a month")
    func datesMonotone() throws {
        var last: Int64 = 0
        for days in stride(from: 0, through: 5_000, by: 37) {
            let end = try #require(LocalDate("2009-01-01")?.adding(days: days))
            let facts: JSON = ["entered_on": "2009-01-01", "ended_on": .string(end.description), "severance_wage_monthly_fen": 400_000]
            let amount = try #require(try Asking.due("severance", facts))
            #expect(amount >= last && amount >= 200_000)
            last = amount
        }
    }

    @Test("Six months make a year, a day less makes half", arguments: [
        ("2020-01-01", "2020-06-30", 10), ("2020-01-01", "2020-06-29", 5), ("2020-01-31", "2021-01-30", 10), ("2020-01-31", "2021-01-31", 15),
        ("2020-02-29", "2021-02-28", 10), ("2019-07-01", "2019-07-01", 5),
    ] as [(String, String, Int64)])
    func halfYears(from: String, to: String, monthsX10: Int64) throws {
        let service = Service(from: try #require(LocalDate(from)), to: try #require(LocalDate(to)))
        #expect(service.severanceMonthsX10() == monthsX10)
    }

    @Test("Shares add up: each line's shares are whole fen and the totals are their sums")
    func sharesAddUp() throws {
        var seen = 0
        for wage in [300_011, 777_777, 1_234_567] as [Int64] {
            let answer = try Asking.answer(
                ["contribution_wages": [["base_fen": .int(wage)]], "due_from": "2026-02"], ask: ["contribution"], at: "440000", asOf: "2026-02-15",
                overrides: [
                    "rate": [["line": "pension", "who": "employer", "from": "2026-01-01", "value": 160_000], ["line": "pension", "who": "employee", "from": "2026-01-01", "value": 80_000]]
                ])
            for payer in [Payer.employer, .employee] {
                let lines = answer.items.filter { $0.payer == payer && $0.measure == .due }
                let total = answer.items.first { $0.payer == payer && $0.measure == .total }
                #expect(total?.amount == lines.compactMap(\.amount).reduce(0, +))
                seen += lines.count
            }
            #expect(!answer.items.contains { $0.payer == .employee && ($0.line == "work_injury" || $0.line == "maternity") })
        }
        #expect(seen >= 6)
    }

    @Test("A reversing entry and its entry sum to nothing, and the new entry is what the right base gives, at every base")
    func reversals() throws {
        let source = SeededRandom(seed: 3)
        for _ in 0..<60 {
            let (booked, right) = (Int64(source.below(9_000_000)), Int64(1 + source.below(9_000_000)))
            let was = booked * 8 / 100
            let answer = try Asking.answer(
                [
                    "contribution_wages": [["base_fen": .int(right)]],
                    "premiums": [["line": "pension", "month": "2026-03", "base_fen": .int(booked), "employee_fen": .int(was)]],
                ], ask: ["contribution"], asOf: "2026-05-31")
            let lines = answer.items.filter { $0.period != nil }
            if booked == right { continue }
            let reversal = try #require(lines.first { $0.variant == "reversal" }?.amount)
            let anew = try #require(lines.first { $0.variant == "rebooked" }?.amount)
            let owed = lines.first { $0.measure == .shortfall }?.amount ?? -(lines.first { $0.variant == "overpaid" }?.amount ?? 0)
            #expect(was + reversal == 0)
            #expect(was + owed == anew)
            #expect(anew == (right * 8 + 50) / 100)
        }
    }

    @Test("Years later, the rules of the time give the figure of the time")
    func oldRules() throws {
        func sum(_ injured: String, _ asOf: String) throws -> Int64? {
            try Asking.due("lump_disability", ["grade": 8, "injured_on": .string(injured), "own_wage_monthly_fen": 255_100], asOf: asOf)
        }
        #expect(try sum("2009-06-01", "2009-12-31") == 2_551_000)
        #expect(try sum("2009-06-01", "2026-01-31") == 2_551_000)
        #expect(try sum("2011-06-01", "2026-01-31") == 2_806_100)
    }

    @Test("Recomputed with the old pack, a question gives its old bytes, though the newer pack has gone on; and the same rows give the same again")
    func oldPack() throws {
        let all = try Asking.packs().rows
        // The pack as it stood at the end of 2023: no row that began later.
        let edge = try #require(LocalDate("2023-12-31"))
        func packs() -> RulePacks { RulePacks(rows: all.filter { $0.start.map { $0 <= edge } ?? true }) }
        let question: JSON = [
            "id": 1, "jurisdiction": "330100", "as_of": "2023-12-31", "ask": ["lump_death", "lump_disability"],
            "facts": [
                "died_on": "2023-05-01", "injured_on": "2023-05-01", "grade": 8,
                "own_wage_monthly_fen": 600_000,
            ],
        ]
        let then = Evaluator.answer(question, packs: packs()).bytes
        #expect(Evaluator.answer(question, packs: packs()).bytes == then)
        #expect(Evaluator.answer(question, packs: try Asking.packs()).bytes == then, "later rows change nothing of the time before them")
        guard case .object(var later) = question else { return }
        later["as_of"] = "2026-06-30"
        later["facts"] = ["died_on": "2025-05-01", "injured_on": "2025-05-01"]
        later["ask"] = ["lump_death"]
        #expect(Evaluator.answer(.object(later), packs: packs()).items.isEmpty, "the old pack does not know what came later")
        #expect(Evaluator.answer(.object(later), packs: try Asking.packs()).items.first?.amount == 108_376_000)
    }

    @Test("No fact lets a due fall below zero: what the vocabulary accepts at its least and at its most", arguments: [Int64(-1), 0, 10_000_000_000_000])
    func edges(amount: Int64) throws {
        for name in FactCatalogue.all.map(\.name) where name.hasSuffix("_fen") {
            let facts: JSON = PropertyTests.random(SeededRandom(seed: 9)).with(.object(JSONObject([(name, .int(amount))])))
            let answer = try Asking.answer(facts, ask: ItemCode.allCases.map(\.rawValue), at: "330000", asOf: "2023-12-31")
            #expect((answer.fault != nil) == (amount < 0), "\(name)")
            #expect(answer.items.allSatisfy { $0.amount ?? 0 >= 0 || $0.variant == "reversal" }, "\(name)")
        }
    }

    @Test("An amount that does not fit is said, not a crash")
    func outOfRange() throws {
        let most: JSON = 10_000_000_000_000
        let answer = try Asking.answer(["pay_periods": [["kind": "work", "due_monthly_fen": most, "months_x10": 1_000_000]], "grade": 1, "own_wage_monthly_fen": most], ask: ["wage_arrears", "lump_disability"])
        #expect(answer.warnings.contains("out_of_range:wage_arrears:overflow"))
        #expect(answer.items.map(\.code) == [.lumpDisability] && answer.items[0].amount == 270_000_000_000_000)
    }
}
