public import Base

/// A witness of the evidence log, in `t`: somebody outside the server who signs its checkpoints, so that a history shown to one person
/// alone stands out (protocol/evidence.md §1.8). Everybody in the tenant may know who it is.
public struct Witness: Record {
    public var id: String
    public var name: String
    /// C2SP vkey with the algorithm byte of cosignatures.
    public var key: String
    public var status: WitnessStatus
    public var since: Timestamp

    public static let schema = CollectionSchema(
        "witness", code: 40, area: "platform", secrecy: .open, plain: true,
        meaning: "a witness who cosigns the log's checkpoints",
        columns: [
            .text("name", "who it is"),
            .text("key", "its public key (vkey)"),
            .word("status", WitnessStatus.self, "whether its signatures are taken"),
            .time("since", "when this last changed"),
        ])

    public init(id: String, name: String, key: String, status: WitnessStatus, since: Timestamp) {
        self.id = id
        self.name = name
        self.key = key
        self.status = status
        self.since = since
    }
}

/// Whether a witness's signatures are taken.
public enum WitnessStatus: String, Word {
    case active, ended, other
}
