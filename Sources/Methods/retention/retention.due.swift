internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `retention.due`: what is past its period, and what bars its deletion; a slice of a collection a call.
package enum RetentionDueMethod: Method {
    package static let name = "retention.due"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .auditor, .admin]
    package static let meaning = LocalizedText(zh: "列出保存期满的记录；查看留痕。", en: "Lists what is past its retention period; asking is logged.")
    package static let errors: [ErrorCode] = [.forbidden, .stepUp]
    package static let params = Shape.object([
        Field("collection", .word(RetentionTable.rules.map(\.collection)), "a line of the table"),
        .optional("before", .text(10), "over before this day, YYYY-MM-DD; absent: today"), .optional("after", .id, "continue behind this id"),
        .optional("limit", .int(1...Int64(Limits.retentionLooked)), "records looked at, at most"),
    ])
    package static let result = Shape.object([
        Field(
            "items",
            .list(
                .object([
                    Field("id", .id, "the record"), .optional("employee", .id, "whose"), Field("end", .text(10), "last day of its period"),
                    .optional("bar", .word(["hold", "open"]), "what keeps it all the same"), .optional("matter", .name, "the open matter"),
                ]), Limits.retentionLooked), "by id"),
        Field("looked", .count, "records looked at"), .optional("next", .id, "`after` of the next slice"),
    ])
    package static let example: JSON = ["collection": "payslip", "before": "2026-11-01"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let params = call.params
        guard let kind = RetentionKind[params?["collection"]?.string ?? ""] else { throw .params(field: "collection", reason: "value") }
        guard let today = c.now.date() else { throw RPCError(.unavailable) }
        var before = today
        if let text = params?["before"]?.string {
            guard let day = LocalDate(text), day <= today else { throw .params(field: "before", reason: "value") }
            before = day
        }
        let result = try await c.partition().retentionDue(
            kind, before: before, after: params?["after"]?.string, limit: Int(params?["limit"]?.int ?? Int64(Limits.retentionLooked)),
            for: try c.principal())
        return Answer(bytes: result.bytes)
    }
}
