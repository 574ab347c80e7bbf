package import Records
package import Wire

/// JSON Schema (2020-12) made from the declarations: for `schema.get`, and for the files under `protocol/schema`, which a test holds
/// against it. There is no second place where a column or an argument is described.
package enum SchemaDocument {
    package static let dialect = "https://json-schema.org/draft/2020-12/schema"

    /// One record of a collection, as an object with its columns; `x-columns` is their order in rows.
    package static func collection(_ schema: CollectionSchema) -> JSON {
        var members = head("collections/" + schema.name, schema.meaning)
        members += object(schema.columns, rev: true)
        members += [
            ("x-code", .int(Int64(schema.code))), ("x-secrecy", .string(schema.secrecy.rawValue)), ("x-since", .int(Int64(schema.since))),
            ("x-columns", .array(schema.columns.map { .string($0.name) })),
        ]
        return .object(JSONObject(members))
    }

    /// The arguments `a` of an operation.
    package static func operation(_ command: AnyCommand) -> JSON {
        var members = head("ops/" + command.op, command.meaning.en)
        members += object(command.arguments, rev: false)
        members += [
            ("x-meaning-zh", .string(command.meaning.zh)), ("x-roles", .array(command.roles.sorted().map { .string($0.rawValue) })),
            ("x-secrecy", .string(command.secrecy.rawValue)), ("x-leavers", .bool(command.leaversMay)),
            ("examples", .array([command.example])),
        ]
        return .object(JSONObject(members))
    }

    /// By its name in `protocol/schema`: `collections/leave`, `ops/leave.request`; nil for none.
    package static func named(_ name: String) -> JSON? {
        if name.hasPrefix("collections/") { return Schema.named(name.dropFirst(12)).map(collection) }
        if name.hasPrefix("ops/") { return CommandRegistry[String(name.dropFirst(4))].map(operation) }
        return nil
    }

    /// All names that `named` answers.
    package static var names: [String] {
        Schema.collections.map { "collections/" + $0.name } + CommandRegistry.all.map { "ops/" + $0.op }
    }

    private static func head(_ name: String, _ meaning: String) -> [(String, JSON)] {
        [
            ("$schema", .string(dialect)), ("$id", .string("gongdao/v1/" + name)), ("title", .string(name)),
            ("description", .string(meaning)),
        ]
    }

    /// Arguments are closed (an unknown member is refused); records are open, since columns are appended.
    private static func object(_ columns: [Column], rev: Bool) -> [(String, JSON)] {
        let required = columns.filter { !$0.optional }.map { JSON.string($0.name) }
        return [
            ("type", "object"), ("properties", .object(JSONObject(columns.map { ($0.name, property($0, open: rev)) }))),
            ("required", .array(required)), ("additionalProperties", .bool(rev)),
        ]
    }

    private static func property(_ column: Column, open: Bool) -> JSON {
        var members: [(String, JSON)] = []
        switch column.kind {
        case .text: members.append(("type", "string"))
        case .int: members.append(("type", "integer"))
        case .bool: members.append(("type", "boolean"))
        case .money: members += [("type", "integer"), ("x-unit", "fen")]
        case .date: members += [("type", "string"), ("format", "date")]
        case .time: members += [("type", "string"), ("format", "date-time")]
        case .enumeration(let words): members.append(("enum", .array((open ? words + ["other"] : words).map { .string($0) })))
        case .json: members += shape(column.shape, open: open)
        }
        if !column.meaning.isEmpty { members.append(("description", .string(column.meaning))) }
        if column.since > 1 { members.append(("x-since", .int(Int64(column.since)))) }
        return .object(JSONObject(members))
    }

    private static func shape(_ shape: Column.Shape?, open: Bool) -> [(String, JSON)] {
        switch shape {
        case .texts: [("type", "array"), ("items", ["type": "string"])]
        case .object(let members): object(members, rev: open)
        case .list(let members): [("type", "array"), ("items", .object(JSONObject(object(members, rev: open))))]
        case .open, nil: [("type", "object")]
        }
    }
}
