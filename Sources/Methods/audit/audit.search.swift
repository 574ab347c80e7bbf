internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `audit.search`: leaves by person, record, actor, operation and time; what was entered is not shown.
package enum AuditSearchMethod: Method {
    package static let name = "audit.search"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.auditor]
    package static let meaning = LocalizedText(zh: "按人员、记录、操作人、时间检索存证日志；本次检索留痕。", en: "Searches the log; the search is logged.")
    package static let errors: [ErrorCode] = [.forbidden, .stepUp]
    package static let params = Shape.object([
        .optional("person", .id, "employee whom it concerns"), .optional("record", .name, "`collection/id`"),
        .optional("actor", .id, "account that acted"), .optional("op", .name, "operation"), .optional("from", .count, "not before, ms"),
        .optional("to", .count, "not after, ms"), .optional("before", .count, "continue below this leaf"),
        .optional("limit", .int(1...200), "how many at most"),
    ])
    package static let result = Shape.object([
        Field("items", .list(.any, 200), "newest first: leaf, time_ms, kind, op, account, by, about, code …"),
        .optional("next", .count, "`before` of the next page"),
    ])
    package static let example: JSON = ["person": "184", "limit": 50]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let params = call.params
        let query = AuditQuery(
            person: params?["person"]?.string, record: params?["record"]?.string, actor: params?["actor"]?.string,
            op: params?["op"]?.string, from: params?["from"]?.int, to: params?["to"]?.int, before: params?["before"]?.int,
            limit: Int(params?["limit"]?.int ?? 50))
        return Answer(bytes: try await c.partition().auditSearch(query, for: try c.principal()).bytes)
    }
}
