public import Base

/// A person's request that their data be deleted (PIPL 47), in the own feed: what was asked, who decided, what was deleted, and what was
/// kept on which ground. The leaf that ends it is its certificate.
public struct Erasure: Record {
    public var id: String
    public var no: String
    public var employee: String
    public var collections: [String]
    public var reason: String?
    public var status: ErasureStatus
    public var postingDate: LocalDate
    public var dueDate: LocalDate
    public var decidedBy: String?
    public var confirmedBy: String?
    public var rejectCode: String?
    public var rejectReason: String?
    public var planned: Int?
    public var deleted: Int
    public var kept: [ErasureExemption]
    public var next: Int?
    public var finishedAt: Timestamp?
    public var history: [HistoryEntry]
    public var decidedUnder: String?

    public static let schema = CollectionSchema(
        "erasure", code: 28, area: "retention", secrecy: .`private`,
        meaning: "a request to delete one's own data",
        columns: [
            .text("no", "number for people"),
            .text("employee", "employee id"),
            .texts("collections", "what it is about; empty: everything"),
            .text("reason", optional: true, "why"),
            .word("status", ErasureStatus.self, "where it stands"),
            .date("posting_date", "day it was asked"),
            .date("due_date", "day by which it should be answered"),
            .text("decided_by", optional: true, "employee id of who decided"),
            .text("confirmed_by", optional: true, "employee id of the second person"),
            .text("reject_code", optional: true, "why it was refused, in a word"),
            .text("reject_reason", optional: true, "why it was refused"),
            .int("planned", optional: true, "records that may go"),
            .int("deleted", "records deleted"),
            .list("kept", ErasureExemption.columns, "what is kept, until when, on which ground"),
            .int("next", optional: true, "leaf behind which the work on the log goes on"),
            .time("finished_at", optional: true, "when it was done"),
            .list("history", HistoryEntry.columns, "every change"),
            .text("decided_under", optional: true, "on whose recent word the device signs that decided: code:account"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, no, employee, collections, reason, status, planned, deleted, kept, next, history
        case postingDate = "posting_date"
        case dueDate = "due_date"
        case decidedBy = "decided_by"
        case confirmedBy = "confirmed_by"
        case rejectCode = "reject_code"
        case rejectReason = "reject_reason"
        case finishedAt = "finished_at"
        case decidedUnder = "decided_under"
    }

    public init(
        id: String, no: String, employee: String, collections: [String], reason: String?, status: ErasureStatus, postingDate: LocalDate,
        dueDate: LocalDate
    ) {
        self.id = id
        self.no = no
        self.employee = employee
        self.collections = collections
        self.reason = reason
        self.status = status
        self.postingDate = postingDate
        self.dueDate = dueDate
        deleted = 0
        kept = []
        history = []
    }
}

/// Records of one collection that a request cannot delete yet.
public struct ErasureExemption: Codable, Sendable, Hashable {
    public var collection: String
    public var count: Int
    /// `hold`, `open` (a matter is not settled), or `retention`.
    public var ground: String
    /// The day on which the last of them may go; nil where that is not known.
    public var until: LocalDate?
    public var basis: LocalizedText

    public static let columns: [Column] = [
        .text("collection", "what is kept"), .int("count", "how many records"), .text("ground", "hold, open or retention"),
        .date("until", optional: true, "the day on which the last of them may go"),
        .object("basis", LocalizedText.columns, "the provision, in words"),
    ]

    public init(collection: String, count: Int, ground: String, until: LocalDate?, basis: LocalizedText) {
        self.collection = collection
        self.count = count
        self.ground = ground
        self.until = until
        self.basis = basis
    }
}

/// Where a request for erasure stands.
public enum ErasureStatus: String, Word {
    case open, proposed, running, done, rejected, withdrawn, other
}
