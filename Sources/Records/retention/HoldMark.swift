public import Base

/// What the person concerned sees of a legal hold, in the own feed: that it stands, since when, and what follows; neither who asked for
/// it nor why. Made with the hold, or when it is lifted where the law lets the notice wait (PIPL 18).
public struct HoldMark: Record {
    public var id: String
    public var employee: String
    public var status: HoldStatus
    public var since: Timestamp
    public var until: Timestamp?
    public var text: LocalizedText

    public static let schema = CollectionSchema(
        "hold_mark", code: 26, area: "retention", secrecy: .`private`,
        meaning: "that a legal hold keeps records of this person from being deleted",
        columns: [
            .text("employee", "employee id"),
            .word("status", HoldStatus.self, "whether it stands"),
            .time("since", "when it was set"),
            .time("until", optional: true, "when it was lifted"),
            .object("text", LocalizedText.columns, "what that means for the person"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, employee, status, since, until, text
    }

    public init(id: String, employee: String, status: HoldStatus, since: Timestamp, until: Timestamp? = nil, text: LocalizedText) {
        self.id = id
        self.employee = employee
        self.status = status
        self.since = since
        self.until = until
        self.text = text
    }
}
