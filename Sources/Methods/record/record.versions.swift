internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `record.versions`: what a record said before, who changed it, and the proof of each version.
package enum RecordVersionsMethod: Method {
    package static let name = "record.versions"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "一条记录的历次版本及其证明。", en: "The versions of a record, each with its proof.")
    package static let errors: [ErrorCode] = [.notFound, .stepUp]
    package static let params = Shape.object([
        Field("c", .id, "collection"), Field("id", .id, "the record"),
        .optional("purpose", .word(Purpose.allCases.map(\.rawValue)), "why, where it is another's; logged"),
        .optional("limit", .int(1...64), "how many at most"),
    ])
    package static let result = Shape.object([
        Field("cols", .list(.id, 200), "names of the columns of each row"),
        Field(
            "versions",
            .list(
                .object([
                    Field("proof", .any, "a line of `records.jsonl` (evidence.md §3.2): the row, its revision, and the path to its leaf"),
                    Field("time_ms", .count, "when it was written"), .optional("op", .name, "by which act"),
                    .optional("by", .name, "by whom"),
                ]), 64), "newest first"),
    ])
    package static let example: JSON = ["c": "employee", "id": "184"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let params = call.params
        let result = try await c.partition().versions(
            params?["c"]?.string ?? "", params?["id"]?.string ?? "", purpose: params?["purpose"]?.string.flatMap(Purpose.init(rawValue:)),
            limit: Int(params?["limit"]?.int ?? 32), for: try c.principal())
        return Answer(bytes: result.bytes)
    }
}
