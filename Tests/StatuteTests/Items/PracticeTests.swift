import Base
import Testing
import Wire
@testable import Statute

/// The thirteen places where practice says something the law does not (law.md 0.4), each with what the engine does.
@Suite("Where practice and law differ") struct PracticeTests {
    static let leaving: JSON = [
        "grade": 8, "injured_on": "2023-02-01", "coverage": "insured", "own_wage_monthly_fen": 600_000, "ended_on": "2024-03-31",
        "end_ground": "lcl37", "average_wages": [["scope": "province", "year": 2023, "monthly_fen": 800_000]],
    ]

    @Test("X-1 A worker who resigns keeps all three lump sums; the disability lump sum does not depend on the end at all")
    func x1() throws {
        for ground in ["lcl37", "lcl38", "expiry"] {
            let facts = Self.leaving.with(["end_ground": .string(ground)])
            #expect(try Asking.due("lump_medical", facts, at: "330000") ?? 0 > 0)
            #expect(try Asking.due("lump_employment", facts, at: "330000") ?? 0 > 0)
        }
        #expect(try Asking.due("lump_disability", Self.leaving.with(["ended_on": nil, "end_ground": "none"])) == 600_000 * 11)
    }

    @Test("X-2 Nothing is taken from a fund benefit: own premiums are deducted from wages only")
    func x2() throws {
        let facts = Self.leaving.with(["deductions": [["kind": "si", "amount_fen": 50_000]], "balance_fen": 400_000])
        #expect(try Asking.due("lump_disability", facts) == 600_000 * 11)
        #expect(try Asking.due("lump_medical", facts, at: "330000") == Asking.due("lump_medical", Self.leaving, at: "330000"))
    }

    @Test("X-3 Entering a grade never cuts the paid-leave pay by itself, its conclusion does (WII 33(2)); no grade gives no lump sum")
    func x3() throws {
        let leave: JSON = ["original_pay_monthly_fen": 700_000, "paid_leave": ["from": "2023-02-01", "to": "2023-07-31"], "injured_on": "2023-02-01"]
        let graded = leave.with(["grade": 9, "grade_concluded_on": "2023-05-15", "own_wage_monthly_fen": 500_000])
        #expect(try Asking.due("paid_leave_pay", leave) == Asking.due("paid_leave_pay", graded.with(["grade_concluded_on": nil])))
        // February to May, until the month after the conclusion, which is one of three readings: 4 × 7,000.
        #expect(try Asking.due("paid_leave_pay", graded) == 2_800_000)
        #expect(try Asking.due("lump_disability", graded.with(["grade": 0])) == 0)
    }

    @Test("X-4 Joined late: what arises after joining is the fund's, the disability lump sum stays the employer's")
    func x4() throws {
        let late = Self.leaving.with([
            "coverage": "joined_late", "joined_and_paid_on": "2023-10-01", "self_care": "partly", "died_on": "2023-11-05",
            "average_wages": [["scope": "pooling", "year": 2022, "monthly_fen": 700_000], ["scope": "province", "year": 2023, "monthly_fen": 800_000]],
        ])
        func payer(_ code: String) throws -> Payer? { try Asking.answer(late, ask: [code], at: "330000").items.first?.payer }
        #expect(try payer("lump_disability") == .employer)
        #expect(try payer("lump_medical") == .fund)
        #expect(try payer("nursing") == .fund)
        #expect(try payer("funeral") == .employer)
        let before = late.with(["joined_and_paid_on": "2024-05-01"])
        #expect(try Asking.answer(before, ask: ["lump_medical"], at: "330000").items.first?.payer == .employer)
    }

    @Test("X-5 Back payment asks for months and amounts, not for a new contract, and ends where the relation ended")
    func x5() throws {
        let answer = try Asking.answer([
            "entered_on": "2023-01-01", "ended_on": "2023-06-30", "premiums": [
                ["line": "pension", "month": "2023-03", "employer_fen": 80_000, "employee_fen": 40_000, "declared": false],
                ["line": "pension", "month": "2023-09", "employer_fen": 80_000, "employee_fen": 40_000, "declared": false],
            ],
        ], ask: ["back_payment"])
        #expect(answer.missing.isEmpty)
        #expect(answer.items.map(\.amount) == [80_000, 40_000])
        #expect(answer.items[0].warnings.contains("outside_relation:pension"))
    }

