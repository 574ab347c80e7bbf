package import Base

/// What `decide` may know of the world: all of it given, nothing fetched.
package struct Environment: Sendable {
    /// When the server took the mutation.
    package var now: Timestamp
    /// The tenant's calendar day of `now`.
    package var today: LocalDate
    package var actor: Actor
    /// The proven interval of the act in ms, where its `when` gave one: [time token, arrival] (protocol §7).
    package var proven: ClosedRange<Int64>?
    /// A fresh record id, for records that the server makes.
    package var newID: @Sendable () -> String

    package init(
        now: Timestamp, today: LocalDate, actor: Actor, proven: ClosedRange<Int64>? = nil, newID: @escaping @Sendable () -> String
    ) {
        self.now = now
        self.today = today
        self.actor = actor
        self.proven = proven
        self.newID = newID
    }
}
