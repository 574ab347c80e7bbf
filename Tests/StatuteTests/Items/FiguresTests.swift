import Testing
import Wire

@testable import Statute

/// Figures worked out by hand, each for a rule that is easily got wrong: bases, premiums, pay and the end of the contract.
@Suite("Figures reckoned by hand") struct FiguresTests {
    private func plain(_ answer: Answer, _ measure: Measure = .due, _ payer: Payer? = nil) -> Int64? {
        answer.items.first { $0.measure == measure && $0.variant == nil && (payer == nil || $0.payer == payer) }?.amount
    }

    @Test("A base is never another area's or another year's average: the province's is not the city's, and nothing is the nation's")
    func bases() throws {
        let left: JSON = ["grade": 9, "injured_on": "2023-02-01", "coverage": "insured", "ended_on": "2023-12-31", "end_ground": "lcl37"]
        func wages(_ scope: String, _ year: Int64, _ fen: Int64) -> JSON {
            ["average_wages": [["scope": .string(scope), "year": .int(year), "monthly_fen": .int(fen)]]]
        }
        let city = try Asking.answer(left.with(wages("pooling", 2022, 800_000)), ask: ["lump_medical"], at: "330200")
        #expect(city.items.isEmpty && city.missing.map(\.name).contains("average_wages"))
        // Four months of the province's average for grade 9: 4 × 8,000 = 32,000.
        let province = try Asking.answer(left.with(wages("province", 2022, 800_000)), ask: ["lump_medical"], at: "330200")
        #expect(plain(province) == 3_200_000)
        let died: JSON = ["died_on": "2023-12-31", "coverage": "insured"]
        let nation = try Asking.answer(died.with(wages("national", 2022, 900_000)), ask: ["funeral"], at: "330200")
        #expect(nation.items.isEmpty && nation.missing.map(\.name).contains("average_wages"))
        let later = try Asking.answer(JSON.object(["died_on": "2020-12-31", "coverage": "insured"]).with(wages("pooling", 2023, 800_000)), ask: ["funeral"])
        #expect(later.items.isEmpty && !later.missing.isEmpty)
        // 6 × 9,000 = 54,000 on the average of the year before the death.
        #expect(try Asking.due("funeral", died.with(wages("pooling", 2022, 900_000))) == 5_400_000)
    }

    @Test("A back payment asks for what was not booked: the difference of each line and month")
    func backPayment() throws {
        let premium: (String) -> JSON = { month in
            [
                "line": "pension", "month": .string(month), "base_fen": 800_000, "employer_fen": 128_000, "employee_fen": 64_000,
                "paid_by": "employer", "declared": true, "due_on": .string(month + "-28"), "paid_on": .string(month + "-20"),
            ]
        }
        let answer = try Asking.answer(
            [
                "entered_on": "2026-01-01", "due_from": "2026-01", "due_to": "2026-03",
                "contribution_wages": [["from": "2026-01", "to": "2026-03", "base_fen": 1_000_000]],
                "premiums": .array(["2026-01", "2026-02", "2026-03"].map(premium)),
            ], ask: ["back_payment"], at: "110000", asOf: "2026-06-30")
        func pension(_ payer: Payer) -> [Int64?] {
            answer.items.filter { $0.measure == .arrears && $0.line == "pension" && $0.payer == payer }.map(\.amount)
        }
        // (10,000 − 8,000) × 16 % = 320 of the employer and × 8 % = 160 of the employee, three months.
        #expect(pension(.employer) == [32_000, 32_000, 32_000] && pension(.employee) == [16_000, 16_000, 16_000])
        let total = answer.items.first { $0.measure == .due && $0.payer == .employer }
        #expect(total?.warnings.contains("incomplete:work_injury.employer") == true)
    }