    @Test("X-6 Dismissal for absence while the appraisal is pending: barred where the place says so, else for a lawyer")
    func x6() throws {
        #expect(GroundMatrix.verdict(.lcl39, .pendingAppraisal, localBar: true).verdict == .barred)
        #expect(GroundMatrix.verdict(.lcl39, .pendingAppraisal, localBar: false).verdict == .legalReview)
        #expect(GroundMatrix.verdict(.lcl40, .grades7to10, localBar: false).verdict == .barred)
        #expect(GroundMatrix.verdict(.expiry, .grades5to6, localBar: false).verdict == .barred)
        #expect(GroundMatrix.verdict(.expiry, .grades7to10, localBar: false).dues == [.severance, .lumpMedical, .lumpEmployment])
        // As the packs have it: two places bar it until the conclusion, one in the paid leave only; elsewhere the question is open and said.
        let pending: JSON = [
            "injured_on": "2023-02-01", "entered_on": "2019-01-01", "ended_on": "2024-03-31", "end_ground": "lcl39", "severance_wage_monthly_fen": 600_000,
        ]
        func grounds(_ place: String) throws -> [String] {
            try Asking.answer(pending, ask: ["exposure"], at: place).items.first { $0.variant == "grounds" }?.warnings ?? []
        }
        for place in ["310000", "230000"] { #expect(try grounds(place).contains("ground_barred:lcl39"), "\(place)") }
        for place in ["330000", "320500", "000000"] { #expect(try grounds(place).contains("ground_legal_review:lcl39"), "\(place)") }
        #expect(try grounds("330000").contains("open_in_law:ending_before_conclusion"))
        #expect(try !grounds("310000").contains("open_in_law:ending_before_conclusion"))
    }

    @Test("X-7 In paid leave the employee's share is withheld from the unchanged pay; injury and maternity insurance have none")
    func x7() throws {
        let answer = try Asking.answer(
            ["original_pay_monthly_fen": 600_000, "deductions": [["kind": "si", "amount_fen": 63_000]]], ask: ["net_pay"], asOf: "2024-06-30")
        #expect(answer.items.first?.amount == 537_000)
        // Premiums of a month of paid leave: pension and medical have an employee's share, work injury and maternity the employer's only.
        let premiums = try Asking.answer(
            ["contribution_wages": [["base_fen": 1_000_000]], "premium_classes": [["line": "work_injury", "class": "1"]], "due_from": "2026-02"],
            ask: ["contribution"], at: "110000", asOf: "2026-02-15")
        func lines(_ payer: Payer) -> Set<String> { Set(premiums.items.filter { $0.payer == payer && $0.amount ?? 0 > 0 }.compactMap(\.line)) }
        #expect(lines(.employee).isSuperset(of: ["pension", "medical"]) && lines(.employee).isDisjoint(with: ["work_injury", "maternity"]))
        #expect(lines(.employer).isSuperset(of: ["pension", "medical", "maternity"]))
    }

    @Test("X-8 Pay of the leave and the base of the benefits are two wages, never one")
    func x8() throws {
        let facts: JSON = [
            "grade": 9, "injured_on": "2023-02-01", "original_pay_monthly_fen": 900_000, "own_wage_monthly_fen": 500_000,
            "severance_wage_monthly_fen": 700_000, "paid_leave_months_x10": 20, "service_given": ["years": 3],
        ]
        #expect(try Asking.due("paid_leave_pay", facts) == 1_800_000)
        #expect(try Asking.due("lump_disability", facts) == 4_500_000)
        #expect(try Asking.due("severance", facts) == 2_100_000)
        for (name, code) in [("original_pay_monthly_fen", "paid_leave_pay"), ("own_wage_monthly_fen", "lump_disability"), ("severance_wage_monthly_fen", "severance")] {
            let answer = try Asking.answer(facts.with(.object(JSONObject([(name, .null)]))), ask: [code])
            #expect(answer.items.isEmpty && answer.missing.contains { $0.name == name }, "\(code) must not borrow another wage")
        }
        // Three months at work: the pay of the leave is the average of those three, 7,000, not a twelfth of their sum.
        let short: JSON = [
            "injured_on": "2023-04-10", "paid_leave_months_x10": 10,
            "wages": [["month": "2023-01", "gross_fen": 600_000], ["month": "2023-02", "gross_fen": 700_000], ["month": "2023-03", "gross_fen": 800_000]],
        ]
        #expect(try Asking.due("paid_leave_pay", short) == 700_000)
    }

    @Test("X-9 Unpaid personal leave is lawful, a company's 70 or 80 % is policy, and sick pay has the floor of 80 % of the minimum wage")
    func x9() throws {
        let personal = try Asking.answer(["pay_periods": [["from": "2024-05-01", "to": "2024-05-31", "kind": "other"]]], ask: ["leave_pay"])
        #expect(personal.items.first?.amount == 0)
        let policy = try Asking.answer(["pay_periods": [["months_x10": 10, "kind": "other", "due_monthly_fen": 420_000]]], ask: ["leave_pay"])
        #expect(policy.items.first?.warnings == ["company_policy:leave_pay"])
        #expect(try Asking.due("sick_pay", ["minimum_wages": [["monthly_fen": 200_000]]]) == 160_000)
    }

    @Test("X-10 A figure is evidence by its trail, not by secrecy: it can be read, computed anew and traced to its rows and articles")
    func x10() throws {
        let packs = try Asking.packs()
        let rows = Dictionary(packs.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for item in try Asking.answer(Self.leaving, ask: ["lump_disability", "lump_medical", "lump_employment"], at: "330000").items {
            #expect(try FormulaReader.fen(item.text) == item.amount)
            #expect(item.inputs.contains { $0.name == "grade" && $0.value == .number(8) })
            for id in item.packs {
                let row = try #require(rows[id], "\(id)")
                #expect(!row.source.isEmpty && row.start.map { $0 <= LocalDate("2024-03-31") ?? $0 } == true)
            }
            #expect(item.packs.contains { $0.hasPrefix(item.code.rawValue) } && item.basis.contains { $0.hasPrefix("WII 37") })
        }
    }

    @Test("X-11 An answer holds amounts and articles, and nothing about the injury that was not asked")
    func x11() throws {
        let answer = try Asking.answer(Self.leaving.with(["severance_wage_monthly_fen": 600_000, "service_given": ["years": 2]]), ask: ["severance"])
        let names = Set(answer.items.flatMap { $0.inputs.map(\.name) })
        #expect(names.isDisjoint(with: ["grade", "injured_on", "self_care", "diagnosed_on"]))
    }

    @Test("X-12 A ground is judged, never a person: no fact about conduct exists, and who the worker is changes no verdict")
    func x12() throws {
        for name in ["likely_to_leave", "risk_score", "performance", "reliability"] {
            let answer = try Asking.answer(Self.leaving.with(.object(JSONObject([(name, 80)]))), ask: ["exposure"])
            #expect(answer.fault?.reason == .unknownName)
        }
        func grounds(_ more: JSON) throws -> [String] {
            let facts = Self.leaving.with(["entered_on": "2019-01-01", "severance_wage_monthly_fen": 600_000]).with(more)
            return try Asking.answer(facts, ask: ["exposure"], at: "330000").items.first { $0.variant == "grounds" }?.warnings ?? []
        }
        let plain = try grounds([:])
        #expect(plain.contains("ground_barred:lcl40") && plain.contains("ground_open:lcl37"))
        #expect(try grounds(["sex": "f", "born_on": "1990-01-01", "rural_worker": true, "post_kind": "worker"]) == plain)
    }

    @Test("X-13 Silence is no consent: without an agreed instalment nothing may be taken, and other deductions are refused")
    func x13() throws {
        let wages: JSON = ["wages": [["month": "2024-05", "gross_fen": 600_000]], "minimum_wages": [["monthly_fen": 200_000]], "balance_fen": 300_000]
        let silent = try Asking.answer(wages, ask: ["deduction_cap"])
        #expect(silent.items.first?.amount == 0, "nothing may be taken without an agreement")
        #expect(silent.items.first { $0.variant == "with_agreement" }?.amount == 120_000)
        #expect(silent.items.first?.warnings.contains("open_in_law:needs_written_agreement") == true)
        let agreed = try Asking.answer(wages.with(["agreed_instalment_fen": 50_000]), ask: ["deduction_cap"])
        #expect(agreed.items.first?.amount == 50_000)
        let other = try Asking.answer(
            ["pay_periods": [["kind": "work", "due_monthly_fen": 600_000]], "deductions": [["kind": "other", "amount_fen": 90_000]]], ask: ["wage_arrears"])
        #expect(other.items.first?.amount == 600_000)
    }
}
