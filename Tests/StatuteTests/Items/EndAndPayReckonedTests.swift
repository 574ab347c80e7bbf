import Base
import Testing
import Wire
@testable import Statute

/// The end of the contract, pay and insurance, reckoned by hand from the articles; each figure's reckoning stands beside it.
@Suite("End, pay and insurance reckoned by hand") struct EndAndPayReckonedTests {
    private func line(_ answer: Answer, _ code: String, _ measure: Measure = .due, _ variant: String? = nil, _ payer: Payer? = nil) -> Int64? {
        answer.items.first {
            $0.code.rawValue == code && $0.measure == measure && $0.variant == variant && (payer == nil || $0.payer == payer)
        }?.amount
    }

    private func wages(_ months: [(String, Int64)]) -> JSON {
        .array(months.map { ["month": .string($0.0), "gross_fen": .int($0.1)] })
    }

    @Test("Double wage: each month of the window with its own wage, the part month by its working days")
    func doubleWageByMonths() throws {
        let facts: JSON = [
            "entered_on": "2022-03-15", "contract_signed_on": "2022-07-01",
            "wages": wages([("2022-03", 300_000), ("2022-04", 300_000), ("2022-05", 400_000), ("2022-06", 500_000), ("2022-07", 900_000)]),
        ]
        // LCL 82(1): 15 April to 30 June. April: 12 working days (the make-up Sunday of the 24th among them): 3,000 ÷ 21.75 × 12 =
        // 1,655.17; May 4,000; June 5,000. July, when the contract was there, does not count.
        #expect(try Asking.due("double_wage", facts) == 1_065_517)
        // Whole months of one wage: 4,000 × 3.
        let whole: JSON = [
            "entered_on": "2022-03-01", "contract_signed_on": "2022-07-01",
            "wages": wages([("2022-04", 400_000), ("2022-05", 400_000), ("2022-06", 400_000), ("2022-07", 900_000)]),
        ]
        #expect(try Asking.due("double_wage", whole) == 1_200_000)
    }

    @Test("Double wage: a month without a stated wage is asked for, not filled with the mean of others")
    func doubleWageMissingMonth() throws {
        let facts: JSON = [
            "entered_on": "2022-03-15", "contract_signed_on": "2022-07-01", "wages": wages([("2022-04", 300_000), ("2022-06", 500_000)]),
        ]
        let answer = try Asking.answer(facts, ask: ["double_wage"])
        #expect(answer.items.isEmpty)
        #expect(answer.missing.map(\.name) == ["wages", "wage_first_year_monthly_fen"])
        #expect(answer.missing.first?.how.en.contains("2022-05") == true && answer.missing.first?.how.zh.contains("2022-05") == true)
        // A stated monthly pay stands in for it, and the answer says so: 1,655.17 + 4,500 + 5,000.
        let stated = try Asking.answer(facts.with(["original_pay_monthly_fen": 450_000]), ask: ["double_wage"])
        #expect(line(stated, "double_wage") == 1_115_517)
        #expect(stated.items.first?.warnings.contains("base:original_pay_monthly_fen") == true)
    }

    @Test("Double wage: hired on the 31st, the window begins on 1 March; the whole window is eleven months, no day more")
    func doubleWageWindow() throws {
        // LCR 6, CC 202: the first month is full with 28 February.
        let signed: JSON = ["entered_on": "2023-01-31", "contract_signed_on": "2023-03-01", "wage_first_year_monthly_fen": 500_000]
        #expect(try Asking.due("double_wage", signed) == 0)
        let dayLater = signed.with(["contract_signed_on": "2023-03-02"])
        #expect(try Asking.due("double_wage", dayLater) == 22_989)  // 5,000 ÷ 21.75 × 1
        for day in ["2023-01-31", "2022-08-31", "2022-03-15", "2022-10-01", "2020-02-29"] {
            let never: JSON = ["entered_on": .string(day), "ended_on": "2024-06-30", "contract_signed_on": nil, "wage_first_year_monthly_fen": 500_000]
            #expect(try Asking.due("double_wage", never) == 5_500_000, "\(day)")  // LCR 7: 5,000 × 11
        }
        // Stated by the month, the two part months at its ends are one month: 4,000 × 11.
        let names = ["2022-04", "2022-05", "2022-06", "2022-07", "2022-08", "2022-09", "2022-10", "2022-11", "2022-12", "2023-01", "2023-02", "2023-03"]
        let months = names.map { ($0, Int64(400_000)) }
        let byMonth: JSON = ["entered_on": "2022-03-15", "contract_signed_on": nil, "ended_on": "2023-12-31", "wages": wages(months)]
        #expect(try Asking.due("double_wage", byMonth) == 4_400_000)
    }

