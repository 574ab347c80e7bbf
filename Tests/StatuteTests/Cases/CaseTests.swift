import Testing
import Wire
@testable import Statute

@Suite("Published cases") struct CaseTests {
    static let cases: [CaseFile] = (try? CaseFile.all()) ?? []

    @Test("All 103 are here, each with its source and its facts readable")
    func complete() throws {
        #expect(Self.cases.count == 103)
        for file in Self.cases {
            #expect(!file.source.isEmpty)
            #expect(Evaluator.answer(file.request, packs: try Asking.packs()).fault == nil, "\(file.id)")
        }
        let tests = Self.cases.flatMap(\.expected)
        #expect(tests.count { $0.test == "statute" } >= 139)
        #expect(tests.count { $0.recomputedTolerance > 0 } == 2)
        #expect(tests.count { $0.test == "deviates" } >= 30)
    }

    @Test("What follows the statute is reproduced: the recomputed amount to the fen, the printed one within its tolerance", arguments: cases)
    func reproduced(file: CaseFile) throws {
        let answer = Evaluator.answer(file.request, packs: try Asking.packs())
        for expected in file.expected where expected.test == "statute" {
            let item = CaseFile.line(expected, in: answer)
            guard let amount = item?.amount else {
                Issue.record("\(expected.code) \(expected.measure): no line; missing \(answer.missing.map(\.name)) \(answer.warnings)")
                continue
            }
            let note = Comment(rawValue: "\(expected.code) \(expected.measure): \(item?.text ?? "")")
            if let recomputed = expected.recomputed { #expect(abs(amount - recomputed) <= expected.recomputedTolerance, note) }
            if let printed = expected.amount { #expect(abs(amount - printed) <= expected.tolerance, note) }
        }
    }

    @Test("What deviates is explained: the rule the decision did not apply, and what the statute gives instead", arguments: cases)
    func explained(file: CaseFile) throws {
        let answer = Evaluator.answer(file.request, packs: try Asking.packs())
        for expected in file.expected where expected.test == "deviates" {
            #expect((expected.json["rule"]?.stringValue?.count ?? 0) > 20, "\(expected.code): which rule?")
            if let names = expected.json["statute_missing"]?.arrayValue?.compactMap(\.stringValue) {
                let missing = answer.missing.filter { $0.code.rawValue == expected.code }.map(\.name)
                #expect(names.allSatisfy(missing.contains), "\(missing)")
                continue
            }
            let item = try #require(CaseFile.line(expected, in: answer), "\(expected.code) \(expected.measure) \(answer.missing.map(\.name))")
            #expect(item.amount == expected.json["statute_fen"]?.intValue, "\(expected.code) \(expected.measure): \(item.text)")
            #expect(item.low == expected.json["statute_low_fen"]?.intValue)
            #expect(item.high == expected.json["statute_high_fen"]?.intValue)
            if let warning = expected.json["statute_warning"]?.stringValue { #expect(item.warnings.contains(warning), "\(item.warnings)") }
            if let variant = expected.json["capped"]?.stringValue {
                let capped = answer.items.first { $0.code == item.code && $0.variant == variant }
                #expect(capped?.amount == expected.amount)
            }
        }
    }

    @Test("An outcome whose facts happen to suffice comes out as well, though it is not counted", arguments: cases)
    func outcomes(file: CaseFile) throws {
        let answer = Evaluator.answer(file.request, packs: try Asking.packs())
        for expected in file.expected where expected.test == "outcome" && expected.json["reproduced"] == .bool(true) {
            let item = CaseFile.line(expected, in: answer)
            #expect(item?.amount == expected.amount, "\(expected.code): \(item?.text ?? "none") \(answer.missing.map(\.name))")
        }
    }

    @Test("The totals of the sources are the sums of their items and costs", arguments: cases)
    func totals(file: CaseFile) throws {
        for expected in file.expected where expected.test == "total" {
            let parts = (expected.json["parts"]?.arrayValue ?? []).compactMap(\.intValue).map { file.expected[Int($0)] }
            let plus = expected.json["plus_fen"]?.intValue ?? 0
            // A source adds what it printed, or what it reckoned before it printed.
            let sums = [parts.map { $0.amount ?? 0 }, parts.map { $0.recomputed ?? $0.amount ?? 0 }].map { $0.reduce(plus, +) }
            #expect(sums.contains { abs($0 - (expected.amount ?? 0)) <= expected.tolerance }, "\(sums)")
        }
    }
}
