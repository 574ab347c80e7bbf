internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `sync.round`: a push, then a pull, in one trip; each half fails by itself.
package enum SyncRoundMethod: Method {
    package static let name = "sync.round"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "一次往返完成提交和拉取。", en: "A push, then a pull, in one trip.")
    package static let params = Shape.object([
        Field("push", .object(SyncPushMethod.fields), "as `sync.push`"),
        Field("pull", .object([.optional("cur", .nullable(.token), "cursor")]), "as `sync.pull`, without waiting"),
    ])
    package static let result = Shape.object([
        Field("push", .any, "the push's result, or {error}"), Field("pull", .any, "the page, or {error}"),
    ])
    package static let example: JSON = [
        "push": ["q": "d7QmxA0t1Zk.0", "muts": [["n": 1, "op": "notice.acknowledge", "a": ["id": "N3"], "sig": "MEUC…"]]],
        "pull": ["cur": "kq3P"],
    ]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let binding = c.binding else { throw RPCError(.tokenInvalid) }
        let push = try SyncPushMethod.read(call.params?["push"], c)
        let partition = try await c.partition()
        let pull = PullRequest(cursor: call.params?["pull"]?["cur"]?.string, session: binding.pulls.session(for: partition),
            checkpoint: call.params?["pull"]?["ck"]?.int)
        return Answer(bytes: await partition.round(push: push, pull: pull, for: binding.principal))
    }
}
