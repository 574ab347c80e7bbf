import Base
import Testing
import Wire

@testable import Statute

/// What must hold of every injury item whatever the facts are. The seed of a failure is its argument; the facts are printed.
@Suite("Injury items whatever the facts are") struct InjuryPropertyTests {
    static let codes: [ItemCode] = [
        .lumpDisability, .lumpMedical, .lumpEmployment, .monthlyDisability, .nursing, .paidLeavePay, .paidLeaveCare, .inpatientMeals, .outsideTravel,
        .assistiveDevice, .medicalCost, .appraisalFee, .longTermLumpSum, .pensionTopUp, .funeral, .lumpDeath, .survivorPension, .missingWages,
    ]
    static let places = ["000000", "110000", "310000", "320500", "330000", "330200", "350000", "360000", "420000", "440300", "520000"]

    /// Facts in which any part may be absent, and dates of any order that the vocabulary takes.
    static func random(_ source: SeededRandom, whole: Bool = false) -> JSON {
        func money(_ least: Int, _ most: Int) -> JSON { .int(Int64(least + source.below(most - least))) }
        func pick(_ values: [JSON]) -> JSON { values[source.below(values.count)] }
        func day(_ year: Int) -> JSON { .string("\(year)-0\(1 + source.below(9))-\(10 + source.below(19))") }
        func grade() -> JSON { pick([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, nil]) }
        var facts: [(String, JSON)] = [
            ("injured_on", day(2021)), ("grade", grade()), ("grade_concluded_on", day(2022)), ("coverage", pick(["insured", "uninsured", "under_declared", "joined_late", "unknown"])),
            ("joined_and_paid_on", day(2020 + source.below(4))), ("own_wage_monthly_fen", money(50_000, 5_000_000)),
            ("original_pay_monthly_fen", money(50_000, 5_000_000)), ("suitable_work_offered", pick([true, false])),
            ("contribution_wages", pick([[], [["base_fen": money(50_000, 900_000)]]])), ("sex", pick(["f", "m"])), ("born_on", pick(["1962-01-01", "1965-05-05", "1990-01-01"])),
            (
                "average_wages",
                .array((2019...2024).map { ["scope": pick(["pooling", "province", "city"]), "year": .int(Int64($0)), "monthly_fen": money(300_000, 900_000)] })
            ),
            ("minimum_wages", [["monthly_fen": money(100_000, 250_000)]]), ("paid_leave", ["from": "2021-09-30", "to": day(2022 + source.below(2))]),
            ("ended_on", day(2023)), ("end_ground", pick(["lcl37", "lcl38", "lcl39", "expiry", "lcl40", "retirement"])),
            ("payments", pick([[], [["item": "paid_leave_pay", "payer": "employer", "monthly_fen": money(1, 900_000)]], [["item": "lump_disability", "payer": "fund", "amount_fen": money(1, 90_000_000)]]])),
            ("inpatient_days", money(0, 90)), ("local", ["meal_daily_fen": money(1_000, 10_000)]), ("self_care", pick(["none", "partly", "mostly", "complete"])),
            ("due_from", day(2022)), ("due_to", day(2023)), ("pension_monthly_fen", money(0, 900_000)), ("died_on", day(2024)),
            ("death_cause", pick(["injury", "paid_leave", "after_paid_leave_1_4", "other"])),
            (
                "dependants",
                .array(
                    (0..<(1 + source.below(4))).map { _ in
                        [
                            "relation": .string(Dependant.Relation.allCases[source.below(Dependant.Relation.allCases.count)].rawValue), "age_years": money(0, 90),
                            "nearer_relatives": pick(["dead", "dead_or_incapable", "able"]), "lost_capacity": pick([true, false]),
                        ]
                    })
            ),
            ("costs", [["kind": pick(["medical", "transport", "assistive_device", "appraisal", "care"]), "amount_fen": money(0, 9_000_000), "on": day(2022)]]),
        ]
        if !whole { facts.removeAll { _ in source.below(6) == 0 } }
        // What cannot be true is refused: an uninsured employer who joined, and a second spouse.
        if facts.contains(where: { $0.0 == "coverage" && $0.1.stringValue == "uninsured" }) { facts.removeAll { $0.0 == "joined_and_paid_on" } }
        if let index = facts.firstIndex(where: { $0.0 == "dependants" }) {
            var spouses = 0
            let all = (facts[index].1.arrayValue ?? []).filter { dependant in
                guard ["spouse", "husband", "wife"].contains(dependant["relation"]?.stringValue) else { return true }
                spouses += 1
                return spouses == 1
            }
            facts[index].1 = .array(all)
        }
        if source.below(3) == 0 {
            facts.removeAll { $0.0 == "grade" || $0.0 == "grade_concluded_on" }
            facts.append((
                "injuries",
                [
                    ["injured_on": day(2019), "grade": grade(), "concluded_on": day(2020)],
                    ["injured_on": pick([day(2021), "2019-05-15"]), "grade": grade(), "concluded_on": day(2022)],
                ]
            ))
        }
        return .object(JSONObject(facts))
    }

