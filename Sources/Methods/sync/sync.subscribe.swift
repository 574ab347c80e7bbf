internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `sync.subscribe` (protocol §8): be told of changes on this connection, by content-free pokes or by pages while credit lasts.
package enum SyncSubscribeMethod: Method {
    package static let name = "sync.subscribe"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "订阅变更通知。",
        en: "Asks to be told of changes on this connection.")
    package static let errors: [ErrorCode] = [.cursorReset]
    package static let params = Shape.object([
        Field("mode", .word(["poke", "delta", "off"]), "how to be told"),
        .optional("cur", .token, "with `delta`: the cursor the client holds"),
        .optional("credit", .int(1...1000), "with `delta`: how many pages the client takes"),
    ])
    package static let example: JSON = ["mode": "delta", "cur": "kq3P", "credit": 8]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        switch call.params?["mode"]?.string {
        case "poke": return .empty(.subscribe(.poke))
        case "delta":
            guard let cursor = call.params?["cur"]?.string else { throw .params(field: "cur", reason: "missing") }
            try await c.partition().check(cursor: cursor, for: c.principal())
            return .empty(.subscribe(.delta(cursor: cursor, pages: Int(call.params?["credit"]?.int ?? 1))))
        default: return .empty(.subscribe(.off))
        }
    }
}
