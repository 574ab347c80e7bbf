public import Base

/// A possible double claim, for finance only, in `x/pay`: the claimant sees that a line is flagged, never whose claim it resembles.
public struct ReimbursementCheck: Record {
    public var id: String
    public var reimbursement: String
    public var line: String
    public var kind: String
    public var other: String
    public var otherLine: String
    public var foundAt: Timestamp

    public static let schema = CollectionSchema(
        "reimbursement_check", code: 24, area: "reimbursement", secrecy: .pay,
        meaning: "a possible double claim and the claim it resembles",
        columns: [
            .text("reimbursement", "the later claim"),
            .text("line", "its line"),
            .text("kind", "receipt, invoice or amount_date"),
            .text("other", "the earlier claim"),
            .text("other_line", "its line"),
            .time("found_at", "when it was found"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, reimbursement, line, kind, other
        case otherLine = "other_line"
        case foundAt = "found_at"
    }

    public init(
        id: String, reimbursement: String, line: String, kind: String, other: String, otherLine: String, foundAt: Timestamp
    ) {
        self.id = id
        self.reimbursement = reimbursement
        self.line = line
        self.kind = kind
        self.other = other
        self.otherLine = otherLine
        self.foundAt = foundAt
    }
}
