import Base
import Testing
import Wire
@testable import Statute

/// Situations across the provinces, each figure reckoned by hand from the place's formula; averages are 7,000 (pooling) and 8,000
/// (province), own wage is 6,000, and everybody leaves on 2024-02-29 unless said otherwise.
@Suite("Tables of the places, reckoned by hand") struct TableTests {
    private static func leaving(_ more: JSON) -> JSON {
        let facts: JSON = [
            "injured_on": "2022-06-10", "coverage": "insured", "own_wage_monthly_fen": 600_000, "ended_on": "2024-02-29", "end_ground": "lcl37",
            "sex": "m", "born_on": "1990-01-01",
            "average_wages": [["scope": "pooling", "year": 2023, "monthly_fen": 700_000], ["scope": "province", "year": 2023, "monthly_fen": 800_000]],
        ]
        return facts.with(more)
    }

    @Test("Medical and employment sums by grade, in the place's own wage and months", arguments: [
        ("120000", 7, 5_600_000, 8_400_000),  // 8 × and 12 × 7,000: one statistical area
        ("140000", 8, 12_600_000, 7_200_000),  // 21 × and 12 × own 6,000
        ("150000", 9, 7_000_000, 7_000_000),  // 10 × 7,000 each
        ("220000", 10, 4_200_000, 3_000_000),  // 7 × and 5 × 6,000
        ("230000", 6, 15_000_000, 8_400_000),  // 25 × and 14 × 6,000
        ("430000", 7, 9_000_000, 9_000_000),  // 15 × 6,000 each
        ("500000", 5, 8_400_000, 42_000_000),  // 12 × and 60 × 7,000: one statistical area
        ("510000", 8, 5_600_000, 12_600_000),  // 8 × and 18 × 7,000
        ("530000", 9, 2_100_000, 9_100_000),  // 3 × and 13 × 7,000
        ("610000", 10, 4_200_000, 4_200_000),  // 6 × 7,000 each
        ("620000", 5, 10_800_000, 10_800_000),  // 18 × 6,000 each
        ("640000", 8, 7_200_000, 7_200_000),  // 12 × 6,000 each
        ("650000", 7, 6_300_000, 14_700_000),  // 9 × and 21 × 7,000
        ("320000", 6, 16_000_000, 8_500_000),  // fixed sums
        ("370000", 9, 4_900_000, 8_400_000),  // 7 × and 12 × 7,000
        ("330000", 5, 24_000_000, 24_000_000),  // 30 × 8,000, the province's
    ] as [(String, Int64, Int64, Int64)])
    func sums(place: String, grade: Int64, medical: Int64, employment: Int64) throws {
        let facts = Self.leaving(["grade": .int(grade)])
        #expect(try Asking.due("lump_medical", facts, at: place) == medical)
        #expect(try Asking.due("lump_employment", facts, at: place) == employment)
    }

    @Test("Near retirement: whole years left decide the step, each place with its own", arguments: [
        ("150000", "1966-06-15", 2_800_000),  // two years and a rest left: 40 % of 10 × 7,000
        ("510000", "1966-06-15", 2_800_000),  // 40 % of 10 × 7,000
        ("500000", "1966-06-15", 1_260_000),  // a tenth less for each year below ten: 20 % of 9 × 7,000
        ("410000", "1964-02-01", 1_120_000),  // 60 reached on 2024-02-01: less than a year, 10 % of 16 × 7,000
        ("140000", "1960-01-01", 0),  // past the age
        ("360000", "1963-06-15", 0),  // 60 reached on 2023-06-15
    ] as [(String, String, Int64)])
    func age(place: String, born: String, employment: Int64) throws {
        #expect(try Asking.due("lump_employment", Self.leaving(["grade": 9, "born_on": .string(born)]), at: place) == employment)
    }

    @Test("An occupational disease raises the medical sum by the place's factor or months; where the packs cannot tell, that is said", arguments: [
        ("150000", 8_400_000, false), ("220000", 7_020_000, false), ("510000", 8_400_000, false), ("320000", 7_000_000, false),
        ("370000", 7_350_000, false), ("410000", 7_280_000, false), ("110000", 4_200_000, true),
    ] as [(String, Int64, Bool)])
    func occupational(place: String, medical: Int64, isOpen: Bool) throws {
        // Grade 9: 10 × 7,000 × 120 %; 9 × 6,000 × 130 %; (6 + 6) × 7,000; 50,000 × 140 %; 7 × 7,000 × 150 %; 8 × 7,000 × 130 %; 6 × 7,000.
        let facts = Self.leaving(["grade": 9, "occupational_disease": true])
        let item = try #require(try Asking.answer(facts, ask: ["lump_medical"], at: place).items.first { $0.variant == nil })
        #expect(item.amount == medical, "\(item.text)")
        #expect(item.warnings.contains("untested:uplift") == isOpen)
    }

