import Base
import Testing
import Wire

@testable import Statute

/// Figures of the work-injury items worked out by hand from the articles, each for a rule that is easily got wrong.
@Suite("Injury figures reckoned by hand") struct InjuryFiguresTests {
    private func plain(_ answer: Answer, _ code: ItemCode, _ measure: Measure = .due, _ payer: Payer? = nil) -> Int64? {
        answer.items.first { $0.code == code && $0.measure == measure && $0.variant == nil && (payer == nil || $0.payer == payer) }?.amount
    }

    private static func injury(_ injured: String, _ grade: Int64, _ concluded: String) -> JSON {
        ["injured_on": .string(injured), "grade": .int(grade), "concluded_on": .string(concluded)]
    }

    private static func twice(_ first: JSON, _ second: JSON) -> JSON {
        [
            "injuries": [first, second], "coverage": "insured", "minimum_wages": [["monthly_fen": 200_000]],
            "contribution_wages": [
                ["from": "2014-01", "to": "2015-12", "base_fen": 300_000], ["from": "2021-01", "to": "2022-12", "base_fen": 600_000],
            ],
            "average_wages": [["scope": "pooling", "year": 2014, "monthly_fen": 400_000], ["scope": "pooling", "year": 2021, "monthly_fen": 700_000]],
        ]
    }

    @Test("WII 45: a later grade 9 takes no allowance away: 75 % of the 3,000 before the first injury is 2,250, and both lump sums are due")
    func earlierAllowance() throws {
        let facts = Self.twice(Self.injury("2015-03-01", 4, "2015-10-01"), Self.injury("2022-05-01", 9, "2022-12-01"))
        let answer = try Asking.answer(facts, ask: ["monthly_disability", "lump_disability"], asOf: "2025-06-30")
        #expect(plain(answer, .monthlyDisability) == 225_000)
        // From the month after the first conclusion.
        #expect(answer.items.first { $0.code == .monthlyDisability }?.from?.description == "2015-11-01")
        // Grade 4: 21 × 3,000 = 63,000. Grade 9: 9 × 6,000 = 54,000 (WII 35(1)(1), 37(1)(1)).
        #expect(answer.items.filter { $0.code == .lumpDisability }.map(\.amount) == [6_300_000, 5_400_000])
        // The other way round the newer one decides: 75 % × 6,000 = 4,500.
        let worse = Self.twice(Self.injury("2015-03-01", 9, "2015-10-01"), Self.injury("2022-05-01", 4, "2022-12-01"))
        #expect(try Asking.due("monthly_disability", worse, asOf: "2025-06-30") == 450_000)
        // Grade 3 after grade 4: 80 % × 6,000 = 4,800. Grade 4 after grade 3: by the new grade 4,500, which is disputed.
        let more = Self.twice(Self.injury("2015-03-01", 4, "2015-10-01"), Self.injury("2022-05-01", 3, "2022-12-01"))
        #expect(try Asking.due("monthly_disability", more, asOf: "2025-06-30") == 480_000)
        let less = Self.twice(Self.injury("2015-03-01", 3, "2015-10-01"), Self.injury("2022-05-01", 4, "2022-12-01"))
        let lower = try Asking.answer(less, ask: ["monthly_disability"], asOf: "2025-06-30")
        #expect(plain(lower, .monthlyDisability) == 450_000)
        #expect(lower.items[0].warnings.contains("open_in_law:allowance_by_new_grade"))
    }

