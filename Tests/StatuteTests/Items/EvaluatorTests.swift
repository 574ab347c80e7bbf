import Testing
import Wire
@testable import Statute

@Suite("Questions and answers") struct EvaluatorTests {
    static let injury: JSON = [
        "injured_on": "2023-04-01", "grade": 9, "own_wage_monthly_fen": 650_000, "original_pay_monthly_fen": 700_000,
        "paid_leave_months_x10": 60, "coverage": "insured", "average_wages": [["scope": "pooling", "year": 2022, "monthly_fen": 900_000]],
        "ended_on": "2023-12-31", "end_ground": "lcl37", "severance_wage_monthly_fen": 700_000, "entered_on": "2019-05-01",
    ]

    @Test("Equal questions give equal bytes")
    func deterministic() throws {
        let request = JSON.object(["id": 7, "jurisdiction": "360000", "as_of": "2024-01-31", "facts": Self.injury]).bytes
        let first = Evaluator.evaluate(request: request, packs: try Asking.packs())
        for _ in 0..<20 { #expect(Evaluator.evaluate(request: request, packs: try Asking.packs()) == first) }
        let json = try JSON(parsing: first)
        #expect(json["id"] == 7)
        #expect(json["items"]?[0]?["code"] == "lump_disability")
    }

    @Test("The answer has the members of the protocol in their order")
    func shape() throws {
        let request = JSON.object(["id": "x", "jurisdiction": "360000", "as_of": "2024-01-31", "facts": Self.injury, "ask": ["lump_disability"]])
        let json = try JSON(parsing: Evaluator.evaluate(request: request.bytes, packs: try Asking.packs()))
        #expect(json.objectValue?.keys.map(\.self) == ["id", "items", "missing", "warnings"])
        let item = try #require(json["items"]?[0]?.objectValue)
        #expect(item.keys.map(\.self) == [
            "code", "measure", "payer", "amount_fen", "low_fen", "high_fen", "from", "to", "period", "formula", "inputs", "basis", "packs",
            "confidence", "variant", "warnings",
        ])
        #expect(item["amount_fen"] == 5_850_000)
        #expect(item["payer"] == "fund")
        #expect(item["formula"] == "6,500.00 × 9")
    }

    @Test("Every code is answered: with a line, a reason, or what is missing", arguments: ItemCode.allCases)
    func everyCode(code: ItemCode) throws {
        let answer = try Asking.answer([:], ask: [code.rawValue])
        #expect(answer.fault == nil)
        #expect(!answer.missing.isEmpty || !answer.items.isEmpty || !answer.warnings.isEmpty)
        for missing in answer.missing {
            #expect(missing.how.zh.hasPrefix("需要") && missing.how.en.hasPrefix("needed"))
            #expect(missing.oneOf.contains(missing.name))
            #expect(missing.name.hasPrefix("overrides.") || FactCatalogue.entry(missing.name) != nil, "\(missing.name)")
        }
        #expect(Registry.rules.count { $0.code == code } == 1)
        #expect(code.zh != code.rawValue && code.en != code.rawValue)
    }

    @Test("A bad line is answered with its reason and the next one goes on")
    func lines() throws {
        var lines = EvaluationLines(packs: try Asking.packs())
        #expect(lines.answer(Array("{\"id\":1".utf8))?.fault != nil)
        #expect(lines.answer(Array("   ".utf8)) == nil)
        let good = JSON.object(["id": 2, "jurisdiction": "000000", "as_of": "2024-01-01", "facts": ["grade": 8, "own_wage_monthly_fen": 100_000]])
        #expect(lines.answer(good.bytes)?.items.first?.amount == 1_100_000)
        #expect(lines.faults == 1)
        #expect(lines.count == 2)
    }

    @Test("With nothing asked, what the facts raise is answered, and only that")
    func nothingAsked() throws {
        let codes = Set(try Asking.answer(Self.injury, at: "360000").items.map(\.code))
        #expect(codes.isSuperset(of: [.lumpDisability, .lumpMedical, .lumpEmployment, .paidLeavePay, .remedyDates]))
        #expect(codes.isDisjoint(with: [.funeral, .doubleWage, .siTotal, .contribution, .damages2N]))
    }

    @Test("Variants stand beside the answer: insured or not, one end date or another")
    func variants() throws {
        let request = JSON.object([
            "id": 1, "jurisdiction": "360000", "as_of": "2024-01-31", "facts": Self.injury, "ask": ["lump_disability", "severance"],
            "variants": [["name": "uninsured", "facts": ["coverage": "uninsured"]], ["name": "later", "facts": ["ended_on": "2024-06-30"]]],
        ])
        let answer = Evaluator.answer(request, packs: try Asking.packs())
        func line(_ code: ItemCode, _ variant: String?) -> Item? { answer.items.first { $0.code == code && $0.variant == variant && $0.measure == .due } }
        #expect(line(.lumpDisability, nil)?.payer == .fund)
        #expect(line(.lumpDisability, "uninsured")?.payer == .employer)
        #expect(line(.lumpDisability, "uninsured")?.amount == line(.lumpDisability, nil)?.amount)
    }

    @Test("A tenant's own value wins, and is marked as his")
    func overrides() throws {
        let facts: JSON = ["sick_leaves": [["from": "2024-05-01", "to": "2024-05-31"]]]
        let answer = try Asking.answer(facts, ask: ["sick_pay"], at: "110000", asOf: "2024-06-30", overrides: [
            "min_wage": [["from": "2024-01-01", "to": "2024-12-31", "value": 200_000]]
        ])
        #expect(answer.items.first?.amount == 160_000)
        #expect(answer.items.first?.inputs.contains { $0.name == "min_wage" && $0.from == .tenant } == true)
        let bad = try Asking.answer(facts, overrides: ["no_such_key": []])
        #expect(bad.fault == nil || bad.fault?.path == "overrides")
        #expect(try Asking.answer(facts, overrides: ["min_wage": [["from": "2024-01-01", "value": "x"]]]).fault?.path == "overrides")
    }

    @Test("The page of an answer names every item, its formula, and what is missing, in both languages")
    func page() throws {
        let answer = try Asking.answer(Self.injury.with(["grade": nil]), ask: ["lump_disability", "paid_leave_pay", "notice_pay"], at: "360000")
        let zh = ExplainPage.text(answer, .zh)
        #expect(zh.contains("一次性伤残补助金") && zh.contains("停工留薪期工资") && zh.contains("7,000.00 × 6") && zh.contains("肆万贰仟元整"))
        let en = ExplainPage.text(answer, .en)
        #expect(en.contains("lump-sum disability subsidy") && en.contains("the grade is not known"))
        #expect(!en.contains("需要"))
    }

    @Test("Every template is a question that can be answered", arguments: Template.allCases)
    func templates(template: Template) throws {
        let packs = try Asking.packs()
        let answer = Evaluator.answer(request: Array(template.text(at: packs.examplePlace).utf8), packs: packs)
        #expect(answer.fault == nil, "\(String(describing: answer.fault))")
        #expect(!answer.items.isEmpty)
    }

    @Test("Amounts in capital figures", arguments: [
        (5_994_794, "伍万玖仟玖佰肆拾柒元玖角肆分"), (0, "零元整"), (100, "壹元整"), (10_05, "壹拾元零伍分"), (1_000_100, "壹万零壹元整"),
        (10_000_000_00, "壹仟万元整"), (100_010_001_00, "壹亿零壹万零壹元整"), (-20_50, "负贰拾元伍角"), (100_000_000_00, "壹亿元整"),
        (101_00, "壹佰零壹元整"), (105_000_00, "壹拾万伍仟元整"),
    ] as [(Int64, String)])
    func capitals(fen: Int64, text: String) {
        #expect(ChineseAmount.text(fen: fen) == text)
    }
}
