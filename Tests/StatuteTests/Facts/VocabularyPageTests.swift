import Foundation
import Testing
import Wire
@testable import Statute

/// The page and the schema of the vocabulary say what the parser takes: neither can fall behind.
@Suite("The vocabulary's page and schema") struct VocabularyPageTests {
    private static let protocolFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "protocol")

    private func page() throws -> String {
        try String(contentsOf: Self.protocolFolder.appending(path: "statute/facts.md"), encoding: .utf8)
    }

    private func schema() throws -> JSON {
        try JSON(parsing: [UInt8](Data(contentsOf: Self.protocolFolder.appending(path: "schema/statute.evaluate.json"))))
    }

    @Test("Every fact stands on the page with its type and both names, and in the schema; the schema has no other")
    func facts() throws {
        let (page, schema) = (try page(), try schema())
        let named = Set(schema["properties"]?["facts"]?["properties"]?.objectValue?.keys ?? [])
        for fact in FactCatalogue.all {
            #expect(page.contains("| `\(fact.name)` | \(fact.kind) | \(fact.zh) | \(fact.en) |"), "\(fact.name)")
            #expect(named.contains(fact.name), "\(fact.name) is not in the schema")
        }
        let known = Set(FactCatalogue.all.map(\.name)).union(["jurisdiction", "as_of", "ask", "overrides"])
        #expect(named.isSubset(of: known), "\(named.subtracting(known))")
        #expect(schema["properties"]?["facts"]?["additionalProperties"] == false)
    }

    @Test("Every item code stands on the page and in the schema, in the order of the answer")
    func items() throws {
        let (page, schema) = (try page(), try schema())
        for code in ItemCode.allCases { #expect(page.contains("| `\(code.rawValue)` | \(code.zh) | \(code.en) |"), "\(code.rawValue)") }
        let listed = schema["properties"]?["ask"]?["items"]?["enum"]?.arrayValue?.compactMap(\.stringValue)
        #expect(listed == ItemCode.allCases.map(\.rawValue))
    }

    @Test("The closed lists of the page are those of the parser")
    func closedLists() throws {
        let page = try page()
        func stands(_ name: String, _ words: [String]) {
            let line = page.split(separator: "\n").first { $0.hasPrefix("- `\(name)`: ") }.map(String.init) ?? ""
            let listed = Set(line.dropFirst("- `\(name)`: ".count).split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
            #expect(listed == Set(words), "\(name): \(listed.symmetricDifference(words))")
        }
        stands("dependants.relation", Dependant.Relation.allCases.map(\.rawValue))
        stands("costs.kind", CostKind.allCases.map(\.rawValue))
        stands("tort.item", TortItem.allCases.map(\.rawValue))
        stands("deductions.kind", Deduction.Kind.allCases.map(\.rawValue))
        stands("premiums.line", InsuranceLine.allCases.map(\.rawValue))
        stands("pay_periods.kind", PayPeriod.Kind.allCases.map(\.rawValue))
        stands("average_wages.scope", AverageWage.Scope.allCases.map(\.rawValue))
        stands("claims.level", ClaimLevel.allCases.map(\.rawValue))
    }

    @Test("Members of entries and objects are those the parser takes, each with a type")
    func members() throws {
        let facts = try schema()["properties"]?["facts"]?["properties"]?.objectValue ?? JSONObject()
        var seen = 0
        for (name, rule) in facts {
            let shape = rule["items"] ?? rule
            guard let members = shape["properties"]?.objectValue else { continue }
            seen += 1
            #expect(shape["additionalProperties"] == false, "\(name)")
            for (member, type) in members {
                #expect(type["type"] != nil || type["enum"] != nil || type["anyOf"] != nil, "\(name).\(member)")
            }
            // The parser names what it takes when it meets a member it does not know.
            let stranger: JSON = name == "tort" ? ["item": "medical", "no_such_member": 1] : ["no_such_member": 1]
            let value: JSON = rule["items"] != nil ? .array([stranger]) : stranger
            let answer = try Asking.answer(.object(JSONObject([(name, value)])))
            let taken = (answer.fault?.expected ?? "").replacingOccurrences(of: "one of ", with: "").split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard answer.fault?.reason == .unknownName else { continue }
            #expect(Set(taken) == Set(members.keys), "\(name): \(Set(taken).symmetricDifference(members.keys))")
        }
        #expect(seen >= 28)
    }
}
