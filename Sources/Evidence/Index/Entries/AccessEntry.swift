package import Base

/// One reading of pay, medical or case data by somebody else than its subject.
package struct AccessEntry: Codable, Sendable, Hashable {
    package var leaf: Int64
    package var time: Timestamp
    package var actor: String
    /// The question that was asked, such as `pay.report`.
    package var op: String
    package var title: Wording
    package var purpose: String
    /// What was read.
    package var what: String

    package init(leaf: Int64, time: Timestamp, actor: String, op: String, title: Wording, purpose: String, what: String) {
        self.leaf = leaf
        self.time = time
        self.actor = actor
        self.op = op
        self.title = title
        self.purpose = purpose
        self.what = what
    }
}
