internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `account.policy`: reads or changes the tenant's rules for signing in.
package enum AccountPolicyMethod: Method {
    package static let name = "account.policy"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.admin]
    package static let meaning = LocalizedText(zh: "查看或修改登录规则。", en: "Reads or changes the tenant's rules for signing in.")
    package static let params = Shape.object([
        .optional("totp", .word(IdentityPolicy.SecondFactor.words), "whose sessions need a second factor; absent: only read")
    ])
    package static let result = Shape.object([Field("totp", .word(IdentityPolicy.SecondFactor.words), "the rule in force")])
    package static let example: JSON = ["totp": "staff"]

    private struct Params: Decodable { var totp: String? }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        let partition = try await c.partition()
        if let word = p.totp {
            guard let totp = IdentityPolicy.SecondFactor(rawValue: word) else { throw .params(field: "totp", reason: "value") }
            try await c.services.identity.set(policy: IdentityPolicy(totp: totp), by: try c.principal(), in: partition)
        }
        let result: JSON = ["totp": .string(try await c.services.identity.policy(in: partition).totp.rawValue)]
        return Answer(bytes: result.bytes)
    }
}
