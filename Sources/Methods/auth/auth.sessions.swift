internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.sessions`: one's own open sessions.
package enum AuthSessionsMethod: Method {
    package static let name = "auth.sessions"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "列出本人的登录会话。", en: "Lists one's own sessions.")
    package static let result = Shape.object([
        Field(
            "sessions",
            .list(
                .object([
                    Field("id", .id, "session id"), Field("device", .id, "device id"), Field("app", .name, "the program"),
                    Field("created_ms", .count, "when signed in"), Field("last_ms", .count, "last refresh"),
                    Field("current", .bool, "this session"),
                ]), 64), "the sessions")
    ])

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try c.principal()
        let sessions = try await c.services.identity.sessions(of: p, in: try await c.partition())
        let list = sessions.map { session -> JSON in
            [
                "id": .string(session.id), "device": .string(session.device), "app": .string(session.app),
                "created_ms": .int(session.createdMs), "last_ms": .int(session.lastMs), "current": .bool(session.id == p.sessionID),
            ]
        }
        let result: JSON = ["sessions": .array(list)]
        return Answer(bytes: result.bytes)
    }
}