    @Test("A month in which the minimum wage changes is one month: sick pay and living allowance by the share of its days")
    func minimumWageChange() throws {
        let minimum: JSON = [["from": "2023-10-01", "to": "2025-06-14", "monthly_fen": 220_000], ["from": "2025-06-15", "to": nil, "monthly_fen": 240_000]]
        let sick: JSON = ["minimum_wages": minimum, "sick_leaves": [["from": "2025-06-01", "to": "2025-06-30"]]]
        // LO309 59: 80 % are 1,760 and 1,920; 10 and 11 of June's 21 working days: 838.10 + 1,005.71.
        #expect(try Asking.due("sick_pay", sick, asOf: "2025-12-31") == 184_381)
        let period: JSON = ["minimum_wages": minimum, "pay_periods": [["from": "2025-06-01", "to": "2025-06-30", "kind": "sick"]]]
        #expect(try Asking.due("sick_pay", period, asOf: "2025-12-31") == 184_381)
        // May, June and July: 1,760 + 1,843.81 + 1,920; and half a month of August, 1,920 ÷ 21.75 × 11.
        let long: JSON = ["minimum_wages": minimum, "sick_leaves": [["from": "2025-05-01", "to": "2025-08-15"]]]
        #expect(try Asking.due("sick_pay", long, asOf: "2025-12-31") == 649_484)
        // WPP 12 at 70 %: 1,540 and 1,680 by calendar days: 14 and 16 of 30.
        let living: JSON = [
            "minimum_wages": minimum, "local": ["living_ppm": 700_000], "pay_periods": [["from": "2025-06-01", "to": "2025-06-30", "kind": "living"]],
        ]
        #expect(line(try Asking.answer(living, ask: ["living_allowance"], asOf: "2025-12-31"), "living_allowance", .total) == 161_467)
    }

    @Test("A part of a month never pays more than the month: 22 working days before the last of July")
    func partOfAMonth() throws {
        let minimum: JSON = [["monthly_fen": 200_000]]
        func due(_ to: String) throws -> Int64? {
            try Asking.due("sick_pay", ["minimum_wages": minimum, "sick_leaves": [["from": "2025-07-01", "to": .string(to)]]], asOf: "2025-12-31")
        }
        #expect(try due("2025-07-30") == 160_000)  // 1,600 ÷ 21.75 × 22 would be 1,618.39
        #expect(try due("2025-07-31") == 160_000)
        #expect(try due("2025-07-29") == 154_483)  // 21 working days
    }

    @Test("Unemployment benefit lost: never more months than the years of contribution give")
    func unemploymentCap() throws {
        func due(_ years: JSON, _ months: Int64) throws -> Item? {
            let facts: JSON = ["contribution_years": years, "unemployment_months": .int(months), "local": ["unemployment_monthly_fen": 100_000]]
            return try Asking.answer(facts, ask: ["unemployment_loss"]).items.first
        }
        // SIL 46: 1 to 5 years 12 months, 5 to 10 years 18, from 10 years 24.
        for (years, months, expected) in [(3, 24, 1_200_000), (5, 24, 1_800_000), (10, 30, 2_400_000), (3, 7, 700_000), (0, 3, 0)] as [(Int64, Int64, Int64)] {
            #expect(try due(.int(years), months)?.amount == expected, "\(years) years")
        }
        #expect(try due(3, 24)?.warnings.contains("more_than_the_law_gives:12") == true)
        // Of unknown years the longest limit holds, and the finer one is named as untested.
        let unknown = try due(nil, 30)
        #expect(unknown?.amount == 2_400_000 && unknown?.warnings.contains("untested:unemployment_months") == true)
    }

