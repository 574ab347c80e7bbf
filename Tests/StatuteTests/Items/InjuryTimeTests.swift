import Base
import Testing
import Wire

@testable import Statute

/// From when until when an injury's sums run, and on which months they rest: each figure by hand from the article.
@Suite("The time of injury and death sums, reckoned by hand") struct InjuryTimeTests {
    private static let asOf = "2025-06-30"

    private func ask(_ facts: JSON, _ code: String) throws -> Answer { try Asking.answer(facts, ask: [code], asOf: Self.asOf) }

    private func amounts(_ facts: JSON, _ code: String, _ measure: Measure = .due, variant: String? = nil) throws -> [Int64?] {
        try ask(facts, code).items.filter { $0.measure == measure && $0.variant == variant }.map(\.amount)
    }

    private static func average(_ year: Int64, _ monthly: Int64) -> JSON { [["scope": "pooling", "year": .int(year), "monthly_fen": .int(monthly)]] }

    private static func graded(_ grade: Int64) -> JSON {
        [
            "grade": .int(grade), "injured_on": "2024-03-01", "grade_concluded_on": "2024-12-05", "coverage": "insured",
            "own_wage_monthly_fen": 600_000, "average_wages": average(2023, 800_000), "minimum_wages": [["monthly_fen": 200_000]],
        ]
    }

    @Test("WII 64(2): bases outside the twelve months are no base; of few of the twelve the average stands and is said to be of few")
    func window() throws {
        func bases(_ from: String, _ to: String) -> JSON {
            [
                "injured_on": "2024-03-01", "grade": 9, "coverage": "insured", "average_wages": Self.average(2023, 500_000),
                "contribution_wages": [["from": .string(from), "to": .string(to), "base_fen": 600_000]],
            ]
        }
        for (from, to) in [("2010-01", "2010-12"), ("2024-05", "2025-05")] {
            let answer = try ask(bases(from, to), "lump_disability")
            #expect(answer.items.isEmpty && answer.missing.contains { $0.name == "contribution_wages" })
        }
        // Nine months of 6,000.
        let whole = try ask(bases("2023-03", "2024-02"), "lump_disability").items.first
        #expect(whole?.amount == 5_400_000 && whole?.confidence == .primaryText && whole?.warnings == [])
        let few = try ask(bases("2023-09", "2024-02"), "lump_disability").items.first
        #expect(few?.confidence == .knowledge && few?.warnings == ["months_not_stated:contribution_wages"])
        // Entered with the first of them: nothing is lacking.
        let short = try ask(bases("2023-09", "2024-02").with(["entered_on": "2023-09-01"]), "lump_disability").items.first
        #expect(short?.amount == 5_400_000 && short?.warnings == [])
    }

    @Test("WII 36: the allowance of grade 6 ends with the relation: January to March, 3 × 60 % of 6,000 = 10,800")
    func relationEnds() throws {
        let facts = Self.graded(6).with(["suitable_work_offered": false, "ended_on": "2025-03-31", "due_from": "2025-01", "due_to": "2025-06"])
        let answer = try ask(facts, "monthly_disability")
        #expect(answer.items.first?.to?.description == "2025-03-31")
        #expect(answer.items.filter { $0.measure == .arrears }.map(\.amount) == [1_080_000])
    }

    @Test("WII 17(1), 64(2): of an occupational disease the diagnosis decides base and filing, whatever day stands beside it")
    func diagnosis() throws {
        let facts: JSON = [
            "injured_on": "2020-03-10", "diagnosed_on": "2024-05-20", "occupational_disease": true, "grade": 6, "coverage": "insured",
            "contribution_wages": [["from": "2019-01", "to": "2023-04", "base_fen": 400_000], ["from": "2023-05", "to": "2024-12", "base_fen": 700_000]],
            "average_wages": Self.average(2023, 900_000),
        ]
        // Sixteen months of 7,000.
        #expect(try amounts(facts, "lump_disability") == [11_200_000])
        let dates = try ask(["injured_on": "2023-02-28", "diagnosed_on": "2024-02-29", "occupational_disease": true], "remedy_dates").items
        // Thirty days end on Saturday 30 March.
        #expect(dates.first { $0.variant == "file_by_employer" }?.to?.description == "2024-04-01")
        #expect(dates.first { $0.variant == "file_by_employee" }?.to?.description == "2025-02-28")
    }

