public import Base

/// Who may sign in, in `x/identity`, never pulled. Its id is the subject number of grants in base 10.
public struct Account: Record {
    public var id: String
    public var employee: String?
    public var staffNo: String?
    public var phone: String?
    public var roles: [String]
    public var status: AccountStatus
    public var password: String?
    public var passwordChangedAt: Timestamp?
    public var totp: String?
    public var activation: String?
    public var activationUntil: Timestamp?
    public var activationBy: String?
    public var lang: String?
    public var createdAt: Timestamp
    public var createdBy: String
    public var lastSignInAt: Timestamp?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "account", code: 18, area: "platform", secrecy: .`private`,
        meaning: "who may sign in",
        columns: [
            .text("employee", optional: true, "the person; none for a machine"),
            .text("staff_no", optional: true, "staff number to sign in with"),
            .text("phone", optional: true, "phone to sign in with"),
            .texts("roles", "roles in the tenant"),
            .word("status", AccountStatus.self, "where it stands"),
            .text("password", optional: true, "scrypt parameters, salt and hash"),
            .time("password_changed_at", optional: true, "when it was set"),
            .text("totp", optional: true, "seed of the second factor, base64url"),
            .text("activation", optional: true, "hash of the activation code in force"),
            .time("activation_until", optional: true, "its end"),
            .text("activation_by", optional: true, "who handed it out"),
            .text("lang", optional: true, "language"),
            .time("created_at", "when it was made"),
            .text("created_by", "who made it"),
            .time("last_sign_in_at", optional: true, "last sign-in"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, phone, roles, status, password, totp, activation, lang, history
        case staffNo = "staff_no"
        case passwordChangedAt = "password_changed_at"
        case activationUntil = "activation_until"
        case activationBy = "activation_by"
        case createdAt = "created_at"
        case createdBy = "created_by"
        case lastSignInAt = "last_sign_in_at"
    }

    public init(
        id: String, employee: String? = nil, staffNo: String? = nil, phone: String? = nil, roles: [String] = [],
        status: AccountStatus, password: String? = nil, passwordChangedAt: Timestamp? = nil, totp: String? = nil,
        activation: String? = nil, activationUntil: Timestamp? = nil, activationBy: String? = nil, lang: String? = nil,
        createdAt: Timestamp, createdBy: String, lastSignInAt: Timestamp? = nil, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.employee = employee
        self.staffNo = staffNo
        self.phone = phone
        self.roles = roles
        self.status = status
        self.password = password
        self.passwordChangedAt = passwordChangedAt
        self.totp = totp
        self.activation = activation
        self.activationUntil = activationUntil
        self.activationBy = activationBy
        self.lang = lang
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.lastSignInAt = lastSignInAt
        self.history = history
    }
}

/// Where an account stands; `leaver` reads and may still answer and appeal.
public enum AccountStatus: String, Word {
    case invited, active, leaver, locked, closed, other
}
