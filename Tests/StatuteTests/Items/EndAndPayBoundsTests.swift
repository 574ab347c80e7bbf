import Base
import Testing
import Wire
@testable import Statute

/// The end of the contract, pay and insurance where facts are few or lie beyond the relation; each figure's reckoning stands beside it.
@Suite("End, pay and insurance at their bounds") struct EndAndPayBoundsTests {
    private func line(_ answer: Answer, _ measure: Measure = .due, _ variant: String? = nil, _ payer: Payer? = nil) -> Item? {
        answer.items.first { $0.measure == measure && $0.variant == variant && $0.line == nil && (payer == nil || $0.payer == payer) }
    }

    private func wages(_ months: [(String, Int64)]) -> JSON {
        .array(months.map { ["month": .string($0.0), "gross_fen": .int($0.1)] })
    }

    private func fault(_ facts: JSON) throws -> String? { try Asking.answer(facts).fault?.path }

    private static let ended: JSON = ["entered_on": "2020-03-01", "ended_on": "2024-08-31", "end_ground": "lcl40"]

    @Test("Premiums are due for the months of the relation only (SIL 58, 60; LCL 7)", arguments: ["contribution", "back_payment"])
    func insideTheRelation(code: String) throws {
        let facts: JSON = [
            "entered_on": "2026-02-01", "ended_on": "2026-02-28", "due_from": "2026-01", "due_to": "2026-03",
            "contribution_wages": [["from": "2026-01", "to": "2026-03", "base_fen": 800_000]],
        ]
        let answer = try Asking.answer(facts, ask: [code], at: "110000", asOf: "2026-06-30")
        let measure: Measure = code == "contribution" ? .total : .due
        let employer = line(answer, measure, nil, .employer)
        // February alone: 2,104.00 and 843.00.
        #expect(employer?.amount == 210_400 && line(answer, measure, nil, .employee)?.amount == 84_300)
        #expect(employer?.warnings.contains("outside_relation:" + code) == true)
        let after = try Asking.answer(facts.with(["due_from": "2026-03"]), ask: [code], at: "110000", asOf: "2026-06-30")
        #expect(after.items.isEmpty && after.warnings.contains("not_due:" + code))
    }

    @Test("Notice pay is the wage of the month before; no other month stands in for it (LCR 20)")
    func noticePay() throws {
        let facts = Self.ended.with(["notice_given_days": 0])
        for months in [[("2024-03", 800_000)], [("2024-06", 800_000), ("2024-08", 300_000)]] as [[(String, Int64)]] {
            let answer = try Asking.answer(facts.with(["wages": wages(months)]), ask: ["notice_pay"], asOf: "2025-06-30")
            #expect(answer.items.isEmpty && answer.missing.contains { $0.name == "last_month_wage_fen" })
        }
        #expect(try Asking.due("notice_pay", facts.with(["wages": wages([("2024-06", 800_000), ("2024-07", 700_000)])]), asOf: "2025-06-30") == 700_000)
    }