    @Test("WII 33(2), 34, 35: nothing before the grading: of 27 months asked for, 3 × 4,500 and 3 × 4,000")
    func beforeGrading() throws {
        let facts = Self.graded(4).with(["due_from": "2023-01", "due_to": "2025-03", "self_care": "complete"])
        let answer = try ask(facts, "monthly_disability")
        #expect(answer.items.filter { $0.measure == .arrears }.map(\.amount) == [1_350_000])
        #expect(answer.items.allSatisfy { $0.from?.description != "2023-01-01" && $0.warnings.contains("nothing_before:2025-01-01") })
        #expect(try amounts(facts, "nursing", .arrears) == [1_200_000])
        let both = try ask(facts.with(["due_from": "2025-01", "months_due": 6]), "monthly_disability")
        #expect(both.fault?.path == "facts.months_due")
        #expect(try amounts(Self.graded(4).with(["due_from": "2025-01", "months_due": 3]), "monthly_disability", .arrears) == [1_350_000])
    }

    @Test("WII 33(2): original pay ends with the grading or the death; after the end of the relation the law is open")
    func leaveEnds() throws {
        let leave: JSON = ["injured_on": "2024-03-01", "paid_leave": ["from": "2024-03-01", "to": "2024-08-31"], "original_pay_monthly_fen": 500_000]
        let graded = leave.with(["grade": 9, "grade_concluded_on": "2024-06-10"])
        // To the end of June 4 × 5,000; to the day 3 × 5,000 + 5,000 ÷ 21.75 × 6.
        #expect(try amounts(graded, "paid_leave_pay") == [2_000_000])
        #expect(try amounts(graded, "paid_leave_pay", variant: "to_the_conclusion") == [1_637_931])
        #expect(try ask(graded, "paid_leave_pay").items[0].warnings.contains("open_in_law:stop_pay_effective"))
        let died: JSON = [
            "injured_on": "2024-01-01", "paid_leave": ["from": "2024-01-01", "to": "2024-06-30"], "original_pay_monthly_fen": 500_000, "died_on": "2024-03-15",
        ]
        #expect(try amounts(died, "paid_leave_pay") == [1_252_874])
        let ended = leave.with(["ended_on": "2024-05-31", "end_ground": "expiry"])
        #expect(try amounts(ended, "paid_leave_pay") == [3_000_000])
        #expect(try amounts(ended, "paid_leave_pay", variant: "to_the_end_of_the_relation") == [1_500_000])
        #expect(try ask(ended, "paid_leave_pay").items[0].warnings.contains("open_in_law:paid_leave_after_end"))
    }

    @Test("A monthly payment of a leave stated by periods counts for each of its months: (5,000 − 2,000) × 3; said twice, it counts once")
    func monthlyPayment() throws {
        func facts(_ period: JSON) -> JSON {
            let leave: JSON = ["from": "2025-01", "to": "2025-03", "kind": "paid_leave"]
            return [
                "pay_periods": .array([leave.with(period)]), "original_pay_monthly_fen": 500_000,
                "injured_on": "2025-01-01", "payments": [["item": "paid_leave_pay", "payer": "employer", "monthly_fen": 200_000]],
            ]
        }
        #expect(try amounts(facts([:]), "paid_leave_pay", .shortfall) == [900_000])
        #expect(try amounts(facts(["paid_monthly_fen": 200_000]), "paid_leave_pay", .shortfall) == [900_000])
    }

