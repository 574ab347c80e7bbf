public import Base

/// A notice (通知) in one version: in `t` where it is for everybody, in `e/<employee>` where it is for one person. `digest` covers
/// /// what was said (`NoticeDigest`), so an acknowledgement proves which text was known.
public struct Notice: Record {
    public var id: String
    public var kind: NoticeKind
    public var series: String
    public var version: Int
    public var supersedes: String?
    public var supersededBy: String?
    public var status: NoticeStatus
    public var texts: [NoticeText]
    public var digest: String
    public var requires: NoticeRequires
    public var dueDate: LocalDate?
    public var effectiveFrom: LocalDate
    public var effectiveTo: LocalDate?
    public var employee: String?
    public var leaveTypes: [String]
    public var region: String?
    public var policy: LeavePolicy?
    public var aboutCollection: String?
    public var aboutId: String?
    public var issuedBy: String
    public var issuedAt: Timestamp
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "notice", code: 10, area: "notice", secrecy: .`private`,
        meaning: "a notice in one version",
        columns: [
            .word("kind", NoticeKind.self, "what it is about"),
            .text("series", "id of its first version"),
            .int("version", "1, and one more for each new text"),
            .text("supersedes", optional: true, "the version before"),
            .text("superseded_by", optional: true, "the version after"),
            .word("status", NoticeStatus.self, "whether it is in force"),
            .list("texts", NoticeText.columns, "the text in each language"),
            .text("digest", "SHA-256 over kind, version, texts and terms, base64url"),
            .word("requires", NoticeRequires.self, "what the reader is asked for"),
            .date("due_date", optional: true, "by when"),
            .date("effective_from", "first day in force"),
            .date("effective_to", optional: true, "last day in force"),
            .text("employee", optional: true, "addressee, where it is for one person"),
            .texts("leave_types", "kinds of leave it speaks of"),
            .text("region", optional: true, "six-digit GB/T 2260 code it is limited to"),
            .object("policy", LeavePolicy.columns, optional: true, "the leave rules, in a leave policy"),
            .text("about_collection", optional: true, "collection of the record it is about"),
            .text("about_id", optional: true, "that record"),
            .text("issued_by", "employee id"),
            .time("issued_at", "when it was issued"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, kind, series, version, supersedes, status, texts, digest, requires, employee, region, policy, history
        case supersededBy = "superseded_by"
        case dueDate = "due_date"
        case effectiveFrom = "effective_from"
        case effectiveTo = "effective_to"
        case leaveTypes = "leave_types"
        case aboutCollection = "about_collection"
        case aboutId = "about_id"
        case issuedBy = "issued_by"
        case issuedAt = "issued_at"
    }

    public init(
        id: String, kind: NoticeKind, series: String, version: Int, supersedes: String? = nil, supersededBy: String? = nil,
        status: NoticeStatus, texts: [NoticeText] = [], digest: String, requires: NoticeRequires, dueDate: LocalDate? = nil,
        effectiveFrom: LocalDate, effectiveTo: LocalDate? = nil, employee: String? = nil, leaveTypes: [String] = [],
        region: String? = nil, policy: LeavePolicy? = nil, aboutCollection: String? = nil, aboutId: String? = nil,
        issuedBy: String, issuedAt: Timestamp, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.kind = kind
        self.series = series
        self.version = version
        self.supersedes = supersedes
        self.supersededBy = supersededBy
        self.status = status
        self.texts = texts
        self.digest = digest
        self.requires = requires
        self.dueDate = dueDate
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.employee = employee
        self.leaveTypes = leaveTypes
        self.region = region
        self.policy = policy
        self.aboutCollection = aboutCollection
        self.aboutId = aboutId
        self.issuedBy = issuedBy
        self.issuedAt = issuedAt
        self.history = history
    }
}

/// A title and a text in one language.
public struct NoticeText: Codable, Sendable, Hashable {
    public var lang: String
    public var title: String
    public var body: String

    public static let columns: [Column] = [
        .text("lang", "BCP 47"),
        .text("title", "title"),
        .text("body", "text"),
    ]

    enum CodingKeys: String, CodingKey {
        case lang, title, body
    }

    public init(
        lang: String, title: String, body: String
    ) {
        self.lang = lang
        self.title = title
        self.body = body
    }
}

/// What a notice is about.
public enum NoticeKind: String, Word {
    case leavePolicy = "leave_policy", policy, returnToWork = "return_to_work", demand, correction, decision, delegation
    case general, other
}

/// Whether a notice is in force.
public enum NoticeStatus: String, Word {
    case scheduled, inForce = "in_force", superseded, revoked, other
}

/// What the reader of a notice is asked for.
public enum NoticeRequires: String, Word {
    case nothing, read, acknowledgement, answer, other
}
