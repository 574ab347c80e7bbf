import Base
import Testing
import Wire
@testable import Statute

@Suite("Contributions") struct ContributionTests {
    private static let rates: JSON = [
        "rate": [
            ["line": "pension", "who": "employer", "from": "2026-01-01", "value": 160_000],
            ["line": "pension", "who": "employee", "from": "2026-01-01", "value": 80_000],
        ],
        "base_floor": [["line": "pension", "from": "2026-01-01", "to": "2026-12-31", "value": 450_000]],
        "base_ceiling": [["line": "pension", "from": "2026-01-01", "to": "2026-12-31", "value": 2_500_000]],
    ]

    private func ask(_ facts: JSON, at place: String = "440000") throws -> Answer {
        try Asking.answer(facts, ask: ["contribution"], at: place, asOf: "2026-06-30", overrides: Self.rates)
    }

    @Test("A base changed afterwards: the entry is reversed whole, booked anew, and the difference is what is owed")
    func rebooked() throws {
        let facts: JSON = [
            "contribution_wages": [["from": "2026-01", "to": "2026-06", "base_fen": 600_000]], "due_from": "2026-06",
            "premiums": [
                ["line": "pension", "month": "2026-02", "base_fen": 500_000, "employer_fen": 80_000, "employee_fen": 40_000],
                ["line": "pension", "month": "2026-03", "base_fen": 700_000, "employer_fen": 112_000, "employee_fen": 56_000],
                ["line": "pension", "month": "2026-04", "base_fen": 600_000, "employer_fen": 96_000, "employee_fen": 48_000],
            ],
        ]
        let answer = try ask(facts)
        func lines(_ month: String, _ payer: Payer) -> [Item] {
            answer.items.filter { $0.line == "pension" && $0.period?.from == FactDay(month) && ($0.payer == payer || $0.variant == "overpaid") }
        }
        for (month, booked, right) in [("2026-02", 80_000, 96_000), ("2026-03", 112_000, 96_000)] as [(String, Int64, Int64)] {
            let all = lines(month, .employer)
            let reversal = all.first { $0.variant == "reversal" }?.amount ?? 0
            let anew = all.first { $0.variant == "rebooked" }?.amount ?? 0
            #expect(booked + reversal == 0, "an entry and its reversal sum to nothing")
            #expect(booked + reversal + anew == right)
        }
        #expect(lines("2026-02", .employer).first { $0.measure == .shortfall }?.amount == 16_000)
        #expect(lines("2026-03", .employer).first { $0.variant == "overpaid" }?.amount == 16_000)
        #expect(lines("2026-04", .employer).isEmpty, "a month that was right is left alone")
    }

    @Test("Month by month, both shares, and the sums add what is due in whole fen")
    func months() throws {
        let answer = try ask(["contribution_wages": [["base_fen": 333_333]], "due_from": "2026-02", "due_to": "2026-04"])
        let pension = answer.items.filter { $0.line == "pension" && $0.payer == .employee }
        #expect(pension.map(\.amount) == [36_000, 36_000, 36_000], "the floor of 4,500 counts")
        #expect(pension.map { $0.period?.from } == [FactDay("2026-02"), FactDay("2026-03"), FactDay("2026-04")])
        for payer in [Payer.employer, .employee] {
            let sum = answer.items.filter { $0.payer == payer && $0.measure == .due }.compactMap(\.amount).reduce(0, +)
            #expect(answer.items.first { $0.payer == payer && $0.measure == .total }?.amount == sum)
        }
    }

    @Test("A line whose rate nobody knows is named as missing from the sum; the risk class supplies that of work injury")
    func unknownLines() throws {
        let facts: JSON = ["contribution_wages": [["base_fen": 600_000]]]
        let without = try ask(facts, at: "110000").items.first { $0.measure == .total && $0.payer == .employer }
        #expect(without?.warnings.contains("incomplete:work_injury.employer") == true)
        let with = try ask(facts.with(["premium_classes": [["line": "work_injury", "class": "3"]]]), at: "110000")
        let line = with.items.first { $0.line == "work_injury" }
        #expect(line?.payer == .employer && line?.text.hasSuffix("× 0.7 %") == true, "\(line?.text ?? "")")
        #expect(with.items.first { $0.measure == .total && $0.payer == .employer }?.warnings.contains("incomplete:work_injury.employer") == false)
        #expect(!with.items.contains { $0.line == "work_injury" && $0.payer == .employee })
        let tier = try Asking.answer(
            facts.with(["premium_classes": [["line": "medical", "class": "tier2"]]]), ask: ["contribution"], at: "440300", asOf: "2026-02-15")
        #expect(tier.items.first { $0.line == "medical" && $0.payer == .employee }?.text.contains("0.5 %") == true)
    }

    @Test("A fixed fee is part of the employee's share, and has no base")
    func fixedFee() throws {
        let item = try ask(["contribution_wages": [["base_fen": 600_000]]], at: "110000").items.first { $0.line == "large_sum" }
        #expect(item?.amount == 300 && item?.payer == .employee)
    }
}
