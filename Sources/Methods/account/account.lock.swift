internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `account.lock`: an account cannot be used until it is unlocked; nothing is lost.
package enum AccountLockMethod: Method {
    package static let name = "account.lock"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .admin]
    package static let meaning = LocalizedText(zh: "锁定账号。", en: "Locks an account.")
    package static let errors: [ErrorCode] = [.forbidden, .notFound, .readOnly]
    package static let params = Shape.object([Field("account", .id, "account id"), Field("reason", .text(1024), "why; logged")])
    package static let example: JSON = ["account": "12", "reason": "phone reported stolen"]

    private struct Params: Decodable {
        var account: String
        var reason: String
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.identity.lock(account: p.account, reason: p.reason, by: try c.principal(), in: try await c.partition())
        return .empty()
    }
}
