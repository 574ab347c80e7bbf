import Base
import Testing
import Wire
@testable import Statute

/// What must hold of premiums, deductions, instalments, tax, leave pay and double wage whatever the numbers are. Every failure names its seed.
@Suite("Properties of pay and insurance") struct MoneyPropertyTests {
    private func between(_ random: SeededRandom, _ least: Int64, _ most: Int64) -> Int64 { least + Int64(random.below(Int(most - least + 1))) }

    @Test("Tax: the cumulative method of the packs equals a table of slices, reckoned bracket by bracket", arguments: 0..<40)
    func tax(seed: Int) throws {
        // Individual Income Tax Law, annex 1: yearly slices in yuan and their rates in per cent; no quick deductions.
        let slices: [(upTo: Int64, percent: Int64)] = [(36_000, 3), (144_000, 10), (300_000, 20), (420_000, 25), (660_000, 30), (960_000, 35), (.max, 45)]
        func slow(_ taxable: Int64) -> Int64 {
            var (hundredths, below) = (Int64(0), Int64(0))
            for slice in slices {
                let top = slice.upTo == .max ? Int64.max : slice.upTo * 100
                hundredths += max(0, min(taxable, top) - below) * slice.percent
                below = top
            }
            return (hundredths + 50) / 100
        }
        let random = SeededRandom(seed: UInt64(seed))
        var (income, withheld) = (Int64(0), Int64(0))
        for month in 1...12 {
            income += between(random, 0, [1_000_000, 5_000_000, 20_000_000][seed % 3])
            let special = between(random, 0, 200_000) * Int64(month)
            let facts: JSON = [
                "tax": ["cumulative_income_fen": .int(income), "special_fen": .int(special), "withheld_fen": .int(withheld), "months": .int(Int64(month))]
            ]
            let day = "2024-\(month < 10 ? "0" : "")\(month)-28"
            let due = try #require(try Asking.due("income_tax", facts, asOf: day))
            let expected = max(0, slow(max(0, income - special - 500_000 * Int64(month))) - withheld)
            #expect(due == expected, "seed \(seed), month \(month): \(facts)")
            withheld += due
        }
    }

    @Test("Premiums: shares add up, no share falls as the wage rises, the base stays between its bounds", arguments: ["110000", "330000", "440300", "500000"])
    func premiums(place: String) throws {
        var last: [Payer: Int64] = [:]
        for wage in stride(from: Int64(0), through: 6_000_000, by: 240_007) {
            let answer = try Asking.answer(["contribution_wages": [["base_fen": .int(wage)]]], ask: ["contribution"], at: place, asOf: "2026-03-15")
            for payer in [Payer.employer, .employee] {
                let parts = answer.items.filter { $0.measure == .due && $0.payer == payer && $0.variant == nil }.compactMap(\.amount)
                let total = try #require(answer.items.first { $0.measure == .total && $0.payer == payer }?.amount, "\(place) \(wage)")
                #expect(parts.reduce(0, +) == total && parts.allSatisfy { $0 >= 0 }, "\(place) \(wage)")
                #expect(total >= last[payer] ?? 0, "\(place) \(wage)")
                last[payer] = total
            }
        }
    }

    @Test("Rebooking: every entry and its reversal sum to nothing, also over several months and in parts", arguments: 0..<30)
    func rebooking(seed: Int) throws {
        let random = SeededRandom(seed: UInt64(seed + 100))
        let months = 1 + random.below(6)
        let known = 1 + random.below(months)
        let booked = between(random, 0, 900_000)
        let facts: JSON = [
            "contribution_wages": [["from": "2026-01", "to": .string("2026-0\(known)"), "base_fen": .int(between(random, 1, 5_000_000))]],
            "premiums": [["line": "pension", "interval": ["from": "2026-01", "to": .string("2026-0\(months)")], "base_fen": 1, "employee_fen": .int(booked)]],
        ]
        let answer = try Asking.answer(facts, ask: ["contribution"], at: "110000", asOf: "2026-06-30")
        let lines = answer.items.filter { $0.line == "pension" && $0.payer == .employee || $0.variant == "overpaid" }
        let reversal = try #require(lines.first { $0.variant == "reversal" }?.amount, "seed \(seed)")
        let anew = try #require(lines.first { $0.variant == "rebooked" }?.amount)
        let owed = lines.first { $0.measure == .shortfall }?.amount ?? -(lines.first { $0.variant == "overpaid" }?.amount ?? 0)
        // Of a premium for several months the known ones' equal parts; the whole, where all are known.
        let was = known == months ? booked : booked / Int64(months) * Int64(known)
        #expect(was + reversal == 0 && was + owed == anew, "seed \(seed): \(was) \(reversal) \(anew) \(owed)")
    }

