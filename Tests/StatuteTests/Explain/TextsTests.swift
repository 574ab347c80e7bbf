import Base
import Testing
import Wire
@testable import Statute

@Suite("Texts are in one language each") struct TextsTests {
    /// Letters outside code spans: a code in backticks is the same in every language.
    static func words(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }.joined(separator: " ")
    }

    static func hasLatin(_ text: String) -> Bool { words(text).contains { $0.isASCII && $0.isLetter } }
    static func hasHan(_ text: String) -> Bool { words(text).contains { $0 > "\u{2E7F}" && $0 < "\u{FF00}" } }

    private func check(_ zh: String, _ en: String, _ what: String) {
        #expect(!zh.isEmpty && !Self.hasLatin(zh), "\(what): \(zh)")
        #expect(!en.isEmpty && !Self.hasHan(en), "\(what): \(en)")
    }

    @Test("Every name of the tables")
    func tables() {
        for code in ItemCode.allCases { check(code.zh, code.en, code.rawValue) }
        for fact in FactCatalogue.all { check(fact.zh, fact.en, fact.name) }
        for rule in PackSchema.all { check(rule.zh, rule.en, rule.key) }
        for (key, why) in PackSchema.informational { check(why.zh, why.en, key) }
        for (code, text) in WarningText.texts { check(text.zh, text.en, code) }
        for (code, text) in WarningText.details { check(text.zh, text.en, code) }
        for (code, name) in ArticleName.instruments { check(name.zh, name.en, code) }
        for (reason, text) in FaultText.reasons { check(text.zh, text.en, reason.rawValue) }
        for measure in Measure.allCases { check(measure.name(.zh), measure.name(.en), measure.rawValue) }
        for payer in Payer.allCases { check(payer.name(.zh), payer.name(.en), payer.rawValue) }
        for confidence in Confidence.allCases { check(confidence.name(.zh), confidence.name(.en), confidence.rawValue) }
        for line in PackSchema.lines { check(LineName.text(line, .zh), LineName.text(line, .en), line) }
    }

    @Test("What the packs say of what they do not know, and every value as people read it")
    func packs() throws {
        let packs = try Asking.packs()
        for row in packs.rows {
            #expect(!Self.hasLatin(PackText.value(row.value).zh), "\(row.id): \(PackText.value(row.value).zh)")
            guard case .unknown(let missing, _) = row.value else { continue }
            #expect(missing.zh != missing.en && !Self.hasLatin(missing.zh), "\(row.id): \(missing.zh)")
        }
        for notice in PackListing(packs, on: try #require(LocalDate("2026-11-21"))).notices {
            #expect(!Self.hasLatin(notice.zh), "\(notice.zh)")
        }
    }

    @Test("How what is missing can be supplied: every item, in places that know much and little", arguments: ["000000", "110000", "210000", "450000", "540000"])
    func missing(place: String) throws {
        let facts: [JSON] = [
            [:], ["grade": 8, "injured_on": "2022-03-01", "ended_on": "2025-06-30", "end_ground": "lcl37", "coverage": "insured"],
            ["died_on": "2022-03-01", "dependants": [["relation": "child", "age_years": 3]]], ["due_from": "2022-01", "due_to": "2022-02", "entered_on": "2022-01-01"],
            ["wages": [["month": "2022-04", "gross_fen": 300_000]], "entered_on": "2022-03-01", "ended_on": "2022-08-31", "contract_signed_on": nil],
        ]
        var seen = 0
        for fact in facts {
            let answer = try Asking.answer(fact, ask: ItemCode.allCases.map(\.rawValue), at: place, asOf: "2026-06-30")
            for missing in answer.missing {
                check(missing.how.zh, missing.how.en, "\(missing.code) \(missing.name)")
                seen += 1
            }
            #expect(!Self.hasLatin(ExplainPage.missing(answer, .zh)), "\(ExplainPage.missing(answer, .zh))")
            #expect(!Self.hasHan(ExplainPage.missing(answer, .en)))
        }
        #expect(seen > 50)
    }

    @Test("A whole page, of every template and every item, in Chinese and in English", arguments: 0..<12)
    func pages(seed: Int) throws {
        let facts = PropertyTests.random(SeededRandom(seed: UInt64(seed + 500)))
        let place = ["330200", "110000", "440300", "370100"][seed % 4]
        let answer = try Asking.answer(facts, ask: ItemCode.allCases.map(\.rawValue), at: place, asOf: "2023-12-31")
        for line in ExplainPage.text(answer, .zh).split(separator: "\n") where !line.hasPrefix("  = ") {
            #expect(!Self.hasLatin(String(line)), "seed \(seed): \(line)")
        }
        for line in ExplainPage.text(answer, .en).split(separator: "\n") { #expect(!Self.hasHan(String(line)), "seed \(seed): \(line)") }
    }

    @Test("A question that cannot be read is told of in the reader's language")
    func faults() throws {
        let questions: [JSON] = [
            ["jurisdiction": "990000", "as_of": "2024-01-01", "facts": [:]], ["jurisdiction": "330000", "as_of": "2024-01", "facts": [:]],
            ["jurisdiction": "330000", "as_of": "2024-01-01", "facts": ["grde": 9]], ["jurisdiction": "330000", "as_of": "2024-01-01", "facts": ["grade": 11]],
            ["jurisdiction": "330000", "as_of": "2024-01-01", "facts": ["sex": "x"]], ["jurisdiction": "330000", "as_of": "2024-01-01"],
            ["jurisdiction": "330000", "as_of": "2024-01-01", "facts": ["contribution_wages": [["base_fen": 1], ["base_fen": 2]]]],
        ]
        for question in questions {
            let answer = Evaluator.answer(question, packs: try Asking.packs())
            #expect(answer.fault != nil)
            #expect(!Self.hasLatin(ExplainPage.text(answer, .zh)), "\(ExplainPage.text(answer, .zh))")
            #expect(!Self.hasHan(ExplainPage.text(answer, .en)))
        }
    }
}
