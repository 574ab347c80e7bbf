internal import Casework
internal import Records
internal import Wire

/// The files of the specification that follow from the registry: pages per family, a JSON Schema per method, the OpenRPC document,
/// and the table of errors. A test compares them with what is committed, and writes them when told to.
package enum ProtocolPages {
    /// Paths below `protocol/`, with their text.
    package static var files: [(path: String, text: String)] {
        var out: [(path: String, text: String)] = [("openrpc.json", pretty(openRPC) + "\n"), ("errors.md", errors)]
        for family in families { out.append(("methods/\(family).md", page(family))) }
        for method in MethodRegistry.all {
            out.append(("schema/methods/\(method.name).params.json", pretty(schema(method, "params", method.params)) + "\n"))
            out.append(("schema/methods/\(method.name).result.json", pretty(schema(method, "result", method.result)) + "\n"))
        }
        return out
    }

    /// In the order of the registry.
    package static var families: [String] {
        MethodRegistry.all.reduce(into: []) { if !$0.contains($1.family) { $0.append($1.family) } }
    }

    private static func schema(_ method: any Method.Type, _ part: String, _ shape: Shape) -> JSON {
        var members: [(String, JSON)] = [
            ("$schema", "https://json-schema.org/draft/2020-12/schema"), ("title", .string("\(method.name) \(part)")),
        ]
        if case .object(let object) = shape.schema { members += object.map { ($0.0, $0.1) } }
        return .object(JSONObject(members))
    }

    private static var openRPC: JSON {
        let methods = MethodRegistry.all.map { method -> JSON in
            [
                "name": .string(method.name), "summary": .string(method.meaning.en), "paramStructure": "by-name",
                "params": [
                    ["name": "params", "schema": ["$ref": .string("schema/methods/\(method.name).params.json")]]
                ],
                "result": ["name": "result", "schema": ["$ref": .string("schema/methods/\(method.name).result.json")]],
                "errors": .array(
                    method.errors.map { ["code": .int(Int64($0.rawValue)), "message": .string($0.symbol)] }),
                "x-needs": .string(method.needs.rawValue), "x-roles": .array(method.roles.sorted().map { .string($0.rawValue) }),
            ]
        }
        return [
            "openrpc": "1.3.2", "info": ["title": "Gongdao", "version": .string("\(Wire.protocolVersion)")], "methods": .array(methods),
        ]
    }

    // MARK: Pages

    private static func page(_ family: String) -> String {
        var out = "# \(family)\n\nMade from the registry of methods; the rules behind them stand in [README](../README.md).\n"
        for method in MethodRegistry.all where method.family == family { out += section(method) }
        return out
    }

    private static func section(_ method: any Method.Type) -> String {
        var out = "\n## `\(method.name)`\n\n\(method.meaning.en) (\(method.meaning.zh))\n\n"
        out += "Needs: \(needs(method)). "
        if !method.roles.isEmpty {
            out += "Roles: \(method.roles.sorted().map(\.rawValue).joined(separator: ", ")). "
        }
        if !method.errors.isEmpty {
            out += "May answer: \(method.errors.map { "\($0.rawValue) \($0.symbol)" }.joined(separator: ", ")). "
        }
        out += "Schemas: [params](../schema/methods/\(method.name).params.json), [result](../schema/methods/\(method.name).result.json).\n"
        out += table("Parameters", method.params) + table("Result", method.result)
        let line = Envelope.request(.int(1), method: method.name, params: method.example.bytes).dropLast()
        out += "\n```\n> \(String(decoding: line, as: UTF8.self))\n```\n"
        return out
    }

    private static func needs(_ method: any Method.Type) -> String {
        switch method.needs {
        case .nothing: "nothing"
        case .hello: "`hello`" + (method.doors == [.operators] ? ", on the operators' listener" : "")
        case .session: "a session"
        case .operator: "a signed-in operator"
        }
    }

    private static func table(_ title: String, _ shape: Shape) -> String {
        guard case .object(let fields) = shape, !fields.isEmpty else { return "\n\(title): none.\n" }
        return "\n\(title):\n\n| member | | is | meaning |\n|---|---|---|---|\n" + rows(fields, prefix: "")
    }

    private static func rows(_ fields: [Field], prefix: String) -> String {
        fields.map { field in
            let name = prefix + field.name
            let own = "| `\(name)` | \(field.isRequired ? "" : "optional") | \(field.shape.words) | \(field.meaning) |\n"
            switch field.shape {
            case .object(let inner): return own + rows(inner, prefix: name + ".")
            case .list(.object(let inner), _): return own + rows(inner, prefix: name + "[].")
            default: return own
            }
        }.joined()
    }

    private static var errors: String {
        var out = """
            # Errors

            `code / 100` is the class, which says what a client does; `message` is `symbol` or `symbol <integer>`. When several apply, the
            one with the lowest precedence is answered.

            | precedence | code | symbol | class | meaning |
            |---|---|---|---|---|

            """
        for code in ErrorCode.allCases.sorted(by: { $0.precedence < $1.precedence }) {
            out += "| \(code.precedence) | \(code.rawValue) | \(code.symbol) | \(code.retryClass.rawValue) | \(code.meaning) |\n"
        }
        return out
    }

    // MARK: JSON for people

    static func pretty(_ json: JSON, indent: String = "") -> String {
        let inner = indent + "  "
        switch json {
        case .array(let elements) where elements.contains(where: isDeep):
            return "[\n" + elements.map { inner + pretty($0, indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let object) where !object.isEmpty && (indent.isEmpty || object.count > 4 || object.values.contains(where: isDeep)):
            let members = object.map { name, value in
                inner + String(decoding: JSON.string(name).bytes, as: UTF8.self) + ": " + pretty(value, indent: inner)
            }
            return "{\n" + members.joined(separator: ",\n") + "\n\(indent)}"
        default: return String(decoding: json.bytes, as: UTF8.self)
        }
    }

    private static func isDeep(_ json: JSON) -> Bool {
        switch json {
        case .object(let object): !object.isEmpty
        case .array(let elements): elements.contains(where: isDeep)
        default: false
        }
    }
}