    @Test("Sick pay follows the minimum wage of each leave, and the same leave has one answer whichever fact states it")
    func sickPay() throws {
        let wages: JSON = [
            ["from": "2023-10-01", "to": "2025-06-30", "monthly_fen": 220_000], ["from": "2025-07-01", "to": nil, "monthly_fen": 240_000],
        ]
        let two: JSON = [
            "minimum_wages": wages, "sick_leaves": [["from": "2025-06-01", "to": "2025-06-30"], ["from": "2025-07-01", "to": "2025-07-31"]],
        ]
        // 80 % × 2,200 + 80 % × 2,400 = 1,760 + 1,920 = 3,680.
        #expect(try Asking.due("sick_pay", two, asOf: "2025-12-31") == 368_000)
        // 3 to 14 March 2025 are ten working days: 1,600 ÷ 21.75 × 10 = 735.63.
        let leave: JSON = ["minimum_wages": [["monthly_fen": 200_000]], "sick_leaves": [["from": "2025-03-03", "to": "2025-03-14"]]]
        let period: JSON = [
            "minimum_wages": [["monthly_fen": 200_000]], "pay_periods": [["from": "2025-03-03", "to": "2025-03-14", "kind": "sick"]],
        ]
        #expect(try Asking.due("sick_pay", leave, asOf: "2025-06-30") == 73_563)
        #expect(try Asking.due("sick_pay", period, asOf: "2025-06-30") == 73_563)
        #expect(try Asking.due("leave_pay", period, asOf: "2025-06-30") == 73_563)
    }

    @Test("Double wage: at most eleven months whatever the day of entry, on the pay of the months without a contract")
    func doubleWage() throws {
        for entered in ["2023-01-31", "2023-08-31", "2023-03-30"] {
            let facts: JSON = [
                "entered_on": .string(entered), "ended_on": "2024-12-31", "contract_signed_on": nil, "wage_first_year_monthly_fen": 500_000,
            ]
            // 11 × 5,000 = 55,000.
            #expect(try Asking.due("double_wage", facts, asOf: "2025-06-30") == 5_500_000, "\(entered)")
        }
        let months: [JSON] = (3...12).map { month in
            ["month": .string("2022-" + (month < 10 ? "0" : "") + String(month)), "gross_fen": .int(month < 7 ? 400_000 : 900_000)]
        }
        // Signed on 1 July: April, May and June at 4,000 each.
        let signed: JSON = ["entered_on": "2022-03-01", "contract_signed_on": "2022-07-01", "wages": .array(months)]
        #expect(try Asking.due("double_wage", signed, asOf: "2025-06-30") == 1_200_000)
    }

    @Test("Excluded service comes off in months, and overlaps come off once")
    func excluded() throws {
        func severance(_ entered: String, _ ended: String, _ out: JSON) throws -> Int64? {
            try Asking.due(
                "severance",
                [
                    "entered_on": .string(entered), "ended_on": .string(ended), "severance_wage_monthly_fen": 500_000, "end_ground": "expiry",
                    "service_excluded": out,
                ])
        }
        // 4 years 6 months less the whole of 2012: 3 years 6 months, so 4 × 5,000.
        #expect(try severance("2010-01-01", "2014-06-30", [["from": "2012-01-01", "to": "2012-12-31", "reason": "suspended"]]) == 2_000_000)
        // Ten years less 2012 to 2014, stated with an overlap: 7 × 5,000.
        let twice: JSON = [
            ["from": "2012-01-01", "to": "2013-12-31", "reason": "suspended"], ["from": "2013-01-01", "to": "2014-12-31", "reason": "suspended"],
        ]
        #expect(try severance("2010-01-01", "2019-12-31", twice) == 3_500_000)
    }

    @Test("Maternity insurance stands on medical insurance's bounded base, and a sum is no firmer than its parts")
    func premiums() throws {
        let answer = try Asking.answer(
            [
                "contribution_wages": [["from": "2026-01", "to": "2026-12", "base_fen": 10_000_000]],
                "premium_classes": [["line": "work_injury", "class": "1"]],
            ], ask: ["contribution"], at: "110000", asOf: "2026-03-15")
        // 35,811 × 0.8 % = 286.488.
        #expect(answer.items.first { $0.line == "maternity" }?.amount == 28_649)
        let total = try #require(answer.items.first { $0.measure == .total && $0.payer == .employer })
        let parts = answer.items.filter { $0.measure == .due && $0.payer == .employer }
        #expect(total.confidence == parts.map(\.confidence).min() && !total.packs.isEmpty)
    }

