import Base
import Testing
import Wire
@testable import Statute

/// Cases made up from the articles and reckoned by hand; each figure's reckoning stands beside it.
@Suite("Cases reckoned by hand") struct HandReckonedTests {
    private func line(_ answer: Answer, _ code: String, _ measure: Measure = .due, _ variant: String? = nil, _ payer: Payer? = nil) -> Int64? {
        answer.items.first {
            $0.code.rawValue == code && $0.measure == measure && $0.variant == variant && (payer == nil || $0.payer == payer)
        }?.amount
    }

    @Test("Grade 8 near retirement, expiry: floor of 60 %, two averages, one sum cut by age, N beside them")
    func gradeEight() throws {
        let facts: JSON = [
            "injured_on": "2023-02-10", "grade": 8, "grade_concluded_on": "2023-11-01", "coverage": "insured", "own_wage_monthly_fen": 380_000,
            "entered_on": "2019-03-01", "ended_on": "2024-02-29", "end_ground": "expiry", "severance_wage_monthly_fen": 620_000, "sex": "m",
            "born_on": "1966-04-15",
            "average_wages": [
                ["scope": "pooling", "year": 2022, "monthly_fen": 700_000], ["scope": "province", "year": 2023, "monthly_fen": 810_000],
                ["scope": "city", "year": 2023, "monthly_fen": 900_000],
            ],
        ]
        let answer = try Asking.answer(facts, ask: ["lump_disability", "lump_medical", "lump_employment", "severance"], at: "330100")
        #expect(line(answer, "lump_disability") == 4_620_000)  // 60 % × 7,000 = 4,200 > 3,800; × 11
        #expect(line(answer, "lump_medical") == 5_670_000)  // 8,100 × 7
        #expect(line(answer, "lump_employment") == 2_268_000)  // two years and a rest to 60: 40 %
        #expect(line(answer, "severance") == 3_100_000)  // five years to the day × 6,200
    }

    @Test("The age of retirement is that of the law in force on the day: the delay counts from 2025")
    func retirementInForce() throws {
        func left(_ ended: String) throws -> Int64? {
            let facts: JSON = [
                "injured_on": "2023-02-10", "grade": 8, "coverage": "insured", "ended_on": .string(ended), "end_ground": "lcl37", "sex": "m",
                "born_on": "1966-04-15", "average_wages": [["scope": "province", "year": 2023, "monthly_fen": 810_000], ["scope": "province", "year": 2024, "monthly_fen": 810_000]],
            ]
            return try Asking.due("lump_employment", facts, at: "330100", asOf: "2025-12-31")
        }
        // 60 on 2026-04-15: one year and a rest on 2024-06-30, 20 %. With the delay (2026-08-15) still one year and a rest on 2025-06-30.
        #expect(try left("2024-06-30") == 5_670_000 / 5)
        #expect(try left("2025-06-30") == 5_670_000 / 5)
        // 2024-05-01: less than two years to 60, more than two to the delayed age: the old age counts.
        #expect(try left("2024-05-01") == 5_670_000 / 5)
    }

    @Test("Death: six months, twenty times, and three pensions held to the wage")
    func death() throws {
        let facts: JSON = [
            "died_on": "2025-05-06", "injured_on": "2025-05-06", "death_cause": "injury", "coverage": "insured", "own_wage_monthly_fen": 500_000,
            "average_wages": [["scope": "pooling", "year": 2024, "annual_fen": 9_600_000]],
            "dependants": [
                ["relation": "wife", "age_years": 56], ["relation": "son", "born_on": "2012-06-15"],
                ["relation": "mother", "age_years": 80, "lone_elder_or_orphan": true], ["relation": "father", "age_years": 58],
            ],
        ]
        let answer = try Asking.answer(facts, ask: ["funeral", "lump_death", "survivor_pension"], asOf: "2025-09-30")
        #expect(line(answer, "funeral") == 4_800_000)  // 96,000 ÷ 12 × 6
        #expect(line(answer, "lump_death") == 108_376_000)  // 54,188 × 20
        let pensions = answer.items.filter { $0.code == .survivorPension && $0.measure == .due && $0.variant == nil }.compactMap(\.amount)
        #expect(pensions == [181_818, 136_364, 181_818])  // 40, 30, 30 + 10 of 110
        #expect(pensions.reduce(0, +) == 500_000)
        #expect(answer.items.contains { $0.variant == "not_eligible" && $0.warnings == ["not_eligible:able_to_work"] })
    }

    @Test("The cap of N: three times a yearly average rounded to the month, and twelve years at most")
    func cap() throws {
        let facts: JSON = [
            "entered_on": "2008-10-08", "ended_on": "2024-03-31", "end_ground": "lcl40", "severance_wage_monthly_fen": 4_000_000,
            "average_wages": [["scope": "city", "year": 2023, "annual_fen": 14_400_100]],
        ]
        #expect(try Asking.due("severance", facts) == 43_200_288)  // 144,001 ÷ 12 = 12,000.08; × 3 × 12
    }