    @Test("WII 28: a review takes the place of the first conclusion, for the allowance and for the sums at the end, not for the lump sum paid once")
    func review() throws {
        let better = Self.twice(Self.injury("2015-03-01", 4, "2015-10-01"), Self.injury("2015-03-01", 9, "2022-12-01"))
        let answer = try Asking.answer(better, ask: ["monthly_disability"], asOf: "2025-06-30")
        #expect(answer.items.isEmpty && answer.warnings.contains("not_due:monthly_disability"))
        // Reviewed from 8 to 10, then the end: grade 10, 2 × 8,000 (the province's months); the lump sum stays that of grade 8.
        let end = Self.twice(Self.injury("2022-05-01", 8, "2022-12-01"), Self.injury("2022-05-01", 10, "2023-12-01")).with([
            "ended_on": "2024-02-29", "end_ground": "lcl37", "average_wages": [["scope": "province", "year": 2023, "monthly_fen": 800_000]],
        ])
        #expect(try Asking.due("lump_medical", end, at: "330000") == 1_600_000)
        // Eleven months of 6,000.
        #expect(try Asking.due("lump_disability", end, at: "330000") == 6_600_000)
    }

    @Test("WII 33(2): a leave cut to 12 of 18 months at 5,000 with 2,000 paid a month is 60,000 − 24,000 = 36,000 short, however it is stated")
    func cutLeave() throws {
        let pay: JSON = ["original_pay_monthly_fen": 500_000, "injured_on": "2023-01-01"]
        let monthly: JSON = ["payments": [["item": "paid_leave_pay", "payer": "employer", "monthly_fen": 200_000]]]
        let leave: JSON = ["paid_leave": ["from": "2023-01-01", "to": "2024-06-30"]]
        let forms: [JSON] = [
            leave.with(monthly), JSON.object(["paid_leave_months_x10": 180]).with(monthly),
            leave.with(["pay_periods": [["kind": "paid_leave", "from": "2023-01-01", "to": "2024-06-30", "paid_monthly_fen": 200_000]]]),
            ["pay_periods": [["kind": "paid_leave", "from": "2023-01-01", "to": "2024-06-30", "paid_monthly_fen": 200_000]]],
            ["pay_periods": [["kind": "paid_leave", "months_x10": 180, "paid_monthly_fen": 200_000]]],
        ]
        for form in forms {
            let answer = try Asking.answer(pay.with(form), ask: ["paid_leave_pay"], asOf: "2025-06-30")
            #expect(plain(answer, .paidLeavePay) == 6_000_000, "\(form)")
            #expect(plain(answer, .paidLeavePay, .shortfall) == 3_600_000, "\(form)")
            #expect(answer.items[0].warnings.contains("extension_not_confirmed"), "\(form)")
        }
        // Paid only in the six months after the lawful leave: nothing of it is pay of the leave.
        let later: JSON = [
            "payments": [["item": "paid_leave_pay", "payer": "employer", "monthly_fen": 200_000, "period": ["from": "2024-01-01", "to": "2024-06-30"]]]
        ]
        let answer = try Asking.answer(pay.with(leave).with(later), ask: ["paid_leave_pay"], asOf: "2025-06-30")
        #expect(plain(answer, .paidLeavePay, .shortfall) == 6_000_000)
        // Confirmed for all eighteen months: 90,000 − 36,000.
        let confirmed = pay.with(leave).with(monthly).with(["extension_confirmed_to": "2024-06-30"])
        #expect(plain(try Asking.answer(confirmed, ask: ["paid_leave_pay"], asOf: "2025-06-30"), .paidLeavePay, .shortfall) == 5_400_000)
    }