    private func ask(_ facts: JSON, _ codes: [ItemCode] = codes, at place: String, asOf: String = "2024-12-31") throws -> Answer {
        try Asking.answer(facts, ask: codes.map(\.rawValue), at: place, asOf: asOf)
    }

    private func plain(_ answer: Answer, _ code: ItemCode, _ measure: Measure = .due) -> Item? {
        answer.items.first { $0.code == code && $0.measure == measure && $0.variant == nil }
    }

    @Test("Every item is answered, missing or said not to be due; nothing is negative, ranges and days are in order, formulas give their amounts", arguments: 0..<50)
    func sound(seed: Int) throws {
        let source = SeededRandom(seed: UInt64(seed) &+ 7_000)
        for place in Self.places {
            let facts = Self.random(source)
            let answer = try ask(facts, at: place)
            #expect(answer.fault == nil, "\(String(describing: answer.fault)) \(facts)")
            guard answer.fault == nil else { continue }
            #expect(!answer.warnings.contains { $0.hasPrefix("failed") }, "\(answer.warnings) \(facts)")
            for code in Self.codes {
                let lines = answer.items.filter { $0.code == code }
                let said = answer.missing.contains { $0.code == code } || answer.warnings.contains { $0.contains(code.rawValue) }
                #expect(!lines.isEmpty || said, "\(code) \(facts)")
                for item in lines {
                    #expect(item.amount ?? 0 >= 0 && item.low ?? 0 <= item.high ?? .max, "\(code) \(item.text) \(facts)")
                    if let amount = item.amount { #expect(try FormulaReader.fen(item.text) == amount, "\(code) \(item.text)") }
                    if let from = item.from, let to = item.to, item.amount ?? 0 > 0 { #expect(from <= to, "\(code) \(from) \(to) \(facts)") }
                    // A nothing is explained: by a warning, by the formula, or by costs and days that are nothing.
                    if item.amount == 0, item.measure == .due { #expect(!item.warnings.isEmpty || item.text != "0", "\(code) \(facts)") }
                    for warning in item.warnings { #expect(WarningText.texts[String(warning.prefix { $0 != ":" })] != nil, "\(warning)") }
                }
            }
        }
    }

    @Test("A fact left out makes an item missing, a range, or says what was not tested: it never makes it a silent nothing", arguments: 0..<30)
    func nothingIsSilent(seed: Int) throws {
        let source = SeededRandom(seed: UInt64(seed) &+ 9_000)
        let place = Self.places[source.below(Self.places.count)]
        let facts = Self.random(source, whole: true)
        let before = try ask(facts, at: place)
        for name in facts.objectValue?.keys ?? [] {
            guard case .object(var fewer) = facts else { return }
            fewer[name] = nil
            let after = try ask(.object(fewer), at: place)
            guard after.fault == nil else { continue }
            for code in Self.codes {
                guard let was = plain(before, code)?.amount, was > 0, let now = plain(after, code), now.amount == 0, now.text == "0" else { continue }
                #expect(
                    now.warnings.contains { $0.hasPrefix("untested") || $0.hasPrefix("not_due") || $0.hasPrefix("no_grade") },
                    "\(code) without \(name): \(now.text) \(now.warnings) \(facts)")
            }
        }
    }

    @Test("A worse grade and a higher wage never give less: every item that stands on them", arguments: 0..<25)
    func monotone(seed: Int) throws {
        let source = SeededRandom(seed: UInt64(seed) &+ 11_000)
        let place = Self.places[source.below(Self.places.count)]
        let one = Self.random(source, whole: true).with([
            "injuries": nil, "payments": nil, "contribution_wages": nil, "suitable_work_offered": false, "coverage": "insured", "pension_monthly_fen": 0,
            "grade_concluded_on": "2022-12-20", "died_on": nil, "death_cause": nil,
        ])
        for code in [ItemCode.lumpDisability, .monthlyDisability, .lumpMedical, .lumpEmployment] {
            var last: Int64 = .max
            for grade in Int64(1)...10 {
                guard let amount = plain(try ask(one.with(["grade": .int(grade)]), [code], at: place), code)?.amount else { continue }
                #expect(amount <= last, "\(code) grade \(grade) at \(place): \(one)")
                last = amount
            }
        }
        let wages = one.with(["died_on": "2024-05-20", "death_cause": "paid_leave"])
        for code in [ItemCode.lumpDisability, .monthlyDisability, .pensionTopUp, .lumpMedical, .lumpEmployment, .survivorPension, .paidLeavePay] {
            var last: Int64 = 0
            for wage in stride(from: Int64(50_000), through: 3_000_000, by: 147_500) {
                let facts = wages.with(["grade": code == .lumpMedical || code == .lumpEmployment ? 8 : 3, "own_wage_monthly_fen": .int(wage), "original_pay_monthly_fen": .int(wage)])
                guard let amount = plain(try ask(facts, [code], at: place), code)?.amount else { continue }
                #expect(amount >= last, "\(code) wage \(wage) at \(place): \(one)")
                last = amount
            }
        }
    }

    @Test("A longer time never gives less: arrears by their last day, the leave by its last day, joining late by the day of joining", arguments: 0..<12)
    func dates(seed: Int) throws {
        let source = SeededRandom(seed: UInt64(seed) &+ 13_000)
        let one = Self.random(source, whole: true).with([
            "injuries": nil, "grade": 3, "grade_concluded_on": "2022-01-10", "coverage": "insured", "payments": nil, "died_on": nil, "death_cause": nil,
            "due_from": "2022-02-01", "self_care": "partly", "contribution_wages": nil, "local": ["nursing_base_monthly_fen": 600_000],
        ])
        for code in [ItemCode.monthlyDisability, .nursing, .paidLeavePay] {
            var last: Int64 = 0
            for days in stride(from: 0, through: 900, by: 13) {
                guard let end = LocalDate("2022-02-01")?.adding(days: days)?.description else { continue }
                let facts = one.with(["due_to": .string(end), "paid_leave": ["from": "2021-10-01", "to": .string(end)], "injured_on": "2021-10-01"])
                let answer = try ask(facts, [code], at: "330200")
                guard let amount = plain(answer, code, code == .paidLeavePay ? .due : .arrears)?.amount else { continue }
                #expect(amount >= last, "\(code) until \(end): \(facts)")
                last = amount
            }
            #expect(last > 0, "\(code)")
        }
        // The later the joining, the less is the fund's; both together are always the same.
        var funds: Int64 = .max
        for day in ["2021-12-01", "2022-03-01", "2022-09-15", "2023-01-01", "2023-06-30"] {
            let facts = one.with(["coverage": "joined_late", "joined_and_paid_on": .string(day), "due_to": "2023-03-31", "injured_on": "2021-10-01"])
            let arrears = try ask(facts, [.monthlyDisability], at: "330200").items.filter { $0.measure == .arrears }
            let own = arrears.filter { $0.payer == .fund }.compactMap(\.amount).reduce(0, +)
            #expect(own <= funds, "\(day): \(facts)")
            funds = own
        }
    }
}