    @Test("At the end of the relation: advances and premiums less the net final wages; and a deduction is never more than its part")
    func deductions() throws {
        let exit = try Asking.answer(
            [
                "balance_fen": 350_000, "wages": [["month": "2025-06", "gross_fen": 200_000]], "ended_on": "2025-06-30",
                "deductions": [["kind": "si", "amount_fen": 0]],
            ], ask: ["contribution_shortfall"], asOf: "2025-06-30")
        // 3,500 + 0 − 2,000 = 1,500.
        #expect(exit.items.first { $0.variant == "exit" }?.amount == 150_000)
        // 20 % of 3,333.33 is 666.666: 666.66, not a fen more.
        let cap: JSON = [
            "wages": [["month": "2025-06", "gross_fen": 333_333]], "minimum_wages": [["monthly_fen": 100_000]], "balance_fen": 900_000,
            "agreed_instalment_fen": 200_000,
        ]
        #expect(try Asking.due("deduction_cap", cap, asOf: "2025-06-30") == 66_666)
    }

    @Test("Income tax of a month before 2019, and a late fee that is none")
    func taxAndFee() throws {
        // (10,000 − 5,000 − 1,000) × 10 % − 210 = 190.
        let tax: JSON = ["tax": ["cumulative_income_fen": 1_000_000, "special_fen": 100_000, "months": 1]]
        #expect(try Asking.due("income_tax", tax, asOf: "2018-11-30") == 19_000)
        let paid: JSON = [
            "premiums": [
                ["line": "pension", "month": "2024-07", "employer_fen": 96_000, "employee_fen": 48_000, "due_on": "2024-07-31", "paid_on": "2024-07-31"]
            ]
        ]
        #expect(try Asking.due("si_late_fee", paid, asOf: "2025-06-30") == 0)
    }

    @Test("Premiums booked for several months on another base are reversed and booked anew as one entry")
    func rebooked() throws {
        let answer = try Asking.answer(
            [
                "due_from": "2026-01", "due_to": "2026-03", "contribution_wages": [["from": "2026-01", "to": "2026-03", "base_fen": 1_000_000]],
                "premiums": [
                    [
                        "line": "pension", "interval": ["from": "2026-01", "to": "2026-03"], "base_fen": 800_000, "employer_fen": 384_000,
                        "employee_fen": 192_000,
                    ]
                ],
            ], ask: ["contribution"], at: "110000", asOf: "2026-06-30")
        func line(_ variant: String?, _ measure: Measure) -> Int64? {
            answer.items.first { $0.variant == variant && $0.measure == measure && $0.payer == .employer && $0.line == "pension" }?.amount
        }
        // 3 × 8,000 × 16 % = 3,840 back; 3 × 10,000 × 16 % = 4,800 anew; 960 short.
        #expect(line("reversal", .paid) == -384_000 && line("rebooked", .due) == 480_000 && line(nil, .shortfall) == 96_000)
    }

    @Test("Exposure: 2N holds no notice pay, and a paid leave stated in months bars the no-fault ground")
    func exposure() throws {
        let unlawful: JSON = [
            "entered_on": "2020-01-01", "ended_on": "2023-12-31", "end_ground": "lcl40", "end_lawful": false,
            "severance_wage_monthly_fen": 500_000, "last_month_wage_fen": 500_000,
        ]
        // 2 × 4 × 5,000 = 40,000.
        #expect(plain(try Asking.answer(unlawful, ask: ["exposure"]), .total, .employer) == 4_000_000)
        let leave: JSON = [
            "injured_on": "2024-03-01", "paid_leave_months_x10": 60, "entered_on": "2020-01-01", "ended_on": "2024-06-15", "end_ground": "lcl40",
            "severance_wage_monthly_fen": 600_000,
        ]
        let grounds = try Asking.answer(leave, ask: ["exposure"], at: "320500").items.first { $0.variant == "grounds" }
        #expect(grounds?.warnings.contains("ground_barred:lcl40") == true && grounds?.warnings.contains("ground_barred:lcl39") == true)
    }

