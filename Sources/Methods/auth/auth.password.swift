internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.password`: changes one's own password; all other sessions end.
package enum AuthPasswordMethod: Method {
    package static let name = "auth.password"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "修改本人密码；其他会话随即结束。", en: "Changes one's own password; all other sessions end.")
    package static let errors: [ErrorCode] = [.tokenInvalid, .rateLimited, .invalid]
    package static let params = Shape.object([
        Field("old", .text(1024), "the password in force"), Field("new", .text(1024), "the new one"),
    ])
    package static let example: JSON = ["old": "correct horse battery", "new": "staple, correct horse"]

    private struct Params: Decodable {
        var old: String
        var new: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.identity.changePassword(
            of: try c.principal(), in: try await c.partition(), from: p.old, to: p.new, client: c.client)
        return .empty()
    }
}
