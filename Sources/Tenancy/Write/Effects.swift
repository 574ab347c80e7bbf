import Records
package import Wire

/// What a mutation changed that others keep in memory: collected while it writes, published after COMMIT, dropped with it.
struct Effects {
    /// Feeds written, by number.
    var feeds: Set<Int64> = []
    /// Subjects whose grants changed.
    var subjects: Set<Int64> = []
    /// Devices whose queues moved on.
    var devices: Set<String> = []
    var revocations: [Revocation] = []
    /// Feeds made.
    var names: [Int64: Feed] = [:]
    /// The earliest timer added.
    var due = Int64.max

    mutating func add(_ other: Effects) {
        feeds.formUnion(other.feeds)
        subjects.formUnion(other.subjects)
        devices.formUnion(other.devices)
        revocations += other.revocations
        names.merge(other.names) { $1 }
        due = min(due, other.due)
    }
}

/// A right that ended, or came back, while connections are open: told to all of them at once (why.md S24).
package enum Revocation: Sendable, Hashable {
    /// 1601 or 1602 from now on.
    case device(String, ErrorCode)
    /// 1603 from now on; subjects are accounts.
    case subject(Int64, ErrorCode)
    /// Sessions of this subject must read their rights again.
    case rolesChanged(Int64)
    /// A locked device was opened again.
    case deviceRestored(String)
    case subjectRestored(Int64)
}
