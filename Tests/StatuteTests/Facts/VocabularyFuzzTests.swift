import Base
import Foundation
import Testing
import Wire
@testable import Statute

/// Any facts at all that the schema allows: each question is answered, every printed formula gives its amount, every warning has its text.
@Suite("Any facts of the vocabulary") struct VocabularyFuzzTests {
    private static let rules: JSONObject = {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "protocol/schema/statute.evaluate.json")
        guard let data = try? Data(contentsOf: url), let json = try? JSON(parsing: [UInt8](data)) else { return JSONObject() }
        return json["properties"]?["facts"]?["properties"]?.objectValue ?? JSONObject()
    }()

    private struct Maker {
        let source: SeededRandom

        func value(_ rule: JSON, name: String) -> JSON {
            if let words = rule["enum"]?.arrayValue { return words[source.below(words.count)] }
            if let either = rule["anyOf"]?.arrayValue, rule["properties"] == nil { return value(either[source.below(either.count)], name: name) }
            let types = rule["type"]?.arrayValue?.compactMap(\.stringValue) ?? [rule["type"]?.stringValue ?? ""]
            switch types.first {
            case "integer": return .int(integer(rule, name))
            case "boolean": return .bool(source.below(2) == 0)
            case "string": return rule["pattern"] == nil ? "3" : .string(day(name))
            case "array":
                guard let items = rule["items"] else { return [] }
                return .array((0..<source.below(4)).map { _ in value(items, name: name) })
            case "object": return object(rule)
            default: return .null
            }
        }

        private func integer(_ rule: JSON, _ name: String) -> Int64 {
            let (least, most) = (rule["minimum"]?.intValue ?? 0, rule["maximum"]?.intValue ?? 1_000)
            switch source.below(8) {
            case 0: return least
            case 1: return most
            case 2: return max(least, 0)
            default: return max(least, min(most, Int64(source.below(name.hasSuffix("_fen") || most > 1_000_000 ? 2_000_000 : 60))))
            }
        }

        /// Intervals must not run backwards, so a `to` lies late.
        private func object(_ rule: JSON) -> JSON {
            let required = Set(rule["required"]?.arrayValue?.compactMap(\.stringValue) ?? [])
            var object = JSONObject()
            for (name, member) in rule["properties"]?.objectValue ?? JSONObject() {
                guard required.contains(name) || source.below(3) > 0 else { continue }
                object[name] = name == "to" ? "2025-12-31" : value(member, name: name)
            }
            if object["to"] != nil, object["from"] == nil || object["from"] == .null { object["from"] = "2019-05-04" }
            if rule["anyOf"] != nil, object["monthly_fen"] == nil || object["monthly_fen"] == .null { object["monthly_fen"] = 600_000 }
            return .object(object)
        }

        /// Facts that cannot all be true are refused: periods of one person do not overlap, each entry has years of its own, a year's average
        /// stands once, and no length is stated beside the dates it follows from.
        func consistent(_ facts: JSONObject) -> JSONObject {
            var facts = facts
            func each(_ name: String, _ change: (Int, JSON) -> JSON) {
                guard let entries = facts[name]?.arrayValue else { return }
                facts[name] = .array(entries.enumerated().map { change($0.offset, $0.element) })
            }
            for name in ["contribution_wages", "minimum_wages", "sick_leaves", "pay_periods"] {
                each(name) { $1.with(["from": .string("\(2010 + 5 * $0)-01"), "to": .string("\(2014 + 5 * $0)-12")]) }
            }
            each("pay_periods") { _, entry in entry["days"]?.intValue == nil ? entry : entry.with(["days": 20]) }
            each("holiday_work") { _, entry in entry["period"] == nil ? entry : entry.with(["days_x10": 10]) }
            each("average_wages") { index, entry in
                let year = entry.with(["year": .int(Int64(2018 + index))])
                return entry["monthly_fen"]?.intValue == nil ? year : year.with(["annual_fen": nil])
            }
            each("urban_income") { index, entry in entry.with(["year": .int(Int64(2018 + index))]) }
            facts["service_given"] = source.below(2) == 0 || facts["entered_on"] != nil ? nil : facts["service_given"]
            return facts
        }

        /// Days of one story are in its order, since facts that cannot all be true are refused.
        private func day(_ name: String) -> String {
            let span: (first: Int, years: Int) =
                switch name {
                case "born_on": (1960, 30)
                case "entered_on": (1998, 7)
                case "injured_on", "diagnosed_on": (2005, 5)
                case "recognised_on", "grade_concluded_on", "concluded_on": (2011, 4)
                case "ended_on", "died_on": (2015, 10)
                default: (1998, 28)
                }
            let day = "\(span.first + source.below(span.years))-0\(1 + source.below(9))"
            return source.below(3) == 0 ? day : day + "-\(10 + source.below(19))"
        }
    }

    @Test("are answered without a crash, and add up", arguments: 0..<40)
    func answered(seed: Int) throws {
        let maker = Maker(source: SeededRandom(seed: UInt64(seed + 1)))
        #expect(Self.rules.count > 90)
        for _ in 0..<3 {
            var facts = JSONObject()
            for (name, rule) in Self.rules where maker.source.below(3) > 0 {
                guard !["jurisdiction", "as_of", "ask", "overrides"].contains(name) else { continue }
                facts[name] = maker.value(rule, name: name)
            }
            facts = maker.consistent(facts)
            let place = ["000000", "110000", "310000", "320500", "330100", "350200", "440300", "520000"][maker.source.below(8)]
            func ask() throws -> Answer { try Asking.answer(.object(facts), ask: ItemCode.allCases.map(\.rawValue), at: place, asOf: "2026-03-31") }
            var answer = try ask()
            // Facts drawn at random contradict each other, and are refused by name: without what was named the question goes on.
            var dropped = 0
            while let fault = answer.fault, fault.reason == .badValue, dropped < 40, let name = fault.path.split(separator: ".").dropFirst().first {
                facts[String(name.prefix { $0 != "[" })] = nil
                dropped += 1
                answer = try ask()
            }
            #expect(answer.fault == nil, "\(String(describing: answer.fault))")
            #expect(!answer.warnings.contains { $0.hasPrefix("failed:") }, "\(answer.warnings)")
            for item in answer.items {
                guard let amount = item.amount else { continue }
                #expect(try FormulaReader.fen(item.text) == amount, "\(item.code) \(item.text)")
                for warning in item.warnings {
                    #expect(WarningText.texts[String(warning.prefix { $0 != ":" })] != nil, "no text for \(warning)")
                }
            }
            #expect(try JSON(parsing: answer.bytes)["items"] != nil)
            #expect(!ExplainPage.text(answer, .zh).isEmpty && !ExplainPage.text(answer, .en).isEmpty)
        }
    }
}