    @Test("WII 64(2): another year's average counts only while the right one may not be published; the province's is a variant, not the amount")
    func averages() throws {
        func ended(_ scope: String, _ year: Int64) -> JSON {
            [
                "grade": 9, "injured_on": "2019-02-01", "coverage": "insured", "ended_on": "2020-12-31", "end_ground": "lcl37",
                "average_wages": [["scope": .string(scope), "year": .int(year), "monthly_fen": 700_000]],
            ]
        }
        // The end of 2020 wants the year 2019. In 2020 the year 2018 may be the last one published: 4 × 7,000 = 28,000.
        let early = try Asking.answer(ended("province", 2018), ask: ["lump_medical"], at: "330200", asOf: "2020-12-31")
        #expect(plain(early, .lumpMedical) == 2_800_000)
        #expect(early.items[0].warnings.contains { $0.hasPrefix("other_year") })
        for day in ["2021-01-01", "2026-06-30"] {
            let late = try Asking.answer(ended("province", 2018), ask: ["lump_medical"], at: "330200", asOf: day)
            #expect(late.items.isEmpty && late.missing.map(\.name).contains("average_wages"), "\(day)")
        }
        // Funeral: six months of the pooling area's average; 6 × 8,000 on the province's stands beside the missing value.
        let died: JSON = ["died_on": "2023-12-31", "coverage": "insured", "average_wages": [["scope": "province", "year": 2022, "monthly_fen": 800_000]]]
        let city = try Asking.answer(died, ask: ["funeral"], at: "330200")
        #expect(plain(city, .funeral) == nil && city.missing.map(\.name).contains("average_wages"))
        #expect(city.items.map(\.variant) == ["province_average"] && city.items[0].amount == 4_800_000)
        #expect(city.items[0].warnings.contains { $0.hasPrefix("other_scope") })
        // About the province as a whole there is no other area; in a city that is a province of its own both are one.
        #expect(try Asking.due("funeral", died, at: "330000") == 4_800_000)
        #expect(try Asking.due("funeral", died, at: "310000") == 4_800_000)
    }

