internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `retention.holds`: legal holds.
package enum RetentionHoldsMethod: Method {
    package static let name = "retention.holds"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .auditor, .admin]
    package static let meaning = LocalizedText(zh: "列出证据保全；查看留痕。", en: "Legal holds; asking is logged.")
    package static let errors: [ErrorCode] = [.forbidden, .stepUp]
    package static let params = Shape.object([
        .optional("person", .id, "only of this employee"), .optional("lifted", .bool, "lifted ones too"),
    ])
    package static let result = Shape.object([Field("holds", .list(.any, Limits.holdsListed), "members of `legal_hold`, newest first")])
    package static let example: JSON = ["person": "184"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let result = try await c.partition().holds(
            of: call.params?["person"]?.string, lifted: call.params?["lifted"]?.bool ?? false, for: try c.principal())
        return Answer(bytes: result.bytes)
    }
}
