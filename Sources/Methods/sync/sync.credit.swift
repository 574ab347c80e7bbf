internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `sync.credit`: the client holds this cursor and takes so many more pages; after a poke it is what lets pages flow again.
package enum SyncCreditMethod: Method {
    package static let name = "sync.credit"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "告知所持游标并允许更多页。", en: "Names the cursor held and allows more pages.")
    package static let errors: [ErrorCode] = [.cursorReset]
    package static let params = Shape.object([
        Field("cur", .token, "the cursor the client holds"), Field("credit", .int(1...1000), "how many more pages it takes"),
    ])
    package static let example: JSON = ["cur": "kq3P", "credit": 8]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        guard let cursor = call.params?["cur"]?.string, let credit = call.params?["credit"]?.int else {
            throw .params(field: "cur", reason: "missing")
        }
        try await c.partition().check(cursor: cursor, for: c.principal())
        return .empty(.credit(cursor: cursor, pages: Int(credit)))
    }
}
