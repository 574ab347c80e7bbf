internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.list`: all tenants and where they stand; nothing of what they hold.
package enum TenantListMethod: Method {
    package static let name = "tenant.list"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "列出所有租户。", en: "Lists all tenants.")
    package static let params = Shape.object([
        .optional("after", .count, "continue behind this number"), .optional("limit", .int(1...1000), "how many at most"),
    ])
    package static let result = Shape.object([
        Field(
            "tenants",
            .list(
                .object([
                    Field("number", .count, "number"), Field("code", .id, "code"), Field("name", .text(200), "name"),
                    Field("state", .word(TenantStatus.allCases.map(\.rawValue)), "where it stands"),
                    Field("created_ms", .count, "when made"), .optional("reason", .text(1024), "why it was suspended or deleted"),
                    .optional(
                        "held", .word(TenantHold.allCases.map(\.rawValue)),
                        "why it is not served: an older copy waits for `tenant.accept_restore`, or a file is missing"),
                ]), 1000), "the tenants"),
        Field("more", .bool, "there are more"),
    ])

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let after = call.params?["after"]?.int ?? 0
        let limit = Int(call.params?["limit"]?.int ?? 1000)
        let all = c.services.registry.list().filter { $0.number > after }
        let page = Array(all.prefix(limit))
        let holds = try await c.services.registry.holds(page)
        let list = page.map { tenant -> JSON in
            var members: JSONObject = [
                "number": .int(tenant.number), "code": .string(tenant.code), "name": .string(tenant.name),
                "state": .string(tenant.status.rawValue), "created_ms": .int(tenant.created.ms),
            ]
            if let hold = holds[tenant.code] { members["held"] = .string(hold.rawValue) }
            if let reason = tenant.reason { members["reason"] = .string(reason) }
            return .object(members)
        }
        let result: JSON = ["tenants": .array(list), "more": .bool(all.count > limit)]
        return Answer(bytes: result.bytes)
    }
}
