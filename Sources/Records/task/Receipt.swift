public import Base

/// What the person keeps of an accepted act, in `e/<employee>`: which act, when, and where in the log.
public struct Receipt: Record {
    public var id: String
    public var queue: String
    public var n: Int
    public var op: String
    public var collection: String?
    public var record: String?
    public var digest: String
    public var receivedAt: Timestamp
    public var fromMs: Int?
    public var leaf: Int?

    public static let schema = CollectionSchema(
        "receipt", code: 16, area: "task", secrecy: .open,
        meaning: "proof that the server took an act",
        columns: [
            .text("queue", "queue of the mutation"),
            .int("n", "its number there"),
            .text("op", "its operation"),
            .text("collection", optional: true, "collection of the record it made or changed"),
            .text("record", optional: true, "that record"),
            .text("digest", "SHA-256 of the signed bytes, base64url"),
            .time("received_at", "when the server took it"),
            .int("from_ms", optional: true, "lower bound of the proven time of the act, ms"),
            .int("leaf", optional: true, "index in the tenant's log"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, queue, n, op, collection, record, digest, leaf
        case receivedAt = "received_at"
        case fromMs = "from_ms"
    }

    public init(
        id: String, queue: String, n: Int, op: String, collection: String? = nil, record: String? = nil, digest: String,
        receivedAt: Timestamp, fromMs: Int? = nil, leaf: Int? = nil
    ) {
        self.id = id
        self.queue = queue
        self.n = n
        self.op = op
        self.collection = collection
        self.record = record
        self.digest = digest
        self.receivedAt = receivedAt
        self.fromMs = fromMs
        self.leaf = leaf
    }
}
