import Base
import Testing
import Wire
@testable import Statute

@Suite("Facts are read strictly") struct FactTests {
    static func fault(_ json: JSON) -> FactError? {
        do throws(FactError) {
            _ = try FactParser.parse(json)
            return nil
        } catch { return error }
    }

    @Test("A name outside the vocabulary is refused, with the name that was probably meant")
    func unknownName() {
        let fault = Self.fault(["entered_at": "2020-01-01"])
        #expect(fault?.reason == .unknownName)
        #expect(fault?.path == "facts.entered_at")
        #expect(fault?.expected.contains("entered_on") == true)
        #expect(Self.fault(["payments": [["item": "funeral", "payer": "fund", "amount": 3]]])?.path == "facts.payments[0].amount")
    }

    @Test("What cannot be read is refused with its path", arguments: [
        (["grade": 11], "facts.grade"), (["grade": "9"], "facts.grade"), (["injured_on": "2024-13-01"], "facts.injured_on"),
        (["injured_on": 20240101], "facts.injured_on"), (["own_wage_monthly_fen": "3000"], "facts.own_wage_monthly_fen"),
        (["coverage": "yes"], "facts.coverage"), (["dependants": [["age_years": 5]]], "facts.dependants[0].relation"),
        (["average_wages": [["scope": "city", "year": 2020]]], "facts.average_wages[0].monthly_fen"),
        (["paid_leave": ["from": "2024-05-01", "to": "2024-04-01"]], "facts.paid_leave.to"),
        (["wages": ["month"]], "facts.wages[0]"), (["payments": [["item": "lottery", "payer": "fund"]]], "facts.payments[0].item"),
    ] as [(JSON, String)])
    func refused(json: JSON, path: String) {
        #expect(Self.fault(json)?.path == path)
    }

    @Test("A fraction is no amount: fen and ppm are whole numbers")
    func fractions() throws {
        let json = try JSON(parsing: Array(#"{"own_wage_monthly_fen":3000.5}"#.utf8))
        #expect(Self.fault(json)?.reason == .wrongType)
    }

    @Test("Null is the same as not stated, but for the grade (unknown) and the contract (never signed)")
    func null() throws {
        let facts = try FactParser.parse(["injured_on": nil, "grade": nil, "contract_signed_on": nil])
        #expect(facts.injuredOn == nil)
        #expect(facts.grade == .unknown)
        #expect(facts.contractSignedOn == .some(nil))
        #expect(try FactParser.parse([:]).contractSignedOn == nil)
        #expect(Self.fault(["no_such_fact": nil])?.reason == .unknownName)
    }

    @Test("A month stands for its first day, a year in an example for its first")
    func precision() throws {
        let facts = try FactParser.parse(["injured_on": "2022-03", "died_on": "2023"])
        #expect(facts.injuredOn?.day == LocalDate("2022-03-01"))
        #expect(facts.injuredOn?.lastDay == LocalDate("2022-03-31"))
        #expect(facts.diedOn?.day == LocalDate("2023-01-01"))
        let answer = try Asking.answer(["grade": 8, "injured_on": "2022-03", "own_wage_monthly_fen": 500_000], ask: ["lump_disability"])
        #expect(answer.items.first?.warnings.contains("month_precision:injured_on") == true)
    }

    @Test("Every name of the catalogue is read by the parser, and the parser knows no other")
    func catalogue() {
        for entry in FactCatalogue.all {
            // A value of a kind that no fact has shows whether the name itself is known.
            let fault = Self.fault(.object(JSONObject([(entry.name, .fraction("1.5"))])))
            #expect(fault != nil && fault?.reason != .unknownName, "\(entry.name)")
            #expect(!entry.zh.isEmpty && !entry.en.isEmpty)
        }
        #expect(FactCatalogue.all.count >= 85)
    }

    @Test("The place and the day may stand beside the facts or in them, and both are required")
    func question() throws {
        let inside: JSON = ["id": 1, "facts": ["jurisdiction": "110000", "as_of": "2024-05-01", "ask": ["severance"]]]
        let question = try Question(inside)
        #expect(question.jurisdiction == "110000")
        #expect(question.ask == [.severance])
        for (json, path) in [
            (["facts": [:], "as_of": "2024-01-01"], "jurisdiction"), (["facts": [:], "jurisdiction": "110000"], "as_of"),
            (["facts": [:], "jurisdiction": "11000", "as_of": "2024-01-01"], "jurisdiction"), (["jurisdiction": "110000"], "facts"),
            (["facts": [:], "jurisdiction": "110000", "as_of": "2024-01-01", "ask": ["all"]], "ask[0]"), (["fact": [:]], "fact"),
        ] as [(JSON, String)] {
            #expect(throws: FactError.self) { try Question(json) }
            #expect(Evaluator.answer(json, packs: try Asking.packs()).fault?.path == path)
        }
    }
}
