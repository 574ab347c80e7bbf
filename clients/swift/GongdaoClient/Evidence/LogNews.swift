/// What a sync found out about the tenant's log (protocol/evidence.md).
public enum LogNews: Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// Two checkpoints of one origin and size have different roots: the server signed two histories.
        case fork
        /// The log shows less than it showed before, and no restore was declared.
        case rollback
        /// The server could not prove that its log goes on from what this device holds.
        case unproved
        /// The log was restored from a backup that lacks what this device was shown.
        case restored
    }

    /// Both notes are kept in `file`; what was held stays held.
    case alarm(Kind, file: String)
    /// The server was restored from a backup: leaves `from` to below `to`, which this device was shown a signed note of, are gone from its
    /// log; both notes are kept in `file`. What this device filed is sent again.
    case restored(from: Int64, to: Int64, file: String)
    /// The server was restored from a backup, and nothing this device was shown is lost: the epoch's origin, and the leaves taken over.
    case resumed(origin: String, from: Int64)

    /// Not to be overlooked.
    public var isAlarm: Bool {
        if case .resumed = self { return false }
        return true
    }
}