    private static let beijing: JSON = [
        "entered_on": "2026-01-01", "due_from": "2026-01", "due_to": "2026-03",
        "contribution_wages": [["from": "2026-01", "to": "2026-03", "base_fen": 1_000_000]],
    ]

    private func backPay(_ premiums: JSON, until: String = "2026-03") throws -> Answer {
        try Asking.answer(
            Self.beijing.with(["premiums": premiums, "due_to": .string(until)]), ask: ["back_payment"], at: "110000", asOf: "2026-06-30")
    }

    private func sum(_ answer: Answer, _ insurance: String, _ payer: Payer) -> Int64 {
        answer.items.filter { $0.line == insurance && $0.payer == payer && $0.measure == .arrears }.compactMap(\.amount).reduce(0, +)
    }

    @Test("Back payment sets off a premium of several months, one for all lines, and goes on beside one that is unpaid")
    func backPayment() throws {
        // SIL 63: pension on 10,000 instead of 8,000 for three months: 2,000 × 16 % × 3 and × 8 % × 3.
        let interval = try backPay([
            [
                "line": "pension", "interval": ["from": "2026-01", "to": "2026-03"], "base_fen": 800_000, "employer_fen": 384_000, "employee_fen": 192_000,
                "paid_by": "employer", "declared": true, "due_on": "2026-03-28", "paid_on": "2026-03-20",
            ]
        ])
        #expect(sum(interval, "pension", .employer) == 96_000 && sum(interval, "pension", .employee) == 48_000)
        // January's pension 320 more, February's whole 1,600, medical 900, unemployment 50 and maternity 80 of both months.
        let unpaid = try backPay(
            [
                ["line": "pension", "month": "2026-01", "base_fen": 800_000, "employer_fen": 128_000, "employee_fen": 64_000, "declared": true, "paid_on": "2026-01-20"],
                ["line": "pension", "month": "2026-02", "base_fen": 800_000, "employer_fen": 128_000, "employee_fen": 64_000, "declared": true],
            ], until: "2026-02")
        #expect(line(unpaid, "back_payment", .due, nil, .employer) == 398_000)
        // All lines are 2,630 a month: 2,630 × 3 − 2,100 paid in January.
        let all = try backPay([
            ["line": "all", "month": "2026-01", "base_fen": 800_000, "employer_fen": 210_000, "employee_fen": 80_000, "declared": true, "paid_on": "2026-01-20"]
        ])
        #expect(line(all, "back_payment", .due, nil, .employer) == 579_000)
    }

    @Test("A base changed afterwards, known for some months only: those are booked anew, the others are named as left out")
    func rebookedInPart() throws {
        let facts = Self.beijing.with([
            "premiums": [
                ["line": "pension", "interval": ["from": "2025-11", "to": "2026-02"], "base_fen": 800_000, "employer_fen": 512_000, "employee_fen": 256_000]
            ]
        ])
        let answer = try Asking.answer(facts, ask: ["contribution"], at: "110000", asOf: "2026-06-30")
        func amount(_ measure: Measure, _ variant: String?) -> Int64? {
            answer.items.first { $0.line == "pension" && $0.payer == .employer && $0.measure == measure && $0.variant == variant }?.amount
        }
        // 5,120 for four months is 1,280 a month; January and February: − 2,560, + 10,000 × 16 % × 2, still owed 640.
        #expect(amount(.paid, "reversal") == -256_000 && amount(.due, "rebooked") == 320_000 && amount(.shortfall, nil) == 64_000)
        let owed = answer.items.first { $0.measure == .shortfall && $0.payer == .employer }
        #expect(owed?.period?.from == FactDay("2026-01") && owed?.period?.to == FactDay("2026-02"))
        #expect(owed?.warnings.contains("incomplete:contribution_wages") == true)
        #expect(answer.items.first { $0.measure == .total && $0.payer == .employer }?.warnings.contains("incomplete:contribution_wages") == true)
    }

