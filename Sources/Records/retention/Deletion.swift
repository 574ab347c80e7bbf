public import Base

/// A deletion of records whose retention period is over, in `q/admin`: proposed with a frozen list by one person, confirmed by another,
/// carried out in slices (EVD-05; PIPL 19, 47). It names no person.
public struct Deletion: Record {
    public var id: String
    public var collection: String
    public var before: LocalDate
    public var reason: String
    public var basis: LocalizedText
    public var status: DeletionStatus
    public var listed: Int
    public var pages: Int
    public var digest: String?
    public var deleted: Int
    public var kept: Int
    public var next: String?
    public var page: Int
    public var askedBy: String
    public var askedAt: Timestamp
    public var confirmedBy: String?
    public var finishedAt: Timestamp?
    public var history: [HistoryEntry]
    public var askedUnder: String?

    public static let schema = CollectionSchema(
        "deletion", code: 27, area: "retention", secrecy: .open,
        meaning: "a deletion that takes two persons",
        columns: [
            .text("collection", "what is deleted"),
            .date("before", "records whose period ended before this day"),
            .text("reason", "why"),
            .object("basis", LocalizedText.columns, "the period and its source"),
            .word("status", DeletionStatus.self, "where it stands"),
            .int("listed", "records in the frozen list"),
            .int("pages", "pages of the list"),
            .text("digest", optional: true, "SHA-256 over the pages of the list, base64url; what the second person confirms"),
            .int("deleted", "records deleted so far"),
            .int("kept", "listed records that were left: changed, held or gone since"),
            .text("next", optional: true, "where the search, or the work on a page, goes on"),
            .int("page", "page being worked off"),
            .text("asked_by", "employee id"),
            .time("asked_at", "when"),
            .text("confirmed_by", optional: true, "employee id of the second person"),
            .time("finished_at", optional: true, "when it was done"),
            .list("history", HistoryEntry.columns, "every change"),
            .text("asked_under", optional: true, "on whose recent word the device signs that asked: code:account"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, collection, before, reason, basis, status, listed, pages, digest, deleted, kept, next, page, history
        case askedBy = "asked_by"
        case askedAt = "asked_at"
        case confirmedBy = "confirmed_by"
        case finishedAt = "finished_at"
        case askedUnder = "asked_under"
    }

    public init(
        id: String, collection: String, before: LocalDate, reason: String, basis: LocalizedText, status: DeletionStatus, askedBy: String,
        askedAt: Timestamp
    ) {
        self.id = id
        self.collection = collection
        self.before = before
        self.reason = reason
        self.basis = basis
        self.status = status
        (listed, pages, deleted, kept, page) = (0, 0, 0, 0, 0)
        self.askedBy = askedBy
        self.askedAt = askedAt
        history = []
    }
}

/// Where a deletion stands.
public enum DeletionStatus: String, Word {
    case listing, proposed, running, done, rejected, withdrawn, other
}
