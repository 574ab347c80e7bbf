public import Base

/// A change of roles, in `q/admin`: adding a staff role takes a second officer.
public struct RoleChange: Record {
    public var id: String
    public var employee: String
    public var account: String
    public var rolesBefore: [String]
    public var rolesAfter: [String]
    public var reason: String
    public var status: RoleChangeStatus
    public var askedBy: String
    public var askedAt: Timestamp
    public var confirmedBy: String?
    public var history: [HistoryEntry]
    public var askedUnder: String?

    public static let schema = CollectionSchema(
        "role_change", code: 23, area: "platform", secrecy: .open,
        meaning: "a change of roles that a second person confirms",
        columns: [
            .text("employee", "employee id"),
            .text("account", "account id"),
            .texts("roles_before", "roles before"),
            .texts("roles_after", "roles after"),
            .text("reason", "why"),
            .word("status", RoleChangeStatus.self, "where it stands"),
            .text("asked_by", "employee id"),
            .time("asked_at", "when"),
            .text("confirmed_by", optional: true, "employee id of the second person"),
            .list("history", HistoryEntry.columns, "every change"),
            .text("asked_under", optional: true, "on whose recent word the device signs that asked: code:account"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, account, reason, status, history
        case rolesBefore = "roles_before"
        case rolesAfter = "roles_after"
        case askedBy = "asked_by"
        case askedAt = "asked_at"
        case confirmedBy = "confirmed_by"
        case askedUnder = "asked_under"
    }

    public init(
        id: String, employee: String, account: String, rolesBefore: [String] = [], rolesAfter: [String] = [], reason: String,
        status: RoleChangeStatus, askedBy: String, askedAt: Timestamp, confirmedBy: String? = nil, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.employee = employee
        self.account = account
        self.rolesBefore = rolesBefore
        self.rolesAfter = rolesAfter
        self.reason = reason
        self.status = status
        self.askedBy = askedBy
        self.askedAt = askedAt
        self.confirmedBy = confirmedBy
        self.history = history
    }
}

/// Where a change of roles stands.
public enum RoleChangeStatus: String, Word {
    case pending, confirmed, refused, other
}
