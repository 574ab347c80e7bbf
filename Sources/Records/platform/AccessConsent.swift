public import Base

/// A tenant's consent to an operator's reading (break-glass), in `q/admin`: who, what, why, until when. Without one in force operators
/// never see a row; every read under it is a leaf that the tenant sees.
public struct AccessConsent: Record {
    public var id: String
    public var `operator`: String
    public var purpose: String
    public var reference: String?
    public var collections: [String]
    public var employee: String?
    public var status: ConsentStatus
    public var grantedBy: String
    public var grantedAt: Timestamp
    public var until: Timestamp
    public var endedAt: Timestamp?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "access_consent", code: 29, area: "platform", secrecy: .open,
        meaning: "consent to an operator's reading, for a time",
        columns: [
            .text("operator", "name of the operator"),
            .text("purpose", "what for"),
            .text("reference", optional: true, "number of the support case"),
            .texts("collections", "what may be read"),
            .text("employee", optional: true, "only of this person"),
            .word("status", ConsentStatus.self, "where it stands"),
            .text("granted_by", "employee id"),
            .time("granted_at", "when"),
            .time("until", "when it ends by itself"),
            .time("ended_at", optional: true, "when it ended"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, purpose, reference, collections, employee, status, until, history
        case `operator`
        case grantedBy = "granted_by"
        case grantedAt = "granted_at"
        case endedAt = "ended_at"
    }

    public init(
        id: String, operator name: String, purpose: String, reference: String?, collections: [String], employee: String?,
        status: ConsentStatus, grantedBy: String, grantedAt: Timestamp, until: Timestamp
    ) {
        self.id = id
        self.operator = name
        self.purpose = purpose
        self.reference = reference
        self.collections = collections
        self.employee = employee
        self.status = status
        self.grantedBy = grantedBy
        self.grantedAt = grantedAt
        self.until = until
        history = []
    }
}

/// Where a consent stands.
public enum ConsentStatus: String, Word {
    case active, ended, revoked, other
}