    @Test("Months left to retirement, between the least and the most: 120 full months for a man of 50")
    func monthsLeft() throws {
        #expect(try Asking.due("lump_employment", Self.leaving(["grade": 5, "born_on": "1974-03-01"]), at: "520000") == 25_200_000)  // 36 months at most
        #expect(try Asking.due("lump_employment", Self.leaving(["grade": 10, "born_on": "1974-03-01"]), at: "520000") == 2_100_000)  // 3 at most
        #expect(try Asking.due("lump_employment", Self.leaving(["grade": 7, "born_on": "1963-12-01"]), at: "520000") == 2_800_000)  // 4 at least
    }

    @Test("The monthly allowance over late joining, a change of the minimum wage, and an end by retirement")
    func allowance() throws {
        let facts: JSON = [
            "grade": 4, "injured_on": "2021-03-10", "grade_concluded_on": "2021-12-20", "coverage": "joined_late", "joined_and_paid_on": "2023-01-01",
            "own_wage_monthly_fen": 260_000, "minimum_wages": [
                ["from": "2021-01-01", "to": "2022-12-31", "monthly_fen": 190_000], ["from": "2023-01-01", "to": nil, "monthly_fen": 220_000],
            ], "due_from": "2022-07", "due_to": "2023-12", "retired_on": "2023-09-01",
        ]
        let arrears = try Asking.answer(facts, ask: ["monthly_disability"]).items.filter { $0.measure == .arrears }
        // 75 % × 2,600 = 1,950: six months of the employer's; then lifted to 2,200, eight months of the fund's until August.
        #expect(arrears.map(\.payer) == [.employer, .fund] && arrears.map(\.amount) == [1_170_000, 1_760_000])
    }

    @Test("Several injuries: each by its own year; the allowance by the newest")
    func severalInjuries() throws {
        let facts: JSON = [
            "injuries": [
                ["injured_on": "2015-03-01", "grade": 9, "concluded_on": "2015-10-01"], ["injured_on": "2022-05-01", "grade": 4, "concluded_on": "2022-12-01"],
            ], "coverage": "insured", "minimum_wages": [["monthly_fen": 200_000]],
            "contribution_wages": [["from": "2014-01", "to": "2015-12", "base_fen": 300_000], ["from": "2021-01", "to": "2022-12", "base_fen": 600_000]],
            "average_wages": [["scope": "pooling", "year": 2014, "monthly_fen": 400_000], ["scope": "pooling", "year": 2021, "monthly_fen": 700_000]],
        ]
        let sums = try Asking.answer(facts, ask: ["lump_disability"]).items.filter { $0.measure == .due }
        #expect(sums.map(\.amount) == [2_700_000, 12_600_000])  // 3,000 × 9; 6,000 × 21
        #expect(try Asking.due("monthly_disability", facts) == 450_000)
        // The same injury graded twice: a review pays no second sum.
        let review = facts.with(["injuries": [
            ["injured_on": "2022-05-01", "grade": 9, "concluded_on": "2022-12-01"], ["injured_on": "2022-05-01", "grade": 8, "concluded_on": "2024-03-01"],
        ]])
        let once = try Asking.answer(review, ask: ["lump_disability"], at: "410000").items
        #expect(once.map(\.amount) == [5_400_000] && once[0].warnings.contains("local_rule:lump_disability_recomputed_on_review"))
    }

    @Test("Deaths: the young who work, the widower of a woman, one missing, and payments held against all pensions together")
    func deaths() throws {
        let death: JSON = [
            "died_on": "2024-05-20", "sex": "f", "death_cause": "injury", "coverage": "insured", "own_wage_monthly_fen": 700_000,
            "average_wages": [["scope": "pooling", "year": 2023, "monthly_fen": 900_000]],
        ]
        let family = death.with(["dependants": [
            ["relation": "child", "age_years": 17, "employed": true], ["relation": "spouse", "age_years": 57], ["relation": "mother", "age_years": 56],
            ["relation": "child", "age_years": 10],
        ], "payments": [["item": "survivor_pension", "payer": "fund", "monthly_fen": 300_000]]])
        let lines = try Asking.answer(family, ask: ["survivor_pension"]).items
        #expect(lines.filter { $0.variant == "not_eligible" }.map(\.warnings) == [["not_eligible:employed"], ["not_eligible:able_to_work"]])
        #expect(lines.first { $0.variant == "together" }?.amount == 420_000)
        #expect(lines.first { $0.measure == .shortfall }?.amount == 120_000)
        let missing = death.with(["died_on": nil, "missing_since": "2024-01-15", "original_pay_monthly_fen": 650_000, "dependants": [["relation": "mother", "age_years": 66]]])
        let wages = try Asking.answer(missing, ask: ["missing_wages", "survivor_pension"]).items
        #expect(wages.first { $0.code == .missingWages }?.to == LocalDate("2024-03-31"))
        #expect(wages.first { $0.code == .survivorPension }?.from == LocalDate("2024-04-01"))
    }
}
