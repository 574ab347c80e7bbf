internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `retention.list`: the frozen list of a deletion, page by page, with the digest that it gives.
package enum RetentionListMethod: Method {
    package static let name = "retention.list"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .auditor, .admin]
    package static let meaning = LocalizedText(zh: "查看到期删除的冻结清单；查看留痕。", en: "A page of a deletion's frozen list; asking is logged.")
    package static let errors: [ErrorCode] = [.forbidden, .notFound, .stepUp]
    package static let params = Shape.object([
        Field("deletion", .id, "the deletion"), .optional("page", .int(0...100_000), "from 0; absent: 0"),
    ])
    package static let result = Shape.object([
        Field("collection", .id, "what is deleted"), Field("status", .id, "where it stands"), Field("listed", .count, "records in all"),
        Field("pages", .count, "pages in all"), Field("page", .count, "this page"),
        Field(
            "items",
            .list(
                .object([
                    Field("id", .id, "the record"), Field("rev", .count, "its revision"), Field("end", .text(10), "last day of its period"),
                    .optional("employee", .id, "whose; absent once it is gone"),
                ]), Limits.retentionLooked), "what is to go"),
        .optional("digest", .token, "over the pages up to this one"), .optional("whole", .token, "of the record: over all pages"),
    ])
    package static let example: JSON = ["deletion": "D1aBcDeFgHi", "page": 0]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let result = try await c.partition().retentionList(
            call.params?["deletion"]?.string ?? "", page: Int(call.params?["page"]?.int ?? 0), for: try c.principal())
        return Answer(bytes: result.bytes)
    }
}
