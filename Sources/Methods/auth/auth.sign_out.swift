internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `auth.sign_out`: ends this session; its tokens are worth nothing from here on.
package enum AuthSignOutMethod: Method {
    package static let name = "auth.sign_out"
    package static let needs = Need.session
    package static let meaning = LocalizedText(zh: "退出登录。", en: "Ends this session.")

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try c.principal()
        do {
            try await c.services.identity.end(session: p.sessionID, of: p, in: try await c.partition())
        } catch where error.code == .notFound {
            // It ended elsewhere meanwhile: that is what was asked for.
        }
        return .empty(.unbind)
    }
}
