public import Base

/// An announcement (公告) in `t`: information, without legal effect and without a ladder.
public struct Announcement: Record {
    public var id: String
    public var texts: [NoticeText]
    public var status: AnnouncementStatus
    public var fromDate: LocalDate
    public var untilDate: LocalDate?
    public var pinned: Bool
    public var publishedBy: String
    public var publishedAt: Timestamp

    public static let schema = CollectionSchema(
        "announcement", code: 12, area: "notice", secrecy: .open, plain: true,
        meaning: "an announcement to everybody",
        columns: [
            .list("texts", NoticeText.columns, "the text in each language"),
            .word("status", AnnouncementStatus.self, "whether it is shown"),
            .date("from_date", "first day it is shown"),
            .date("until_date", optional: true, "last day"),
            .bool("pinned", "shown first"),
            .text("published_by", "employee id"),
            .time("published_at", "when"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, texts, status, pinned
        case fromDate = "from_date"
        case untilDate = "until_date"
        case publishedBy = "published_by"
        case publishedAt = "published_at"
    }

    public init(
        id: String, texts: [NoticeText] = [], status: AnnouncementStatus, fromDate: LocalDate, untilDate: LocalDate? = nil,
        pinned: Bool, publishedBy: String, publishedAt: Timestamp
    ) {
        self.id = id
        self.texts = texts
        self.status = status
        self.fromDate = fromDate
        self.untilDate = untilDate
        self.pinned = pinned
        self.publishedBy = publishedBy
        self.publishedAt = publishedAt
    }
}

/// Whether an announcement is shown.
public enum AnnouncementStatus: String, Word {
    case published, withdrawn, other
}
