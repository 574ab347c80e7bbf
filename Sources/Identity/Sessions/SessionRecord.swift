package import Records

/// One sign-in of an account on a device through an app, with the state of its token chain. Lives in `x/identity`.
package struct SessionRecord: Record, Equatable {
    /// A refresh that was answered but whose answer has not been used: the same (token, rid) gets the same answer again.
    package struct Pending: Codable, Sendable, Equatable {
        /// Hash of the request id that won.
        package var rid: String
        /// Digest of the refresh token that was answered, and when: enough to make the same answer.
        package var digest: String
        package var issuedMs: Int64
    }

    package var id: String
    package var account: String
    package var device: String
    package var app: String
    package var createdMs: Int64
    package var lastMs: Int64
    /// Number and digest of the refresh token in force, and when its pair was issued.
    package var generation: Int64
    package var digest: String
    package var issuedMs: Int64
    package var pending: Pending?
    /// When a second factor was last shown; 0 = never.
    package var steppedMs: Int64

    package static let schema = CollectionSchema(
        "session", code: 60, area: "platform", secrecy: .private, meaning: "a sign-in with its token chain",
        columns: [
            .text("account", "account id"), .text("device", "device id"), .text("app", "app and version"),
            .int("created_ms", "when signed in"), .int("last_ms", "last refresh or use"),
            .int("generation", "number of the refresh token in force"), .text("digest", "its digest"),
            .int("issued_ms", "when its pair was issued"), .open("pending", optional: true, "a refresh not yet used"),
            .int("stepped_ms", "when a second factor was last shown"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, account, device, app
        case createdMs = "created_ms"
        case lastMs = "last_ms"
        case generation, digest
        case issuedMs = "issued_ms"
        case pending
        case steppedMs = "stepped_ms"
    }
}
