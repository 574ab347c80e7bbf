package import Wire

extension Shape {
    /// The shape as JSON Schema (2020-12). Objects stay open: unknown members are ignored on both sides.
    package var schema: JSON {
        switch self {
        case .text(let most): return ["type": "string", "maxLength": .int(Int64(most))]
        case .word(let words): return ["type": "string", "enum": .array(words.map(JSON.string))]
        case .int(let range):
            var members: [(String, JSON)] = [("type", "integer"), ("minimum", .int(range.lowerBound))]
            if range.upperBound < JSON.maxInt { members.append(("maximum", .int(range.upperBound))) }
            return .object(JSONObject(members))
        case .bool: return ["type": "boolean"]
        case .list(let element, let most):
            return ["type": "array", "items": element.schema, "maxItems": .int(Int64(most))]
        case .object(let fields):
            var members: [(String, JSON)] = [("type", "object")]
            members.append(
                (
                    "properties",
                    .object(
                        JSONObject(fields.map { ($0.name, Shape.described($0.shape.schema, $0.meaning)) }))
                ))
            let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
            if !required.isEmpty { members.append(("required", .array(required))) }
            return .object(JSONObject(members))
        case .map(let value): return ["type": "object", "additionalProperties": value.schema]
        case .any: return .object(JSONObject())
        case .nullable(let shape): return ["anyOf": .array([shape.schema, ["type": "null"]])]
        }
    }

    private static func described(_ schema: JSON, _ meaning: String) -> JSON {
        guard case .object(let object) = schema, !meaning.isEmpty else { return schema }
        return .object(JSONObject(object.map { ($0.0, $0.1) } + [("description", .string(meaning))]))
    }

    /// In the words of a page's table: `text ≤ 64`, `list of …`.
    package var words: String {
        switch self {
        case .text(let most): "text ≤ \(most)"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: " or ")
        case .int(let range):
            range.upperBound < JSON.maxInt ? "integer \(range.lowerBound)…\(range.upperBound)" : "integer ≥ \(range.lowerBound)"
        case .bool: "boolean"
        case .list(let element, let most): "list of \(element.words), ≤ \(most)"
        case .object: "object"
        case .map(let value): "object of \(value.words)"
        case .any: "any"
        case .nullable(let shape): shape.words + " or null"
        }
    }
}
