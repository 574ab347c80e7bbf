/// What a sync found out about the tenant's log (protocol/evidence.md).
public enum LogNews: Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// Two checkpoints of one origin and size have different roots: the server signed two histories.
        case fork
        /// The log shows less than it showed before, and no restore was declared.
        case rollback
        /// The server could not prove that its log goes on from what this device holds.
        case unproved
    }

    /// Both notes are kept in `file`; what was held stays held.
    case alarm(Kind, file: String)
    /// The server was restored from a backup: leaves `from` to below `to` are gone from its log; what this device filed is sent again.
    case restored(from: Int64, to: Int64)
}
