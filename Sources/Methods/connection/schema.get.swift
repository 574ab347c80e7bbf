internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `schema.get`: what this server speaks: methods with their shapes, collections with their columns, error codes.
package enum SchemaGetMethod: Method {
    package static let name = "schema.get"
    package static let needs = Need.hello
    package static let doors: Set<Door> = [.tenants, .operators]
    package static let meaning = LocalizedText(zh: "取协议描述：方法、集合、错误码。", en: "What this server speaks: methods, collections, errors.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([
        .optional("method", .id, "only this method"), .optional("collection", .id, "only this collection"),
    ])
    package static let result = Shape.object([
        .optional("methods", .map(.any), "by name: {params, result} as JSON Schema, needs, roles"),
        .optional("collections", .map(.any), "by name: {columns, since, meaning}"),
        .optional("errors", .list(.any, 100), "{code, symbol, precedence, meaning}"),
    ])
    package static let example: JSON = ["method": "sync.pull"]

    private struct Params: Decodable {
        var method: String?
        var collection: String?
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let methods = MethodRegistry.all.filter {
            $0.doors.contains(c.peer.door) && (p.method == nil ? p.collection == nil : p.method == $0.name)
        }
        let collections = Schema.collections.filter { p.collection == nil ? p.method == nil : p.collection == $0.name }
        guard !methods.isEmpty || !collections.isEmpty else { throw RPCError(.notFound) }
        var members: [(String, JSON)] = []
        if !methods.isEmpty { members.append(("methods", .object(JSONObject(methods.map { ($0.name, describe($0)) })))) }
        if !collections.isEmpty {
            members.append(("collections", .object(JSONObject(collections.map { ($0.name, describe($0)) }))))
        }
        if p.method == nil, p.collection == nil { members.append(("errors", .array(ErrorCode.allCases.map(describe)))) }
        return Answer(bytes: JSON.object(JSONObject(members)).bytes)
    }

    private static func describe(_ method: any Method.Type) -> JSON {
        [
            "needs": .string(method.needs.rawValue), "roles": .array(method.roles.sorted().map { .string($0.rawValue) }),
            "params": method.params.schema, "result": method.result.schema,
        ]
    }

    private static func describe(_ schema: CollectionSchema) -> JSON {
        let columns = schema.columns.map { column -> JSON in
            ["name": .string(column.name), "since": .int(Int64(column.since)), "meaning": .string(column.meaning)]
        }
        return ["columns": .array(columns), "since": .int(Int64(schema.since)), "meaning": .string(schema.meaning)]
    }

    private static func describe(_ code: ErrorCode) -> JSON {
        [
            "code": .int(Int64(code.rawValue)), "symbol": .string(code.symbol), "precedence": .int(Int64(code.precedence)),
            "meaning": .string(code.meaning),
        ]
    }
}
