internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `evidence.log`: who opened my pay, medical or case records, when and why.
package enum EvidenceLogMethod: Method {
    package static let name = "evidence.log"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "谁查看过我的工资、医疗和案件记录。", en: "Who read my pay, medical and case records, and why.")
    package static let errors: [ErrorCode] = [.notFound, .stepUp]
    package static let params = Shape.object([
        .optional("subject", .id, "another employee's, for auditors; logged"), .optional("before", .count, "continue below this leaf"),
        .optional("limit", .int(1...200), "how many at most"),
    ])
    package static let result = Shape.object([
        Field(
            "items",
            .list(
                .object([
                    Field("leaf", .count, "number in the log"), Field("time_ms", .count, "when"),
                    .optional("actor", .any, "account, employee, name; absent: erased"), .optional("op", .name, "by which question"),
                    .optional("purpose", .id, "why"), .optional("records", .list(.name, 1_000), "what"), .optional("app", .id, "with which app"),
                ]), 200), "newest first"),
        .optional("next", .count, "`before` of the next page"),
    ])
    package static let example: JSON = ["limit": 50]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let subject = call.params?["subject"]?.string
        if subject != nil, let binding = c.binding { try MethodRegistry.checkHeld([.auditor], binding) }
        let result = try await c.partition().readLog(
            of: subject, before: call.params?["before"]?.int, limit: Int(call.params?["limit"]?.int ?? 50), for: try c.principal())
        return Answer(bytes: result.bytes)
    }
}
