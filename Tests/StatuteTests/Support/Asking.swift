import Wire
@testable import Statute

/// Shorthand of the tests: a question in, an answer out.
enum Asking {
    static func packs() throws -> RulePacks { try RulePacks.embedded() }

    static func answer(
        _ facts: JSON, ask: [String] = [], at place: String = "000000", asOf: String = "2024-06-30", overrides: JSON? = nil
    ) throws -> Answer {
        var members: [(String, JSON)] = [
            ("id", "t"), ("jurisdiction", .string(place)), ("as_of", .string(asOf)), ("facts", facts),
            ("ask", .array(ask.map(JSON.string))),
        ]
        if let overrides { members.append(("overrides", overrides)) }
        return Evaluator.answer(.object(JSONObject(members)), packs: try packs())
    }

    /// The amount of the plain due line of one code.
    static func due(_ code: String, _ facts: JSON, at place: String = "000000", asOf: String = "2024-06-30") throws -> Int64? {
        try answer(facts, ask: [code], at: place, asOf: asOf).items.first { $0.measure == .due && $0.variant == nil }?.amount
    }
}

extension JSON {
    /// These facts with others laid over them.
    func with(_ more: JSON) -> JSON {
        guard case .object(var object) = self, case .object(let others) = more else { return self }
        for key in others.keys { object[key] = others[key] }
        return .object(object)
    }
}
