internal import Base
internal import Casework
internal import Identity
package import Records
internal import Segments
internal import Tenancy
package import Wire

/// `hello` (protocol §3): versions, schema, language and limits; first on every connection, and once.
package enum HelloMethod: Method {
    package static let name = "hello"
    package static let needs = Need.nothing
    package static let doors: Set<Door> = [.tenants, .operators]
    package static let meaning = LocalizedText(zh: "开始连接：协商版本、语言和限额。", en: "Opens a connection: versions, language, limits.")
    package static let errors: [ErrorCode] = [.version, .schemaTooOld]
    package static let params = Shape.object([
        Field("v", .list(.int(1...1_000), 2), "lowest and highest protocol version that the client speaks"),
        Field("app", .name, "name and version of the program: `name/1.0`"),
        .optional("schema", .int(1...1_000_000), "the schema version the client reads; the server's newest where absent"),
        .optional("comp", .list(.text(16), 8), "compressions that the client reads and writes; `deflate`"),
        .optional("line", .int(65_536...64_000_000), "the longest line the client takes, in bytes"),
        .optional("lang", .text(16), "`zh-Hans` or `en`"),
    ])
    package static let result = Shape.object([
        Field("v", .count, "the version spoken from here on"), Field("srv", .name, "name and version of the server"),
        Field("name", .name, "the server name that devices sign at sign-in"),
        Field(
            "schema", .object([Field("now", .count, "the newest schema"), Field("min", .count, "the oldest schema still served")]),
            "schema versions"),
        Field("comp", .nullable(.text(16)), "the compression agreed on, for every byte after this answer both ways; null: none"),
        .optional("dict", .text(128), "with `comp`: the dictionary's name, `sha256:…`"), Field("t_ms", .count, "the server's time"),
        Field("nonce", .token, "a challenge for `auth.sign_in`, good for 60 s and once"),
        Field("auth", .list(.text(16), 8), "ways to sign in"),
        Field(
            "limits",
            .object([
                Field("line", .count, "longest line read after sign-in, bytes"), Field("page", .count, "what a page aims at, bytes"),
                Field("muts", .count, "mutations a push"), Field("blob", .count, "bytes a chunk of a blob"),
                Field("inflight", .count, "open requests a connection"), Field("idle_s", .count, "seconds without a line"),
                Field("wait_s", .count, "longest long poll, seconds"),
            ]), "promises of the server"),
    ])
    package static let example: JSON = ["v": [1, 1], "app": "example/1.0", "schema": 1, "lang": "zh-Hans"]

    private struct Params: Decodable {
        var v: [Int64]
        var app: String
        var schema: Int?
        var comp: [String]?
        var line: Int?
        var lang: String?
    }

    /// Asked before the parameters' shape: who speaks another version only may have another one. 1501 names what is spoken here.
    static func checkVersion(_ params: JSONView?) throws(RPCError) {
        let range = (params?["v"]?.elements ?? []).compactMap(\.int)
        guard range.count == 2 else { return }
        let spoken = Int64(Wire.protocolVersion)
        guard range[0] <= spoken, spoken <= range[1] else {
            throw RPCError(.version, data: ["v": .array([.int(spoken), .int(spoken)])])
        }
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        guard p.v.count == 2 else { throw .params(field: "v", reason: "length") }
        let schema = min(p.schema ?? Schema.now, Schema.now)
        guard schema >= Schema.min else { throw RPCError(.schemaTooOld, data: ["min": .int(Int64(Schema.min))]) }
        let parts = p.app.split(separator: "/", maxSplits: 1)
        let lang = p.lang?.lowercased().hasPrefix("en") == true ? "en" : "zh-Hans"
        // What operators are answered is theirs alone, and small: it would travel in stored blocks anyway.
        let packs = c.peer.door == .tenants && p.comp?.contains(compression) == true
        let greeting = Greeting(
            app: parts.first.map(String.init) ?? "", version: parts.count > 1 ? String(parts[1]) : "", schema: schema, lang: lang,
            line: p.line ?? Limits.lineBytes, packs: packs)
        return Answer(bytes: answer(c, packs), effects: [.greeted(greeting)])
    }

    package static let compression = "deflate"

    private static func answer(_ c: Context, _ packs: Bool) -> [UInt8] {
        let limits: JSON = [
            "line": .int(Int64(Limits.serverLineBytes)), "page": .int(Int64(Limits.pageBytes)),
            "muts": .int(Int64(Limits.mutationsPerPush)), "blob": .int(Int64(Limits.blobChunkBytes)),
            "inflight": .int(Int64(Limits.requestsInFlight)), "idle_s": .int(Int64(Limits.idleSeconds)),
            "wait_s": .int(Int64(Limits.longPollSeconds)),
        ]
        var members: [(String, JSON)] = [
            ("v", .int(Int64(Wire.protocolVersion))), ("srv", .string(c.services.software)), ("name", .string(c.services.serverName)),
            ("schema", ["now": .int(Int64(Schema.now)), "min": .int(Int64(Schema.min))]), ("comp", packs ? .string(compression) : .null),
        ]
        if packs { members.append(("dict", .string(SegmentDictionary.name))) }
        members += [
            ("t_ms", .int(c.now.ms)), ("nonce", .string(c.services.identity.nonces.make(now: c.now))),
            ("auth", ["password", "device", "totp"]), ("limits", limits),
        ]
        return JSON.object(JSONObject(members)).bytes
    }
}
