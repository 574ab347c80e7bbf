package import Base

/// A notice in one version with the ladder of its service on one person.
package struct NoticeEntry: Codable, Sendable, Hashable {
    package struct Step: Codable, Sendable, Hashable {
        package var time: Timestamp
        /// What happened: sent, delivered, opened, read, acknowledged, disputed, no response.
        package var rung: Wording
        package var channel: String
        /// What proves it: a leaf, a waybill, a device.
        package var proof: String

        package init(time: Timestamp, rung: Wording, channel: String, proof: String) {
            self.time = time
            self.rung = rung
            self.channel = channel
            self.proof = proof
        }
    }

    package var id: String
    package var title: String
    package var kind: Wording
    package var version: Int
    /// SHA-256 over what was said, hexadecimal.
    package var digest: String
    /// The text as served, in the language that was shown.
    package var text: String
    package var to: String
    package var issuedBy: String
    package var issuedAt: Timestamp
    package var steps: [Step]
    package var leaf: Int64?

    package init(
        id: String, title: String, kind: Wording, version: Int, digest: String, text: String, to: String, issuedBy: String,
        issuedAt: Timestamp, steps: [Step], leaf: Int64? = nil
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.version = version
        self.digest = digest
        self.text = text
        self.to = to
        self.issuedBy = issuedBy
        self.issuedAt = issuedAt
        self.steps = steps
        self.leaf = leaf
    }
}
