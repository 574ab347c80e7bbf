internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `sync.pull` (protocol §6): one page of everything the client may cache, or, with `wait_s`, the next change.
package enum SyncPullMethod: Method {
    package static let name = "sync.pull"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "拉取一页变更；可等待。", en: "One page of changes; may wait for the next one.")
    package static let errors: [ErrorCode] = [.cursorReset, .schemaTooOld]
    package static let params = Shape.object([
        .optional("cur", .nullable(.token), "the cursor of the last page applied; absent: from nothing"),
        .optional("wait_s", .int(0...Int64(Limits.longPollSeconds)), "how long to wait where there is nothing"),
        .optional("ck", .count, "size of the checkpoint the client holds"),
    ])
    package static let result = PageShape.page
    package static let example: JSON = ["cur": "kq3P", "wait_s": 25]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let binding = c.binding else { throw RPCError(.tokenInvalid) }
        let partition = try await c.partition()
        let request = PullRequest(cursor: call.params?["cur"]?.string, session: binding.pulls.session(for: partition),
            checkpoint: call.params?["ck"]?.int)
        let page = try await partition.page(request, for: binding.principal)
        if page.isEmpty, !call.isLastTry, let wait = call.params?["wait_s"]?.int, wait > 0 {
            return Answer(bytes: [], effects: [.park(ms: wait * 1000)])
        }
        return Answer(bytes: page.bytes)
    }
}

/// The members of a page, for the methods that answer one.
enum PageShape {
    static let group = Shape.object([
        Field("in", .name, "feed"), Field("c", .id, "collection"), Field("cols", .list(.id, 256), "columns of the rows"),
        Field("rows", .list(.any, 100_000), "one array a row, in the order of `cols`; missing trailing columns mean null"),
    ])
    static let fields: [Field] = [
        .optional("reset", .bool, "a new generation begins: rows of feeds not listed go at once"),
        .optional("feeds", .list(.name, 256), "with `reset`: the feeds of this generation"),
        .optional("drop", .list(.name, 256), "feeds lost: their rows go"),
        .optional(
            "gone",
            .list(
                .object([
                    Field("in", .name, "feed"), Field("c", .id, "collection"), Field("ids", .list(.id, 100_000), "removed"),
                ]), 4096), "records removed from a feed"),
        .optional("put", .list(group, 4096), "records written"), .optional("cur", .token, "cursor after this page; absent: unchanged"),
        Field("more", .bool, "there is more; only `false` is a consistent point"),
        .optional("left", .object([.optional("rows", .count, "rows still to come")]), "how much is left, roughly"),
        .optional("lm", .map(.count), "by queue: last mutation contained here"),
        .optional("dur", .map(.nullable(.count)), "by queue: last mutation that a verified backup holds"),
        .optional("dig", .map(.any), "by feed and collection: `count.sum`"), .optional("tt", .token, "a new time token"),
        .optional("ckpt", .text(65_536), "newest signed checkpoint"),
    ]
    static let page = Shape.object(fields)
}