    @Test("Remedies: no clock of lump sums that have not arisen, a receipt that is assumed is said to be, an unpublished calendar too")
    func remedies() throws {
        let kept = try Asking.answer(
            ["grade": 2, "grade_concluded_on": "2024-06-05", "recognised_on": "2024-01-05"], ask: ["remedy_dates"], at: "110000")
        #expect(!kept.items.contains { $0.variant == "RM-8" })
        #expect(kept.items.first { $0.variant == "RM-1" }?.warnings.contains("assumed:received_on") == true)
        let far = try Asking.answer(["injured_on": "2027-09-01"], ask: ["remedy_dates"], asOf: "2027-09-30")
        #expect(far.items.first { $0.variant == "file_by_employer" }?.warnings.contains("calendar_unknown:2027") == true)
    }

    @Test("A line that is no question is named by its number, empty lines counted")
    func lineNumber() throws {
        var lines = EvaluationLines(packs: try Asking.packs())
        #expect(lines.answer([]) == nil)
        #expect(lines.answer(Array("no question".utf8))?.fault?.path == "line 2")
        #expect(lines.faults == 1)
    }

    @Test("A back payment sets off what was paid for several months month by month, for all lines together, and asks for every other gap")
    func backPaymentByMonths() throws {
        let wages: JSON = [
            "entered_on": "2026-01-01", "due_from": "2026-01", "due_to": "2026-03",
            "contribution_wages": [["from": "2026-01", "to": "2026-03", "base_fen": 1_000_000]],
        ]
        func ask(_ premiums: JSON) throws -> Answer {
            try Asking.answer(wages.with(["premiums": premiums]), ask: ["back_payment"], at: "110000", asOf: "2026-06-30")
        }
        func owed(_ answer: Answer, _ line: String, _ payer: Payer) -> Int64 {
            answer.items.filter { $0.line == line && $0.payer == payer }.compactMap(\.amount).reduce(0, +)
        }
        // 16 % and 8 % of 10,000 in three months: 4,800 and 2,400; paid on 8,000: 3,840 and 1,920.
        let quarter = try ask([[
            "line": "pension", "interval": ["from": "2026-01", "to": "2026-03"], "base_fen": 800_000, "employer_fen": 384_000,
            "employee_fen": 192_000, "paid_by": "employer", "declared": true, "due_on": "2026-03-28", "paid_on": "2026-03-20",
        ]])
        #expect(owed(quarter, "pension", .employer) == 96_000 && owed(quarter, "pension", .employee) == 48_000)
        // January paid on 8,000, February not paid: 320 + 1,600 + 1,600, and the other lines as well.
        let unpaid = try ask([
            [
                "line": "pension", "month": "2026-01", "base_fen": 800_000, "employer_fen": 128_000, "employee_fen": 64_000,
                "paid_by": "employer", "declared": true, "due_on": "2026-01-28", "paid_on": "2026-01-20",
            ],
            [
                "line": "pension", "month": "2026-02", "base_fen": 800_000, "employer_fen": 128_000, "employee_fen": 64_000,
                "paid_by": "employer", "declared": true, "due_on": "2026-02-28",
            ],
        ])
        #expect(owed(unpaid, "pension", .employer) == 352_000 && owed(unpaid, "medical", .employer) > 0)
        // Everything of January paid in one sum: nothing of January is left.
        let together = try ask([[
            "line": "all", "month": "2026-01", "employer_fen": 500_000, "employee_fen": 200_000, "paid_by": "employer", "declared": true,
            "due_on": "2026-01-28", "paid_on": "2026-01-20",
        ]])
        #expect(owed(together, "pension", .employer) == 320_000 && owed(together, "all", .employer) == 0)
    }

    @Test("Somebody missing: the own wage is bounded by the year before the day of missing, whenever it is asked")
    func missingBounds() throws {
        let facts: JSON = [
            "missing_since": "2023-05-10", "coverage": "insured", "own_wage_monthly_fen": 500_000,
            "dependants": [["relation": "spouse", "lost_capacity": true, "supported": true]],
            "average_wages": [["scope": "pooling", "year": 2022, "monthly_fen": 600_000], ["scope": "pooling", "year": 2024, "monthly_fen": 900_000]],
        ]
        // 40 % of 5,000, which stands between 60 % and 300 % of the 6,000 of 2022; 60 % of the 9,000 of 2024 would be 5,400.
        for day in ["2023-12-31", "2025-12-31"] { #expect(try Asking.due("survivor_pension", facts, asOf: day) == 200_000) }
    }
}
