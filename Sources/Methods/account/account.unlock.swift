internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `account.unlock`: a locked account can be used again.
package enum AccountUnlockMethod: Method {
    package static let name = "account.unlock"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .admin]
    package static let meaning = LocalizedText(zh: "解锁账号。", en: "Unlocks an account.")
    package static let errors: [ErrorCode] = [.forbidden, .notFound]
    package static let params = Shape.object([Field("account", .id, "account id")])
    package static let example: JSON = ["account": "12"]

    private struct Params: Decodable { var account: String }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        try await c.services.identity.unlock(account: p.account, by: try c.principal(), in: try await c.partition())
        return .empty()
    }
}
