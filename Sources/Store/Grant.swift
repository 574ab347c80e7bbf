/// A right of a subject to pull a feed: an interval of seqs. Kept as long as tombstones, so that `drop` can be told.
package struct Grant: Sendable, Hashable {
    /// Per tenant, ascending from 1 in the order of being given.
    package var number: Int64
    package var subject: Int64
    package var feed: Int64
    /// The mutation that gave it.
    package var gained: Int64
    /// The mutation that ended it; nil while it lasts.
    package var lost: Int64?
    /// Ends by itself at this instant (ms since 1970), checked at every read besides `lost`; nil: unlimited.
    package var until: Int64?

    package init(number: Int64, subject: Int64, feed: Int64, gained: Int64, lost: Int64?, until: Int64?) {
        self.number = number
        self.subject = subject
        self.feed = feed
        self.gained = gained
        self.lost = lost
        self.until = until
    }
}
