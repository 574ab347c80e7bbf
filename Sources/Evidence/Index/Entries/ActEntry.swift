package import Base

/// One act in the log: what was done, by whom, when, and with what outcome.
package struct ActEntry: Codable, Sendable, Hashable {
    package var leaf: Int64
    /// The operation on the wire, such as `leave.request`.
    package var op: String
    package var title: Wording
    package var actor: String
    /// The device whose key signed; nil where no device key signed (imports, timers, the server).
    package var device: String?
    /// Who vouched for that key.
    package var voucher: Wording?
    /// The proven interval: not before the time token the device held, not after the server took it. Nil: no lower bound is proven.
    package var earliest: Timestamp?
    package var latest: Timestamp
    /// What the device's own clock claimed.
    package var claimed: Timestamp?
    package var outcome: Wording
    /// SHA-256 of the canonical act, hexadecimal.
    package var digest: String

    package init(
        leaf: Int64, op: String, title: Wording, actor: String, device: String? = nil, voucher: Wording? = nil,
        earliest: Timestamp? = nil, latest: Timestamp, claimed: Timestamp? = nil, outcome: Wording, digest: String
    ) {
        self.leaf = leaf
        self.op = op
        self.title = title
        self.actor = actor
        self.device = device
        self.voucher = voucher
        self.earliest = earliest
        self.latest = latest
        self.claimed = claimed
        self.outcome = outcome
        self.digest = digest
    }
}
