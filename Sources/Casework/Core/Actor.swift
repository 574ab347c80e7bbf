/// What a person may do in a tenant. Operators of the platform are no role of a tenant and never see a row.
package enum Role: String, CaseIterable, Codable, Sendable, Comparable {
    case employee, manager, hr, finance, auditor, admin

    /// Roles over other people's records: giving one takes two people.
    package static let staff: Set<Role> = [.hr, .finance, .auditor, .admin]

    /// Declaration order.
    package static func < (a: Role, b: Role) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
}

/// Who acts: made by the server from the session or from its own work, never from arguments.
package struct Actor: Sendable {
    package enum Kind: String, Sendable {
        case person, timer, importer, system
    }

    /// Account id; its number is `subject`.
    package var account: String
    /// The number that grants and queues name.
    package var subject: Int64
    /// The employee behind the account; nil for the server's own actors and machines.
    package var employee: String?
    package var roles: Set<Role>
    package var device: String?
    package var app: String
    package var kind: Kind
    /// Has left: reads on, and may still answer, dispute and appeal (A4).
    package var leaver: Bool

    package init(
        account: String, subject: Int64, employee: String?, roles: Set<Role>, device: String? = nil, app: String = "",
        kind: Kind = .person, leaver: Bool = false
    ) {
        self.account = account
        self.subject = subject
        self.employee = employee
        self.roles = roles
        self.device = device
        self.app = app
        self.kind = kind
        self.leaver = leaver
    }

    /// One of the server's own actors.
    package static func server(_ kind: Kind, account: String = "0", subject: Int64 = 0) -> Actor {
        Actor(account: account, subject: subject, employee: nil, roles: [], app: "gongdaod", kind: kind)
    }

    /// The word in a history entry: the employee, or the server's actor.
    package var name: String { employee ?? kind.rawValue }
}