    @Test("2N of the whole service, N split at 2008 beside it, nothing before 2008 on a ground that did not pay then")
    func twiceN() throws {
        let facts: JSON = [
            "entered_on": "1999-06-01", "ended_on": "2020-05-31", "end_ground": "lcl39", "end_lawful": false, "severance_wage_monthly_fen": 500_000,
        ]
        let answer = try Asking.answer(facts, ask: ["damages_2n", "severance"])
        #expect(line(answer, "damages_2n") == 21_000_000)  // 21 years × 2 × 5,000
        #expect(line(answer, "severance", .due, "pre2008_split") == 6_250_000)  // 12 years 5 months from 2008
    }

    @Test("Double wage: eight months and eleven workdays of December; and without end in the text for a contract without fixed term")
    func doubleWage() throws {
        let facts: JSON = [
            "entered_on": "2023-03-01", "ended_on": "2023-12-15", "contract_signed_on": nil, "wage_first_year_monthly_fen": 600_000,
        ]
        #expect(try Asking.due("double_wage", facts) == 5_103_448)  // 48,000 + 6,000 ÷ 21.75 × 11
        let openEnded: JSON = [
            "open_ended_due_on": "2022-01-01", "contract_signed_on": "2023-07-01", "original_pay_monthly_fen": 600_000, "ended_on": "2024-01-31",
        ]
        let answer = try Asking.answer(openEnded, ask: ["double_wage"])
        #expect(line(answer, "double_wage") == 10_800_000)  // eighteen months to the eve of the signature
        #expect(answer.items.first?.basis.contains("LCL 82(2)") == true)
        #expect(answer.items.first?.warnings.contains("open_in_law:open_ended_longest") == true)
    }

    @Test("Late fee by the day of both shares; pay, leave and overtime by 21.75; tax by the year so far; a plan with its last instalment")
    func moneyItems() throws {
        let late: JSON = [
            "premiums": [
                [
                    "line": "pension", "month": "2023-12", "employer_fen": 96_000, "employee_fen": 48_000, "paid_by": "employer", "declared": false,
                    "due_on": "2024-01-15", "paid_on": "2024-12-31",
                ]
            ]
        ]
        #expect(try Asking.due("si_late_fee", late, asOf: "2024-12-31") == 25_272)  // 1,440 × 0.05 % × 351
        let pay: JSON = [
            "original_pay_monthly_fen": 870_000, "annual_leave_unused_days_x10": 50, "minimum_wages": [["monthly_fen": 200_000]],
            "holiday_work": [["days_x10": 30, "kind": "holiday"], ["days_x10": 20, "kind": "rest_day", "normal_pay_already_paid": true]],
            "sick_leaves": [["from": "2024-05-06", "to": "2024-05-10"]],
        ]
        #expect(try Asking.due("annual_leave_pay", pay) == 400_000)  // 400 × 5 × 200 %
        #expect(try Asking.due("overtime_holiday", pay) == 360_000)
        #expect(try Asking.due("overtime_restday", pay) == 80_000)
        #expect(try Asking.due("sick_pay", pay) == 36_782)  // 1,600 ÷ 21.75 × 5
        let tax: JSON = [
            "tax": ["cumulative_income_fen": 6_000_000, "special_fen": 600_000, "additional_fen": 300_000, "withheld_fen": 100_000, "months": 3]
        ]
        #expect(try Asking.due("income_tax", tax, asOf: "2024-03-31") == 8_000)  // 36,000 × 3 % − 1,000
        let plan: JSON = [
            "balance_fen": 350_000, "agreed_instalment_fen": 100_000, "wages": [["month": "2024-06", "gross_fen": 400_000]],
            "minimum_wages": [["monthly_fen": 200_000]], "deductions": [["kind": "si", "amount_fen": 42_000]],
        ]
        let answer = try Asking.answer(plan, ask: ["instalment_plan"])
        #expect(line(answer, "instalment_plan") == 80_000 && line(answer, "instalment_plan", .total, "last_instalment") == 30_000)
    }

    @Test("Grade 5 without suitable work: minimum wage as floor, arrears by months, nursing by the year before the conclusion")
    func gradeFive() throws {
        let facts: JSON = [
            "injured_on": "2022-02-10", "grade": 5, "grade_concluded_on": "2023-03-15", "suitable_work_offered": false, "coverage": "insured",
            "own_wage_monthly_fen": 300_000, "minimum_wages": [["monthly_fen": 219_000]], "self_care": "partly",
            "average_wages": [["scope": "pooling", "year": 2021, "monthly_fen": 450_000], ["scope": "pooling", "year": 2022, "monthly_fen": 600_000]],
            "original_pay_monthly_fen": 450_000, "paid_leave": ["from": "2022-02-10", "to": "2023-05-09"], "months_due": 15,
        ]
        let answer = try Asking.answer(facts, ask: ["monthly_disability", "nursing", "paid_leave_pay"])
        #expect(line(answer, "monthly_disability") == 219_000 && line(answer, "monthly_disability", .arrears) == 3_285_000)
        #expect(line(answer, "nursing") == 180_000)  // 6,000 × 30 %
        #expect(line(answer, "paid_leave_pay") == 5_400_000)  // twelve months: the extension is not confirmed
        // From the month after the conclusion, which is one of three readings.
        let monthly = answer.items.first { $0.code == .monthlyDisability }
        #expect(monthly?.from == LocalDate("2023-04-01") && monthly?.warnings.contains("open_in_law:stop_pay_effective") == true)
    }
}
