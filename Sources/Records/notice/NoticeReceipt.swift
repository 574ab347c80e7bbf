public import Base

/// The ladder of one notice version with one person, in `e/<employee>`; id = notice id, dot, employee id. Silence ends as
/// /// `no_response`, never as agreement.
public struct NoticeReceipt: Record {
    public var id: String
    public var employee: String
    public var notice: String
    public var version: Int
    public var digest: String
    public var lang: String?
    public var status: ReceiptStatus
    public var channel: String
    public var sentAt: Timestamp?
    public var deliveredAt: Timestamp?
    public var openedAt: Timestamp?
    public var readAt: Timestamp?
    public var acknowledgedAt: Timestamp?
    public var disputedAt: Timestamp?
    public var noResponseAt: Timestamp?
    public var disputeReason: String?
    public var shownAt: Timestamp?
    public var device: String?
    public var app: String?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "notice_receipt", code: 11, area: "notice", secrecy: .`private`,
        meaning: "how far a notice got with one person",
        columns: [
            .text("employee", "employee id"),
            .text("notice", "notice id (one version)"),
            .int("version", "version of the notice"),
            .text("digest", "digest of the text that was shown"),
            .text("lang", optional: true, "language that was shown"),
            .word("status", ReceiptStatus.self, "how far it got"),
            .text("channel", "app, kiosk, paper"),
            .time("sent_at", optional: true, "put into the person's feed"),
            .time("delivered_at", optional: true, "a device of the person confirmed it"),
            .time("opened_at", optional: true, "opened"),
            .time("read_at", optional: true, "read to the end"),
            .time("acknowledged_at", optional: true, "known; no agreement to less pay"),
            .time("disputed_at", optional: true, "disputed"),
            .time("no_response_at", optional: true, "the time for an answer ran out"),
            .text("dispute_reason", optional: true, "the person's words"),
            .time("shown_at", optional: true, "when the device says that it showed the text (a claim)"),
            .text("device", optional: true, "device of the last step"),
            .text("app", optional: true, "app of the last step"),
            .list("history", HistoryEntry.columns, "every step"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, notice, version, digest, lang, status, channel, device, app, history
        case sentAt = "sent_at"
        case deliveredAt = "delivered_at"
        case openedAt = "opened_at"
        case readAt = "read_at"
        case acknowledgedAt = "acknowledged_at"
        case disputedAt = "disputed_at"
        case noResponseAt = "no_response_at"
        case disputeReason = "dispute_reason"
        case shownAt = "shown_at"
    }

    public init(
        id: String, employee: String, notice: String, version: Int, digest: String, lang: String? = nil, status: ReceiptStatus,
        channel: String, sentAt: Timestamp? = nil, deliveredAt: Timestamp? = nil, openedAt: Timestamp? = nil,
        readAt: Timestamp? = nil, acknowledgedAt: Timestamp? = nil, disputedAt: Timestamp? = nil, noResponseAt: Timestamp? = nil,
        disputeReason: String? = nil, shownAt: Timestamp? = nil, device: String? = nil, app: String? = nil,
        history: [HistoryEntry] = []
    ) {
        self.id = id
        self.employee = employee
        self.notice = notice
        self.version = version
        self.digest = digest
        self.lang = lang
        self.status = status
        self.channel = channel
        self.sentAt = sentAt
        self.deliveredAt = deliveredAt
        self.openedAt = openedAt
        self.readAt = readAt
        self.acknowledgedAt = acknowledgedAt
        self.disputedAt = disputedAt
        self.noResponseAt = noResponseAt
        self.disputeReason = disputeReason
        self.shownAt = shownAt
        self.device = device
        self.app = app
        self.history = history
    }
}

/// How far a notice got; `no_response` is a state of its own.
public enum ReceiptStatus: String, Word {
    case sent, delivered, opened, read, acknowledged, disputed, noResponse = "no_response", other
}
