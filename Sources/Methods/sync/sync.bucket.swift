internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `sync.bucket`: the rows of one bucket, in pages by id: "replace all you hold in b".
package enum SyncBucketMethod: Method {
    package static let name = "sync.bucket"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "取一个分桶的全部行。", en: "The rows of one bucket.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([
        Field("in", .name, "feed"), Field("c", .id, "collection"), Field("n", .int(1...Int64(Limits.verifyBuckets)), "number of buckets"),
        Field("b", .int(0...65_535), "which one"), .optional("after", .id, "continue behind this id"),
    ])
    package static let result = Shape.object([
        .optional("put", .list(PageShape.group, 4096), "rows"), Field("more", .bool, "the bucket has more"),
        .optional("after", .id, "where to go on"),
    ])
    package static let example: JSON = ["in": "e/184", "c": "payslip", "n": 1, "b": 0]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let params = call.params else { throw .params(field: "in", reason: "missing") }
        let partition = try await c.partition()
        return Answer(bytes: try await partition.bucket(params.json, for: try c.principal()))
    }
}
