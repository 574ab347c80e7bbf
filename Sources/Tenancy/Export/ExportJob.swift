package import Base
package import Records
package import Wire

/// The bundle that an account has asked for last, in `x/export`: one an account, so that what is kept is bounded. Sealed like every
/// record; by it the work is found again after a restart.
package struct ExportJob: Record {
    /// The account's id.
    package var id: String
    /// The asker's own name for this bundle: asked again under it, the same job is answered.
    package var key: String
    package var scope: JSON
    package var purposes: [String]
    /// Why, in the asker's words.
    package var why: String
    package var language: String
    /// Sizes of checkpoints that the asker holds.
    package var sizes: [Int64]
    package var app: String
    package var employee: String?
    package var subject: Int64
    package var roles: [String]
    package var status: ExportStatus
    /// How often it was begun.
    package var tries: Int
    package var askedAt: Timestamp
    package var finishedAt: Timestamp?
    /// The number of the blob that is being filled, or is whole.
    package var blob: Int64?
    package var hash: String?
    package var size: Int64?
    /// The code for which it failed.
    package var error: Int?

    package static let feed = Feed.closed("export")

    package static let schema = CollectionSchema(
        "evidence_export", code: 71, area: "platform", secrecy: .private, meaning: "a bundle that an account has asked for",
        columns: [
            .text("key", "the asker's name for it"), .open("scope", "what it takes in"), .texts("purposes", "why, as logged"),
            .text("why", "in the asker's words"), .text("language", "zh-Hans or en"), .text("app", "asked with"),
            .open("sizes", "of checkpoints that the asker holds"), .text("employee", optional: true, "the asker"),
            .int("subject", "number of the account"), .texts("roles", "as held when asked"),
            .word("status", ExportStatus.self, "where it stands"), .int("tries", "how often it was begun"), .time("asked_at", "when"),
            .time("finished_at", optional: true, "when it ended"), .int("blob", optional: true, "number of the blob"),
            .text("hash", optional: true, "its content hash"), .int("size", optional: true, "bytes"), .int("error", optional: true, "code"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, key, scope, purposes, why, language, sizes, app, employee, subject, roles, status, tries, blob, hash, size, error
        case askedAt = "asked_at"
        case finishedAt = "finished_at"
    }
}

/// Where a bundle stands.
package enum ExportStatus: String, Word {
    case running, done, failed, cancelled, other
}
