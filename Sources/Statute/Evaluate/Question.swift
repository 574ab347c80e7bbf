package import Base
package import Wire

/// One question as it is asked: `{id, jurisdiction, as_of, facts, ask, overrides, variants}`.
package struct Question: Sendable {
    /// Given back as it came; null where none was given.
    package var id: JSON
    package var jurisdiction: String
    package var asOf: LocalDate
    package var ask: [ItemCode]
    package var facts: JSONObject
    package var overrides: JSON?
    /// Named alternatives: facts laid over the others, answered beside them.
    package var variants: [(name: String, facts: JSONObject)]
    /// Where an injury case stands and what is to be tried on it; a question may be of this alone.
    package var standing: CaseQuestion?
    /// Are amounts asked for?
    package var asksItems: Bool

    private static let members: Set<String> = ["id", "jurisdiction", "as_of", "facts", "ask", "overrides", "variants", "case"]

    /// Reads the object strictly. The names that stand beside `facts` may also stand in it, since the vocabulary lists them all.
    package init(_ json: JSON) throws(FactError) {
        let reader = try FactReader(json, "")
        for key in reader.object.keys where !Question.members.contains(key) {
            throw FactError(.unknownName, key, expected: "one of id, jurisdiction, as_of, facts, ask, overrides, variants, case")
        }
        id = reader.object["id"] ?? .null
        let written = reader.value("facts")
        guard written != nil || reader.value("case") != nil else { throw FactError(.absent, "facts", expected: "an object") }
        asksItems = written != nil
        var facts = try FactReader(written ?? [:], "facts").object
        func taken(_ name: String) -> JSON? {
            let inside = facts[name]
            if inside != nil { facts[name] = nil }
            return reader.value(name) ?? inside
        }
        guard let place = taken("jurisdiction") else {
            throw FactError(.absent, "jurisdiction", expected: "six digits, GB/T 2260; 000000 for national rules only")
        }
        jurisdiction = try Scalar.text(place, "jurisdiction")
        guard Question.isPlace(jurisdiction) else {
            throw FactError(.badValue, "jurisdiction", expected: "six digits, GB/T 2260, with /pool where needed")
        }
        guard PlaceCodes.isKnown(jurisdiction) else {
            throw FactError(
                .badValue, "jurisdiction", expected: "a province or city of GB/T 2260; 000000 for national rules only")
        }
        guard let day = taken("as_of") else { throw FactError(.absent, "as_of", expected: "the day the question is asked, YYYY-MM-DD") }
        let asked = try Scalar.day(day, "as_of")
        guard asked.precision == .day else { throw FactError(.badValue, "as_of", expected: "the day the question is asked, YYYY-MM-DD") }
        asOf = asked.day
        if let codes = taken("ask"), codes != .null { ask = try Question.codes(codes) } else { ask = [] }
        overrides = taken("overrides").flatMap { $0 == .null ? nil : $0 }
        self.facts = facts
        if let written = reader.value("variants") { variants = try Question.variants(written) } else { variants = [] }
        if let written = reader.value("case") { standing = try CaseQuestion(written, asOf: asOf) }
    }

    private static func isPlace(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let code = parts.first, parts.count <= 2, code.utf8.count == 6, code.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
        return parts.count == 1 || !parts[1].isEmpty
    }

    private static func codes(_ json: JSON) throws(FactError) -> [ItemCode] {
        guard case .array(let elements) = json else { throw FactError(.wrongType, "ask", expected: "a list of item codes") }
        var codes: [ItemCode] = []
        for (index, element) in elements.enumerated() {
            guard case .string(let text) = element, let code = ItemCode(rawValue: text) else {
                throw FactError(.badValue, "ask[\(index)]", expected: "an item code")
            }
            codes.append(code)
        }
        return codes
    }

    private static func variants(_ json: JSON) throws(FactError) -> [(String, JSONObject)] {
        guard case .array(let elements) = json, elements.count <= 16 else {
            throw FactError(.wrongType, "variants", expected: "a list of at most 16 {name, facts}")
        }
        var variants: [(String, JSONObject)] = []
        for (index, element) in elements.enumerated() {
            let reader = try FactReader(element, "variants", index: index)
            try reader.only("name", "facts")
            guard let name = try reader.text("name"), let facts = reader.value("facts") else {
                throw FactError(.absent, "variants[\(index)].name", expected: "name and facts")
            }
            variants.append((name, try FactReader(facts, "variants[\(index)].facts").object))
        }
        return variants
    }
}
