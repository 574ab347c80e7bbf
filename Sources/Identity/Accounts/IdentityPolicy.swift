internal import Base
internal import Casework
package import Records
package import Tenancy

/// A tenant's own rules for signing in. In `x/identity`; absent means the defaults.
package struct IdentityPolicy: Record, Equatable {
    /// Whose sessions need a second factor.
    package enum SecondFactor: String, Word {
        case none
        /// Duties over other people's records need one; one's own records do not.
        case staff
        case all
        case other
    }

    package var id: String
    package var totp: SecondFactor

    package init(totp: SecondFactor = .staff) {
        id = IdentityPolicy.only
        self.totp = totp
    }

    static let only = "policy"

    package static let schema = CollectionSchema(
        "identity_policy", code: 62, area: "platform", secrecy: .private, meaning: "a tenant's rules for signing in",
        columns: [.word("totp", SecondFactor.self, "whose sessions need a second factor")])

    /// How long a shown second factor serves.
    static let stepMs: Int64 = 12 * 3_600_000

    /// The roles in force in a session, and those withheld until a second factor is shown.
    func roles(of account: Account, steppedMs: Int64, now: Timestamp) -> (held: Set<Role>, withheld: Set<Role>) {
        let all = Set(account.roles.compactMap(Role.init))
        guard steppedMs == 0 || now.ms - steppedMs >= IdentityPolicy.stepMs else { return (all, []) }
        switch totp {
        case .none, .other: return (all, [])
        case .staff: return (all.subtracting(Role.staff), all.intersection(Role.staff))
        case .all: return ([], all)
        }
    }
}

extension PartitionReader {
    package func identityPolicy() throws -> IdentityPolicy {
        try record(IdentityPolicy.self, id: IdentityPolicy.only)?.record ?? IdentityPolicy()
    }
}
