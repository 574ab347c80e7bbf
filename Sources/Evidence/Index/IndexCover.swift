package import Base

/// The first page: whose bundle this is, what it covers, who made it, and the state of the log that everything in it refers to.
package struct IndexCover: Sendable, Equatable {
    /// The employer's name and the tenant's name on the server, `host/tenant`.
    package var employer: String
    package var logName: String
    /// Whose record: name and staff number, or what the bundle covers where it is not one person.
    package var subject: String
    /// What was asked for: own file, a case, a range of the log.
    package var scope: Wording
    package var from: Timestamp?
    package var to: Timestamp?
    /// Why it was made, in the maker's words.
    package var purpose: String
    package var made: Timestamp
    package var madeBy: String
    package var roles: [String]
    /// The checkpoint all proofs refer to.
    package var origin: String
    package var size: Int64
    /// 64 hexadecimal digits.
    package var root: String
    /// The signer's name and the SHA-256 of its public key, 64 hexadecimal digits.
    package var signer: String
    package var keyFingerprint: String
    /// Witnesses that cosigned the checkpoint, by name; empty: nobody else vouches for it.
    package var witnesses: [String]

    package init(
        employer: String, logName: String, subject: String, scope: Wording, from: Timestamp? = nil, to: Timestamp? = nil, purpose: String,
        made: Timestamp, madeBy: String, roles: [String], origin: String, size: Int64, root: String, signer: String,
        keyFingerprint: String, witnesses: [String] = []
    ) {
        self.employer = employer
        self.logName = logName
        self.subject = subject
        self.scope = scope
        self.from = from
        self.to = to
        self.purpose = purpose
        self.made = made
        self.madeBy = madeBy
        self.roles = roles
        self.origin = origin
        self.size = size
        self.root = root
        self.signer = signer
        self.keyFingerprint = keyFingerprint
        self.witnesses = witnesses
    }
}
