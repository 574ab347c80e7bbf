internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `sync.verify`: which buckets of a collection differ from what the client holds, after digests differed (why.md S20).
package enum SyncVerifyMethod: Method {
    package static let name = "sync.verify"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "核对缓存：返回不一致的分桶。", en: "Which buckets of a collection differ from what the client holds.")
    package static let errors: [ErrorCode] = [.notFound, .cursorReset]
    package static let params = Shape.object([
        Field("in", .name, "feed"), Field("c", .id, "collection"), Field("n", .int(1...Int64(Limits.verifyBuckets)), "number of buckets, about 64 rows each"),
        Field("sums", .list(.id, Limits.verifyBuckets), "`count.sum` of each bucket"), .optional("cur", .nullable(.token), "the cursor the client holds"),
    ])
    package static let result = Shape.object([
        Field("uneq", .list(.count, Limits.verifyBuckets), "numbers of the buckets that differ"),
        .optional("cur", .token, "pull from here when they are fetched"),
    ])
    package static let example: JSON = ["in": "e/184", "c": "payslip", "n": 1, "sums": ["24.9f3c2a77b1d0"]]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let binding = c.binding, let params = call.params else { throw RPCError(.tokenInvalid) }
        let partition = try await c.partition()
        let session = binding.pulls.session(for: partition)
        return Answer(bytes: try await partition.verify(params.json, session: session, for: binding.principal))
    }
}