    @Test("What would be paid twice is refused with the place of the second")
    func overlaps() throws {
        let leave: JSON = ["from": "2025-03-01", "to": "2025-03-31"]
        #expect(try fault(["sick_leaves": .array([leave, ["from": "2025-03-15", "to": "2025-04-30"]])]) == "facts.sick_leaves[1]")
        #expect(try fault(["sick_leaves": .array([leave, leave])]) == "facts.sick_leaves[1]")
        #expect(try fault(["sick_leaves": .array([leave, ["from": "2025-04-01", "to": "2025-04-30"]])]) == nil)
        #expect(try fault([
            "pay_periods": [["from": "2025-01", "to": "2025-03", "kind": "work"], ["from": "2025-02", "to": "2025-05", "kind": "work"]]
        ]) == "facts.pay_periods[1]")
        #expect(try fault([
            "pay_periods": [["from": "2025-03-01", "to": "2025-03-31", "kind": "sick"], ["from": "2025-03-10", "to": "2025-03-20", "kind": "other"]]
        ]) == "facts.pay_periods[1]")
        #expect(try fault(["minimum_wages": [["from": "2025-01-01", "monthly_fen": 200_000], ["from": "2024-01-01", "monthly_fen": 100_000]]])
            == "facts.minimum_wages[0]")
        #expect(try fault(["average_wages": [["scope": "pooling", "year": 2023, "monthly_fen": 1], ["scope": "pooling", "year": 2023, "monthly_fen": 2]]])
            == "facts.average_wages[1]")
        #expect(try fault(["average_wages": [["scope": "pooling", "year": 2023, "monthly_fen": 800_000, "annual_fen": 1_200_000]]])
            == "facts.average_wages[0].annual_fen")
    }

    @Test("A length that the dates beside it contradict is refused")
    func lengths() throws {
        #expect(try fault(Self.ended.with(["service_given": ["years": 1]])) == "facts.service_given")
        #expect(try fault(Self.ended.with(["service_given": ["years": 4, "months": 6]])) == nil)
        #expect(try fault(["holiday_work": [["period": ["from": "2025-05-01", "to": "2025-05-01"], "days_x10": 50, "kind": "holiday"]]])
            == "facts.holiday_work[0].days_x10")
        #expect(try fault(["pay_periods": [["from": "2025-01", "to": "2025-01", "kind": "work", "days": 40]]]) == "facts.pay_periods[0].days")
    }

    @Test("More months without a contract than lie between the dates: the dates count (LCL 82(1))")
    func monthsBeyondTheDates() throws {
        let facts: JSON = [
            "entered_on": "2023-05-10", "ended_on": "2023-12-09", "without_contract_months_x10": 110, "contract_signed_on": nil,
            "wage_first_year_monthly_fen": 600_000,
        ]
        // 10 June to 9 December: 6 × 6,000.
        #expect(try Asking.due("double_wage", facts, asOf: "2025-06-30") == 3_600_000)
    }

    @Test("Without a contract from before 2008: eleven months from 2008-02-01 (LCL 97(2), LCR 7)")
    func doubleWageBefore2008() throws {
        let facts: JSON = ["entered_on": "2007-06-01", "ended_on": "2009-06-30", "contract_signed_on": nil, "wage_first_year_monthly_fen": 200_000]
        let item = line(try Asking.answer(facts, ask: ["double_wage"], asOf: "2025-06-30"))
        #expect(item?.amount == 2_200_000 && item?.from?.description == "2008-02-01" && item?.to?.description == "2008-12-31")
    }

    @Test("Probation beyond the law is paid as far as it was served (LCL 19, 83)")
    func probationServed() throws {
        let facts: JSON = ["contract_months": 12, "probation_agreed_months": 4, "wage_after_probation_monthly_fen": 600_000, "entered_on": "2024-01-01"]
        // Lawful: two months. Left in the second: nothing; with the end of the third: one month; never left: two.
        #expect(try Asking.due("probation_damages", facts.with(["ended_on": "2024-02-15"]), asOf: "2025-06-30") == 0)
        #expect(try Asking.due("probation_damages", facts.with(["ended_on": "2024-03-31"]), asOf: "2025-06-30") == 600_000)
        #expect(try Asking.due("probation_damages", facts, asOf: "2025-06-30") == 1_200_000)
    }

    @Test("Unused leave is held to what the law gives; where nobody said what was taken, from nothing to all of it")
    func annualLeave() throws {
        let short: JSON = [
            "entered_on": "2024-03-01", "ended_on": "2024-06-30", "working_years": 12, "annual_leave_unused_days_x10": 100,
            "leave_wage_monthly_fen": 870_000,
        ]
        // ALM 12: 122 ÷ 365 × 10 = 3 days; 8,700 ÷ 21.75 × 3 × 200 %.
        let held = line(try Asking.answer(short, ask: ["annual_leave_pay"], asOf: "2025-06-30"))
        #expect(held?.amount == 240_000 && held?.warnings.contains("more_days_than_the_law_gives:3") == true)
        let unsaid: JSON = ["entered_on": "2010-01-01", "ended_on": "2024-12-31", "working_years": 25, "leave_wage_monthly_fen": 870_000]
        let range = line(try Asking.answer(unsaid, ask: ["annual_leave_pay"], asOf: "2025-06-30"))
        #expect(range?.amount == nil && range?.low == 0 && range?.high == 1_200_000)
        #expect(range?.warnings.contains("untested:annual_leave_unused_days_x10") == true)
    }

    @Test("A mean of some of the months says so; a part month of entry is left out of it")
    func fewMonths() throws {
        let months = (1...8).map { ("2024-0\($0)", Int64(800_000)) }
        let item = line(try Asking.answer(Self.ended.with(["wages": wages(months)]), ask: ["severance"], asOf: "2025-06-30"))
        #expect(item?.amount == 4_000_000 && item?.warnings.contains("few_months:8/12") == true)
        #expect(item?.confidence ?? .primaryText <= Confidence.oneSource.lowered)
        // LCR 27: the months worked, May begun on the 16th: 8,000 × 0.5.
        let entry = Self.ended.with([
            "entered_on": "2024-05-16", "wages": wages([("2024-05", 400_000), ("2024-06", 800_000), ("2024-07", 800_000), ("2024-08", 800_000)]),
        ])
        let short = line(try Asking.answer(entry, ask: ["severance"], asOf: "2025-06-30"))
        #expect(short?.amount == 400_000 && short?.warnings.contains("open_in_law:month_of_entry") == true)
        #expect(short?.warnings.contains { $0.hasPrefix("few_months") } == false)
    }

    @Test("Months of no pay: lifted month by month, and beside it the mean as it was paid (LCR 27; open)")
    func monthsOfNoPay() throws {
        let paid = ["2023-09", "2023-10", "2023-11", "2023-12", "2024-01", "2024-02"].map { ($0, Int64(900_000)) }
        let unpaid = ["2024-03", "2024-04", "2024-05", "2024-06", "2024-07", "2024-08"].map { ($0, Int64(0)) }
        let facts = Self.ended.with(["wages": wages(paid + unpaid), "minimum_wages": [["monthly_fen": 200_000]]])
        let answer = try Asking.answer(facts, ask: ["severance"], asOf: "2025-06-30")
        // 4.5 years: 5 × 5,500, and 5 × 4,500.
        #expect(line(answer)?.amount == 2_750_000 && line(answer)?.warnings.contains("open_in_law:lifted_to_minimum_wage") == true)
        #expect(line(answer, .due, "months_as_paid")?.amount == 2_250_000)
    }

    @Test("The province's average does not cap severance: it stands beside it (LCL 47(2))")
    func capOfTheCity() throws {
        let facts = Self.ended.with([
            "severance_wage_monthly_fen": 4_000_000, "average_wages": [["scope": "province", "year": 2023, "monthly_fen": 1_000_000]],
            "minimum_wages": [["monthly_fen": 200_000]],
        ])
        let answer = try Asking.answer(facts, ask: ["severance"], at: "330200", asOf: "2025-06-30")
        #expect(line(answer)?.amount == 20_000_000 && line(answer)?.warnings.contains("untested:severance_cap") == true)
        #expect(line(answer, .due, "province_average")?.amount == 15_000_000)
    }

    @Test("Net pay without tax says so where tax may be due (IIT 6, 11)")
    func untaxed() throws {
        func item(_ gross: Int64) throws -> Item? {
            let facts: JSON = [
                "wages": wages([("2025-03", gross)]), "deductions": [["kind": "si", "amount_fen": 105_000], ["kind": "housing_fund", "amount_fen": 70_000]],
            ]
            return line(try Asking.answer(facts, ask: ["net_pay"], asOf: "2025-06-30"))
        }
        #expect(try item(1_000_000)?.amount == 825_000)
        #expect(try item(1_000_000)?.warnings.contains("untested:income_tax") == true)
        #expect(try item(600_000)?.warnings.contains("untested:income_tax") == false, "4,250 is below the 5,000 of a month")
    }

    @Test("A late fee above the arrears is open in law: the fee, and beside it the arrears (SIL 86; AEL 45(2))")
    func lateFee() throws {
        let facts: JSON = ["premiums": [["line": "pension", "month": "2015-01", "employer_fen": 160_000, "employee_fen": 80_000, "due_on": "2015-01-31"]]]
        let answer = try Asking.answer(facts, ask: ["si_late_fee"], asOf: "2025-06-30")
        // 2,400 × 0.05 % × 3,803 days.
        #expect(line(answer)?.amount == 456_360 && line(answer)?.warnings.contains("open_in_law:late_fee_above_principal") == true)
        #expect(line(answer, .due, "held_to_principal")?.amount == 240_000)
    }

    @Test("What was paid as severance counts toward the damages (LCR 25)")
    func setOff() throws {
        let facts = Self.ended.with([
            "end_lawful": false, "severance_wage_monthly_fen": 800_000, "minimum_wages": [["monthly_fen": 200_000]],
            "payments": [["item": "severance", "payer": "employer", "amount_fen": 4_000_000]],
        ])
        let answer = try Asking.answer(facts, ask: ["damages_2n"], asOf: "2025-06-30")
        #expect(line(answer)?.amount == 8_000_000 && line(answer, .shortfall)?.amount == 4_000_000)
    }

    @Test("Days that the calendar calls something else are named and trusted less (LL 44)")
    func calendar() throws {
        func item(_ code: String, _ kind: JSON, _ from: JSON, _ to: JSON, _ days: JSON) throws -> Item? {
            let work: JSON = ["period": ["from": from, "to": to], "days_x10": days, "wage_monthly_fen": 870_000, "kind": kind]
            return line(try Asking.answer(["holiday_work": .array([work])], ask: [code], asOf: "2025-06-30"))
        }
        let may = try item("overtime_holiday", "holiday", "2025-05-03", "2025-05-05", 30)
        #expect(may?.warnings.filter { $0.hasPrefix("not_a_holiday:") }.count == 3)
        #expect(try item("overtime_holiday", "holiday", "2025-05-01", "2025-05-02", 20)?.warnings.contains { $0.hasPrefix("not_a_holiday:") } == false)
        let april = try item("overtime_restday", "rest_day", "2025-04-27", "2025-04-27", 10)
        #expect(april?.warnings.contains("workday_by_calendar:2025-04-27") == true)
        #expect(april?.confidence ?? .primaryText < .primaryText)
    }
}
