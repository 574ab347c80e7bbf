import Base
import Testing
import Wire
@testable import Statute

@Suite("Exposure and grounds") struct ExposureTests {
    private static let facts: JSON = [
        "injured_on": "2023-02-10", "grade": 9, "grade_concluded_on": "2023-09-01", "coverage": "insured", "own_wage_monthly_fen": 600_000,
        "entered_on": "2020-03-01", "ended_on": "2024-02-29", "end_ground": "lcl39", "severance_wage_monthly_fen": 500_000, "sex": "m",
        "born_on": "1990-01-01", "average_wages": [["scope": "province", "year": 2023, "monthly_fen": 800_000]],
    ]

    private func ask(_ facts: JSON) throws -> Answer { try Asking.answer(facts, ask: ["exposure"], at: "330000", asOf: "2024-05-31") }
    private func total(_ answer: Answer, _ payer: Payer) -> Item? { answer.items.first { $0.payer == payer && $0.variant == nil } }

    @Test("By whether the end is lawful: N or nothing, 2N, or from the one to the other")
    func end() throws {
        let employment: Int64 = 800_000 * 4
        let open = try #require(total(try ask(Self.facts), .employer))
        #expect(open.low == employment && open.high == employment + 2 * 4 * 500_000, "\(open.text)")
        #expect(open.warnings.contains("untested:end_lawful") && open.warnings.contains("ground_legal_review:grade_7_10"))
        let unlawful = try ask(Self.facts.with(["end_lawful": false]))
        #expect(total(unlawful, .employer)?.amount == employment + 4_000_000)
        #expect(unlawful.items.first { $0.variant == "reinstatement" }?.amount == 1_500_000, "March to May")
        #expect(total(try ask(Self.facts.with(["end_lawful": true])), .employer)?.amount == employment)
        let expired = try ask(Self.facts.with(["end_lawful": true, "end_ground": "expiry"]))
        #expect(total(expired, .employer)?.amount == employment + 2_000_000)
        let fund: Int64 = 600_000 * 9 + 800_000 * 4
        #expect(total(expired, .fund)?.amount == fund)
    }

    @Test("What was paid is no exposure any more; unpaid premiums and their late fee are")
    func openSums() throws {
        let payment: JSON = ["item": "lump_disability", "payer": "fund", "amount_fen": 5_400_000]
        let premium: JSON = [
            "line": "pension", "month": "2023-12", "employer_fen": 96_000, "employee_fen": 48_000, "declared": false, "due_on": "2024-01-15",
        ]
        let answer = try ask(Self.facts.with(["end_lawful": true, "payments": .array([payment]), "premiums": .array([premium])]))
        #expect(total(answer, .fund)?.amount == 3_200_000)
        // Both shares, and 0.05 % a day of them from 16 January to 31 May.
        let lateFee: Int64 = 144_000 * 137 / 2_000
        #expect(total(answer, .employer)?.amount == 3_200_000 + 144_000 + lateFee)
    }

    private static let phases: [(JSON, String, String)] = [
        (["paid_leave": ["from": "2024-01-01", "to": "2024-12-31"]], "ground_barred:lcl40", "ground_open:lcl37"),
        (["grade": nil, "grade_concluded_on": nil], "ground_legal_review:lcl39", "ground_open:lcl38"),
        (["grade": 3], "ground_barred:expiry", "ground_legal_review:lcl37"), (["grade": 6], "ground_barred:expiry", "ground_open:lcl36_employee"),
        (["grade": 10], "ground_barred:lcl41", "ground_open:expiry"), (["grade": 0], "ground_open:lcl40", "ground_open:lcl39"),
    ]

    @Test("Every ground has its verdict in the phase", arguments: phases)
    func grounds(facts: JSON, first: String, second: String) throws {
        let line = try #require(try ask(Self.facts.with(facts)).items.first { $0.variant == "grounds" })
        #expect(line.warnings.count { $0.hasPrefix("ground_") } == EndGround.allCases.count - 1)
        #expect(line.warnings.contains(first) && line.warnings.contains(second), "\(line.warnings)")
        for text in line.warnings { #expect(!WarningText.text(text, .zh).contains("lcl"), "a worker reads \(WarningText.text(text, .zh))") }
    }
}
