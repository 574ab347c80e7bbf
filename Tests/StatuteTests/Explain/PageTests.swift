import Testing
import Wire
@testable import Statute

@Suite("A page that a worker can read") struct PageTests {
    @Test("Articles are spelt out as people write them", arguments: [
        ("WII 37(1)(1)", "《工伤保险条例》第三十七条第一款第（一）项"), ("WII 42(2)", "《工伤保险条例》第四十二条第（二）项"),
        ("LCL 44(4)(5)", "《劳动合同法》第四十四条第（四）、（五）项"), ("LCL 97(3)", "《劳动合同法》第九十七条第三款"),
        ("CC 188", "《民法典》第一百八十八条"), ("LCR 20", "《劳动合同法实施条例》第二十条"), ("LCA", "《劳动能力鉴定管理办法》"),
    ])
    func articles(code: String, text: String) {
        #expect(ArticleName.text(code, .zh) == text)
        #expect(!ArticleName.text(code, .en).contains { $0 > "\u{2E7F}" })
    }

    @Test("Numerals", arguments: [(10, "十"), (14, "十四"), (105, "一百零五"), (110, "一百一十"), (1_043, "一千零四十三"), (1_100, "一千一百")])
    func numerals(number: Int, text: String) { #expect(ArticleName.numeral(number) == text) }

    /// Questions whose answers between them show every kind of line.
    private static let questions: [JSON] = Template.allCases.map { template in
        (try? JSON(parsing: Array(template.text(at: "330200").utf8))) ?? .null
    } + [
        [
            "jurisdiction": "330200", "as_of": "2026-01-31", "ask": ["exposure", "remedy_dates", "survivor_pension", "lump_disability"],
            "facts": [
                "injured_on": "2025-03-10", "grade": nil, "coverage": "under_declared", "own_wage_monthly_fen": 800_000,
                "contribution_wages": [["base_fen": 500_000]], "entered_on": "2018-04-01", "ended_on": "2025-12-31", "end_ground": "lcl39",
                "severance_wage_monthly_fen": 900_000, "died_on": "2026-01-05", "dependants": [["relation": "wife", "age_years": 30]],
            ],
        ]
    ]

    @Test("Every article of every line is spelt out, and the Chinese page has no word of the code left", arguments: questions)
    func plain(question: JSON) throws {
        let answer = Evaluator.answer(question, packs: try Asking.packs())
        #expect(answer.fault == nil && !answer.items.isEmpty)
        for basis in answer.items.flatMap(\.basis) { #expect(ArticleName.text(basis, .zh).hasPrefix("《"), "\(basis)") }
        let page = ExplainPage.text(answer, .zh)
        for word in ["lcl39", "expiry", "insured", " / ", "RM-", "own_wage]", "formula", "《》"] { #expect(!page.contains(word), "\(word)\n\(page)") }
        #expect(page.hasPrefix("适用地区："))
        let english = ExplainPage.text(answer, .en)
        let chinese = english.split(separator: "\n").filter { $0.contains { $0 > "\u{2E7F}" && $0 < "\u{FF00}" } }
        #expect(chinese.isEmpty, "\(chinese)")
    }
}