    @Test("Deduction: never over a fifth, the agreed sum, the balance or the room above the minimum wage; instalments pay the balance, no fen more", arguments: 0..<60)
    func deductions(seed: Int) throws {
        let random = SeededRandom(seed: UInt64(seed + 200))
        let (gross, floor, taken) = (between(random, 0, 2_000_000), between(random, 0, 300_000), between(random, 0, 300_000))
        let (agreed, balance) = (between(random, 0, 500_000), between(random, 0, 3_000_000))
        let facts: JSON = [
            "wages": [["month": "2025-06", "gross_fen": .int(gross)]], "minimum_wages": [["monthly_fen": .int(floor)]],
            "deductions": [["kind": "si", "amount_fen": .int(taken)]], "agreed_instalment_fen": .int(agreed), "balance_fen": .int(balance),
        ]
        let answer = try Asking.answer(facts, ask: ["deduction_cap", "instalment_plan", "net_pay", "contribution_shortfall"], asOf: "2025-06-30")
        let cap = try #require(answer.items.first { $0.code == .deductionCap && $0.variant == nil }?.amount, "seed \(seed)")
        #expect(cap == max(0, min(gross / 5, min(gross - taken - floor, min(agreed, balance)))), "seed \(seed): \(facts)")
        if cap > 0 {
            let months = (balance + cap - 1) / cap
            let last = answer.items.first { $0.variant == "last_instalment" }?.amount ?? cap
            #expect(cap * (months - 1) + last == balance && last > 0 && last <= cap, "seed \(seed)")
        }
        // law.md's shortfall: what the wage does not carry of the premiums, and never more than they are.
        let short = try #require(answer.items.first { $0.code == .contributionShortfall && $0.measure == .shortfall && $0.variant == nil }?.amount)
        #expect(short == max(0, taken - gross), "seed \(seed)")
        let net = try #require(answer.items.first { $0.code == .netPay && $0.measure == .due }?.amount)
        #expect(net == max(0, gross - taken), "seed \(seed)")
    }

    @Test("Sick pay: a day more never pays less, over months, part months and changes of the minimum wage")
    func sickPayMonotone() throws {
        let start = try #require(LocalDate("2025-05-20"))
        var last: Int64 = 0
        for days in 0..<130 {
            let facts: JSON = [
                "minimum_wages": [["from": "2023-10-01", "to": "2025-06-30", "monthly_fen": 220_000], ["from": "2025-07-01", "monthly_fen": 240_000]],
                "sick_leaves": [["from": .string(start.description), "to": .string(start.adding(days: days)?.description ?? "")]],
            ]
            let due = try #require(try Asking.due("sick_pay", facts, asOf: "2025-12-31"))
            #expect(due >= last, "\(days) days: \(due) after \(last)")
            last = due
        }
    }

    @Test("Double wage: never above eleven months of the highest wage, and a later signature never gives less", arguments: 0..<40)
    func doubleWage(seed: Int) throws {
        let random = SeededRandom(seed: UInt64(seed + 300))
        let entered = try #require(LocalDate("2022-01-01")?.adding(days: random.below(365)))
        let wages = (0..<26).map { index in (FactDay.monthIndex(entered) + index, between(random, 200_000, 900_000)) }
        let most = wages.map(\.1).max() ?? 0
        var last: Int64 = 0
        for days in stride(from: 0, through: 420, by: 15) {
            let facts: JSON = [
                "entered_on": .string(entered.description), "contract_signed_on": .string(entered.adding(days: days)?.description ?? ""),
                "wages": .array(wages.map { ["month": .string(FactDay.firstDay(ofMonth: $0.0).map { FactDay($0, precision: .month).text } ?? ""), "gross_fen": .int($0.1)] }),
            ]
            let due = try #require(try Asking.due("double_wage", facts), "seed \(seed)")
            // A month counted by working days is up to a day's wage apart from the whole one.
            #expect(due >= last - most / 20, "seed \(seed), \(days) days: \(due) after \(last)")
            #expect(due <= most * 11, "seed \(seed), \(days) days")
            last = due
        }
    }

    @Test("No item answers nothing at all: unknown facts stop it, are named, or lie outside it", arguments: ItemCode.allCases)
    func noSilentZero(code: ItemCode) throws {
        let answer = try Asking.answer(["entered_on": "2020-01-01", "ended_on": "2024-03-31"], ask: [code.rawValue], at: "330100")
        for item in answer.items where item.amount == 0 && item.measure == .due && item.variant == nil {
            #expect(!item.warnings.isEmpty || !item.inputs.isEmpty, "\(code): \(item.text)")
        }
        #expect(!answer.items.isEmpty || !answer.missing.isEmpty || !answer.warnings.isEmpty)
    }
}