    @Test("Months without a base are left out and named, in contributions and in back payment; with no base at all the item stops")
    func monthsWithoutBase() throws {
        let facts = Self.beijing.with(["contribution_wages": [["from": "2026-02", "to": "2026-02", "base_fen": 1_000_000]]])
        for code in ["contribution", "back_payment"] {
            let answer = try Asking.answer(facts, ask: [code], at: "110000", asOf: "2026-06-30")
            let pension = answer.items.filter { $0.line == "pension" && $0.payer == .employer }
            #expect(pension.map(\.amount) == [160_000], "\(code)")
            #expect(answer.items.contains { $0.line == nil && $0.payer == .employer && $0.warnings.contains("incomplete:contribution_wages") }, "\(code)")
            let none = try Asking.answer(facts.with(["due_from": "2026-03"]), ask: [code], at: "110000", asOf: "2026-06-30")
            #expect(none.items.isEmpty && none.missing.contains { $0.name == "contribution_wages" }, "\(code)")
        }
    }

    @Test("Unpaid after an order: one to three times the arrears, beside the fee and in no sum")
    func fine() throws {
        let facts: JSON = ["premiums": [["line": "pension", "month": "2023-12", "employer_fen": 96_000, "employee_fen": 48_000, "due_on": "2024-01-15"]]]
        let answer = try Asking.answer(facts, ask: ["si_late_fee"], asOf: "2024-12-31")
        let fine = answer.items.first { $0.variant == "fine_after_order" }
        #expect(fine?.low == 144_000 && fine?.high == 432_000 && fine?.payer == .employer)  // SIL 86: 1,440 × 1 to × 3
        #expect(line(answer, "si_late_fee") == 25_272)  // 1,440 × 0.05 % × 351 days
    }

    @Test("A fee of the year stands beside the months; a shortfall above the company's sum says so, strictly above")
    func feesAndNotices() throws {
        let fee = try Asking.answer(["contribution_wages": [["base_fen": 600_000]]], ask: ["contribution"], at: "120000", asOf: "2026-10-15")
        #expect(fee.items.first { $0.variant == "annual_fee" }?.amount == 26_000)
        let totals = fee.items.filter { $0.measure == .total && $0.payer == .employee }.compactMap(\.amount).reduce(0, +)
        #expect(totals == fee.items.filter { $0.measure == .due && $0.payer == .employee && $0.variant == nil }.compactMap(\.amount).reduce(0, +))
        for (premiums, told) in [(50_000, false), (50_001, true)] as [(Int64, Bool)] {
            let facts: JSON = ["wages": [["month": "2025-06", "gross_fen": 0]], "deductions": [["kind": "si", "amount_fen": .int(premiums)]]]
            let item = try Asking.answer(facts, ask: ["contribution_shortfall"], asOf: "2025-06-30").items.first
            #expect(item?.warnings.contains("company_policy:shortfall_notice") == told)
        }
    }

    @Test("Everything an item lacks is asked for at once; names that would do as well are told as such")
    func missingAtOnce() throws {
        let answer = try Asking.answer(["end_ground": "expiry"], ask: ["severance"])
        #expect(Set(answer.missing.map(\.oneOf)) == [["severance_wage_monthly_fen", "wages"], ["entered_on", "service_given"], ["ended_on", "service_given"]])
        let page = ExplainPage.missing(answer, .en)
        #expect(page.split(separator: "\n").count == 3 && page.contains("; or: "))
    }

    @Test("Exposure names what it could not reckon instead of leaving it out")
    func exposureSaysWhatItLacks() throws {
        let facts: JSON = [
            "entered_on": "2020-01-01", "ended_on": "2023-12-31", "end_ground": "lcl40", "end_lawful": true, "severance_wage_monthly_fen": 500_000,
        ]
        let total = try Asking.answer(facts, ask: ["exposure"]).items.first { $0.measure == .total }
        #expect(total?.amount == 2_000_000 && total?.warnings.contains("incomplete:notice_pay") == true)
    }
}