    @Test("WII 39(1)(2): arrears of the survivors' pensions, less what is paid a month, as long as each is entitled")
    func survivors() throws {
        let death: JSON = [
            "died_on": "2024-05-20", "coverage": "insured", "own_wage_monthly_fen": 700_000, "average_wages": Self.average(2023, 900_000),
            "due_from": "2024-06", "due_to": "2025-05",
        ]
        let wife: JSON = ["relation": "wife", "age_years": 56, "supported": true]
        let son: JSON = ["relation": "son", "born_on": "2006-12-15", "supported": true]
        // 2,800 × 12; less 2,000 a month; 2,100 × 6 for the months before that of the eighteenth birthday; both together.
        #expect(try amounts(death.with(["dependants": [wife]]), "survivor_pension", .arrears) == [3_360_000])
        let paid: JSON = ["dependants": [wife], "payments": [["item": "survivor_pension", "payer": "fund", "monthly_fen": 200_000]]]
        #expect(try amounts(death.with(paid), "survivor_pension", .arrears) == [960_000])
        #expect(try amounts(death.with(["dependants": [son]]), "survivor_pension", .arrears) == [1_260_000])
        #expect(try amounts(death.with(["dependants": [wife, son]]), "survivor_pension", .arrears) == [4_620_000])
        // Of age the day after: no sum of no months.
        let eve = death.with(["died_on": "2025-05-06", "due_from": nil, "due_to": nil, "average_wages": Self.average(2024, 900_000)])
        let last = try ask(eve.with(["dependants": [["relation": "son", "born_on": "2007-05-07", "supported": true]]]), "survivor_pension")
        #expect(last.fault == nil && !last.items.isEmpty && last.items.allSatisfy { $0.measure != .total })
    }

    @Test("WII 34(2), 40: nursing over years: on the first year's average, and beside it on each year's; the law is open")
    func nursingYears() throws {
        let facts: JSON = [
            "grade": 2, "injured_on": "2022-03-10", "grade_concluded_on": "2022-12-20", "self_care": "complete", "coverage": "insured",
            "average_wages": [
                ["scope": "pooling", "year": 2021, "monthly_fen": 600_000], ["scope": "pooling", "year": 2022, "monthly_fen": 700_000],
                ["scope": "pooling", "year": 2023, "monthly_fen": 800_000],
            ],
            "due_from": "2023-01-01", "due_to": "2024-12-31",
        ]
        // 3,000 × 24; 3,500 × 12 + 4,000 × 12.
        #expect(try amounts(facts, "nursing", .arrears) == [7_200_000])
        #expect(try amounts(facts, "nursing", .arrears, variant: "each_year") == [9_000_000])
        #expect(try ask(facts, "nursing").items.allSatisfy { $0.warnings.contains("open_in_law:nursing_year") })
    }

    @Test("Without a grade nothing is due, and no value of the place is asked for")
    func noGrade() throws {
        let facts: JSON = ["injured_on": "2024-03-10", "grade": 0, "coverage": "insured"]
        for code in ["lump_disability", "lump_medical", "lump_employment", "monthly_disability"] {
            let answer = try ask(facts, code)
            #expect(answer.items.map(\.amount) == [0] && answer.missing.isEmpty, "\(code)")
        }
    }

    @Test("What cannot be true is refused with its place", arguments: [
        (["injured_on": "2026-12-01"], "injured_on"), (["injured_on": "2024-03-01", "ended_on": "2023-01-01"], "ended_on"),
        (["injured_on": "2024-03-01", "entered_on": "2024-05-01"], "injured_on"),
        (["injured_on": "2024-03-01", "paid_leave": ["from": "2023-01-01", "to": "2023-06-30"]], "paid_leave.from"),
        (["died_on": "2024-05-20", "dependants": [["relation": "wife"], ["relation": "wife"]]], "dependants[1].relation"),
        (["died_on": "2024-05-20", "dependants": [["relation": "son", "age_years": 12, "born_on": "1990-01-01"]]], "dependants[0].age_years"),
        (["born_on": "1990-01-01", "age_years": 59], "age_years"),
        (["grade": 9, "injuries": [["injured_on": "2023-03-01", "grade": 8]]], "grade"),
        (["coverage": "uninsured", "joined_and_paid_on": "2024-06-01"], "joined_and_paid_on"),
        (["injured_on": "2024-01-01", "inpatient_days": 99_999], "inpatient_days"), (["due_from": "2025-12", "due_to": "2025-10"], "due_to"),
    ] as [(JSON, String)])
    func impossible(facts: JSON, path: String) throws {
        let fault = try Asking.answer(facts, ask: ["lump_disability"], asOf: Self.asOf).fault
        #expect(fault?.reason == .badValue && fault?.path == "facts." + path)
    }
}
