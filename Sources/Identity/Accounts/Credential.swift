package import Records

/// What belongs to an account and to nobody's eyes but the server's: its devices and sessions, second factor under way, and codes
/// that wait for a second officer. In `x/identity`, under the account's id.
package struct Credential: Record, Equatable {
    /// An activation code asked for by one officer; made when another asks as well.
    package struct Asked: Codable, Sendable, Equatable {
        /// Account id of the officer.
        package var by: String
        package var endsMs: Int64
    }

    package var id: String
    /// Name of an officer who is no employee.
    package var name: String?
    package var asked: Asked?
    /// Who handed out the code under which the password was set: the voucher of devices enrolled with that password.
    package var passwordFrom: String?
    /// A second factor enrolled but not yet confirmed by its first code.
    package var totpOffered: String?
    /// The last step whose code was taken: a code is good once.
    package var totpStep: Int64
    package var devices: [String]
    package var sessions: [String]

    package init(id: String, name: String? = nil) {
        self.id = id
        self.name = name
        totpStep = 0
        devices = []
        sessions = []
    }

    package static let schema = CollectionSchema(
        "credential", code: 61, area: "platform", secrecy: .private, meaning: "what the server alone knows of an account",
        columns: [
            .text("name", optional: true, "name of an officer who is no employee"),
            .open("asked", optional: true, "a code that waits for a second officer"),
            .text("password_from", optional: true, "who handed out the code under which the password was set"),
            .text("totp_offered", optional: true, "second factor not yet confirmed"),
            .int("totp_step", "last step whose code was taken"), .texts("devices", "device ids"),
            .texts("sessions", "open session ids"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, name, asked
        case passwordFrom = "password_from"
        case totpOffered = "totp_offered"
        case totpStep = "totp_step"
        case devices, sessions
    }
}

extension Account {
    /// The number grants and queues know the account by.
    package var subject: Int64 { Int64(id) ?? 0 }
}