    @Test("Dependants' rules, art. 3(5)-(7): a brother, a grandchild and a grandfather only where the nearer relatives are dead or incapable")
    func nearerRelatives() throws {
        func ask(_ dependants: JSON) throws -> Answer {
            try Asking.answer(
                [
                    "died_on": "2024-05-20", "sex": "m", "death_cause": "injury", "coverage": "insured", "own_wage_monthly_fen": 700_000,
                    "average_wages": [["scope": "pooling", "year": 2023, "monthly_fen": 900_000]], "dependants": dependants,
                ], ask: ["survivor_pension"], asOf: "2025-06-30")
        }
        func amounts(_ dependants: JSON) throws -> [Int64?] {
            try ask(dependants).items.filter { $0.measure == .due && $0.variant == nil }.map(\.amount)
        }
        let unknown = try ask([["relation": "daughter", "age_years": 12], ["relation": "brother", "age_years": 10], ["relation": "grandfather", "age_years": 80]])
        #expect(unknown.items.isEmpty)
        #expect(unknown.missing.map(\.name) == ["dependants[1].nearer_relatives", "dependants[2].nearer_relatives"])
        // 30 % × 7,000 = 2,100 each; the three together are 90 %, below the wage.
        #expect(
            try amounts([
                ["relation": "daughter", "age_years": 12], ["relation": "brother", "age_years": 10, "nearer_relatives": "dead_or_incapable"],
                ["relation": "grandfather", "age_years": 80, "nearer_relatives": "dead"],
            ]) == [210_000, 210_000, 210_000])
        // Grandparents need the parents dead, not only incapable (art. 3(5)).
        let refused = try ask([["relation": "grandfather", "age_years": 80, "nearer_relatives": "dead_or_incapable"]])
        #expect(refused.items.map(\.variant) == ["not_eligible"] && refused.items[0].warnings.contains("not_eligible:nearer_relatives"))
        for relation in ["brother", "sibling", "grandson", "grandchild"] {
            let able = try ask([["relation": .string(relation), "age_years": 10, "nearer_relatives": "able"]])
            #expect(able.items.map(\.amount) == [0] && able.items[0].warnings.contains("not_eligible:nearer_relatives"), "\(relation)")
        }
        // Nobody has to be asked about where the answer cannot depend on it.
        #expect(try ask([["relation": "brother", "age_years": 25]]).items[0].warnings.contains("not_eligible:of_age"))
        #expect(try amounts([["relation": "brother", "age_years": 25, "lost_capacity": true]]) == [210_000])
        // An orphan: 30 % and 10 points more, 2,800.
        #expect(try amounts([["relation": "grandson", "age_years": 5, "lone_elder_or_orphan": true]]) == [280_000])
        #expect(try ask([["relation": "other", "lost_capacity": true]]).items[0].warnings.contains("not_eligible:not_in_scope"))
    }

    @Test("WII 39(3): after the paid leave of grade 1-4 no lump sum, whatever the cause; nothing where it is stated, a range where it is not")
    func afterTheLeave() throws {
        let facts: JSON = [
            "grade": 3, "injured_on": "2022-03-10", "died_on": "2024-02-10", "coverage": "insured", "own_wage_monthly_fen": 600_000,
            "average_wages": [["scope": "pooling", "year": 2021, "monthly_fen": 600_000], ["scope": "pooling", "year": 2023, "monthly_fen": 600_000]],
            "dependants": [["relation": "mother", "age_years": 60]],
        ]
        func sums(_ more: JSON) throws -> Answer {
            try Asking.answer(facts.with(more), ask: ["lump_death", "funeral", "survivor_pension"], asOf: "2025-06-30")
        }
        let over: [JSON] = [
            ["paid_leave": ["from": "2022-03-10", "to": "2022-12-31"]], ["grade_concluded_on": "2022-12-20"],
            ["grade_concluded_on": "2022-12-20", "death_cause": "injury"], ["grade_concluded_on": "2022-12-20", "death_cause": "other"],
            ["death_cause": "after_paid_leave_1_4"],
        ]
        for more in over {
            let answer = try sums(more)
            #expect(plain(answer, .lumpDeath) == 0, "\(more)")
            // 6 × 6,000 = 36,000 and 30 % × 6,000 = 1,800.
            #expect(plain(answer, .funeral) == 3_600_000 && plain(answer, .survivorPension) == 180_000, "\(more)")
        }
        // Nothing says whether the leave was over: 20 × 51,821 of 2023 = 1,036,420 at most.
        let open = try #require(try sums([:]).items.first { $0.code == .lumpDeath })
        #expect(open.amount == nil && open.low == 0 && open.high == 103_642_000 && open.warnings.contains("untested:death_cause"))
        #expect(plain(try sums(["grade_concluded_on": "2022-12-20", "death_cause": "paid_leave"]), .lumpDeath) == 103_642_000)
        // Grade 9 and another cause: nothing of WII 39, said so.
        let other = try sums(["grade": 9, "death_cause": "other"])
        #expect(other.items.map(\.amount) == [0, 0, 0] && other.items.allSatisfy { $0.warnings.contains("not_due:death_cause") })
    }

    @Test("WII 62(3): the fund's monthly line begins on the day of joining, the employer's ends on the day before")
    func joinedLate() throws {
        let facts: JSON = [
            "grade": 3, "injured_on": "2022-03-10", "grade_concluded_on": "2022-12-20", "coverage": "joined_late", "joined_and_paid_on": "2023-07-01",
            "own_wage_monthly_fen": 600_000, "self_care": "partly", "minimum_wages": [["monthly_fen": 200_000]],
            "average_wages": [["scope": "pooling", "year": 2021, "monthly_fen": 600_000]], "due_from": "2023-01", "due_to": "2023-12",
        ]
        for code in ["monthly_disability", "nursing"] {
            let lines = try Asking.answer(facts, ask: [code]).items.filter { $0.measure == .due && $0.variant == nil }
            #expect(lines.map(\.payer) == [.fund, .employer], "\(code)")
            #expect(lines.map { $0.from?.description } == ["2023-07-01", "2023-01-01"], "\(code)")
            #expect(lines.map { $0.to?.description } == [nil, "2023-06-30"], "\(code)")
        }
        // Six months each of 80 % × 6,000.
        let arrears = try Asking.answer(facts, ask: ["monthly_disability"]).items.filter { $0.measure == .arrears }
        #expect(Set(arrears.map(\.amount)) == [2_880_000] && Set(arrears.map(\.payer)) == [.employer, .fund])
        // Joined after the day of the question: all of it is still the employer's.
        let later = try Asking.answer(facts.with(["joined_and_paid_on": "2024-07-01"]), ask: ["monthly_disability"]).items
        #expect(later.allSatisfy { $0.payer == .employer } && later.count { $0.measure == .due } == 1)
    }

    @Test("WII 35(1)(3), 39: the allowance ends with the month of retirement or death: 4,800 a month from January is 9,600, no day's part")
    func wholeMonths() throws {
        let facts: JSON = [
            "grade": 3, "injured_on": "2022-03-10", "grade_concluded_on": "2022-12-20", "coverage": "insured", "own_wage_monthly_fen": 600_000,
            "average_wages": [["scope": "pooling", "year": 2021, "monthly_fen": 600_000]], "minimum_wages": [["monthly_fen": 200_000]],
            "due_from": "2024-01", "due_to": "2024-06",
        ]
        for end in ["retired_on", "died_on"] {
            let answer = try Asking.answer(facts.with(.object(JSONObject([(end, "2024-02-10")]))), ask: ["monthly_disability"], asOf: "2025-06-30")
            #expect(plain(answer, .monthlyDisability, .arrears) == 960_000, "\(end)")
            #expect(answer.items.first?.to?.description == "2024-02-29", "\(end)")
        }
        // Retired on the first of a month: the pension is that month's, the allowance ends the day before.
        let first = try Asking.answer(facts.with(["retired_on": "2024-05-01"]), ask: ["monthly_disability"], asOf: "2025-06-30")
        #expect(plain(first, .monthlyDisability, .arrears) == 1_920_000 && first.items.first?.to?.description == "2024-04-30")
    }

    @Test("A disease found after death and a child born after it: six months of 6,000, and 216 months of 2,100 from birth, 453,600")
    func posthumous() throws {
        let found: JSON = [
            "diagnosed_on": "2024-03-01", "died_on": "2024-02-10", "occupational_disease": true, "coverage": "insured",
            "average_wages": [["scope": "pooling", "year": 2023, "monthly_fen": 600_000]],
        ]
        #expect(try Asking.due("funeral", found, asOf: "2024-12-31") == 3_600_000)
        let born: JSON = [
            "died_on": "2024-05-20", "death_cause": "injury", "coverage": "insured", "own_wage_monthly_fen": 700_000,
            "average_wages": [["scope": "pooling", "year": 2023, "monthly_fen": 900_000]], "dependants": [["relation": "child", "born_on": "2024-10-15"]],
        ]
        let answer = try Asking.answer(born, ask: ["survivor_pension"], asOf: "2025-06-30")
        #expect(plain(answer, .survivorPension, .total) == 45_360_000)
        #expect(answer.items.first { $0.measure == .total }?.from?.description == "2024-10-15")
    }

    @Test("A line that has no id is answered with its number, whether it could be read or not")
    func lineNumbers() throws {
        var lines = EvaluationLines(packs: try Asking.packs())
        _ = lines.answer([])
        let read = lines.answer(Array(#"{"jurisdiction":"000000","as_of":"2024-06-30","facts":{}}"#.utf8))
        let wrong = lines.answer(Array(#"{"jurisdiction":"000000","as_of":"2024-06-30","facts":{"no_fact":1}}"#.utf8))
        let third = lines.answer(Array(#"{"id":7,"jurisdiction":"000000","as_of":"2024-06-30","facts":{}}"#.utf8))
        let (good, bad, named) = (try #require(read), try #require(wrong), try #require(third))
        #expect(try JSON(parsing: good.bytes)["line"] == 2)
        #expect(try JSON(parsing: bad.bytes)["line"] == 3 && bad.fault?.path == "facts.no_fact")
        #expect(try JSON(parsing: named.bytes)["line"] == nil && JSON(parsing: named.bytes)["id"] == 7)
    }
}
