internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.revoke`: ends another of one's own sessions; connections under it get `bye` within a second.
package enum AuthRevokeMethod: Method {
    package static let name = "auth.revoke"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "结束本人的另一个会话。", en: "Ends another of one's own sessions.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([Field("session", .id, "session id")])
    package static let example: JSON = ["session": "b3Jv8sKk2Qw"]

    private struct Params: Decodable { var session: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.identity.end(session: p.session, of: try c.principal(), in: try await c.partition())
        return .empty()
    }
}
