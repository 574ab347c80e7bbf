internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `audit.verify`: recomputes a slice of the log; from 0 to `done` it is the whole.
package enum AuditVerifyMethod: Method {
    package static let name = "audit.verify"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.auditor, .admin]
    package static let meaning = LocalizedText(zh: "逐段重新计算并核对存证日志。", en: "Recomputes a slice of the log and says what is out of order.")
    package static let errors: [ErrorCode] = [.forbidden, .notFound, .stepUp]
    package static let params = Shape.object([
        .optional("from", .count, "first leaf; absent: 0"), .optional("limit", .int(1...Limits.auditSlice), "leaves at most"),
    ])
    package static let result = Shape.object([
        Field("from", .count, "first leaf"), Field("to", .count, "behind the last"), Field("size", .count, "leaves of the newest checkpoint"),
        Field("erased", .count, "bodies that were erased"), Field("done", .bool, "the end was reached and the checkpoint checked"),
        .optional("root", .token, "root of the leaves below `to`"),
        Field("findings", .list(.any, Limits.auditFindings), "code, leaf, time_ms, ms; facts such as restores and key changes too"),
    ])
    package static let example: JSON = ["from": 0, "limit": 4096]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let result = try await c.partition().auditVerify(
            from: call.params?["from"]?.int ?? 0, limit: Int(call.params?["limit"]?.int ?? Limits.auditSlice), for: try c.principal())
        return Answer(bytes: result.bytes)
    }
}
