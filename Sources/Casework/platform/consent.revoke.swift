package import Records
package import Wire

/// `consent.revoke`: any admin ends a consent at once.
package enum ConsentRevoke: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var reason: String?
    }

    package static let op = "consent.revoke"
    package static let area = "platform"
    package static let roles: Set<Role> = [.admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the consent"), .text("reason", optional: true, "why, ≤ 500 bytes")]
    package static let meaning = LocalizedText(zh: "撤销对运维人员的同意。", en: "Ends an operator's access at once.")
    package static let example: JSON = ["id": "G1aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Stored<AccessConsent> {
        guard let consent = try reader.record(AccessConsent.self, id: a.id) else { throw Refusal.notFound }
        return consent
    }

    package static func decide(_ a: Arguments, _ consent: Stored<AccessConsent>, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason", 1...500)
        return try ConsentCase.finish(consent, .revoke, op: op, reason: a.reason, env)
    }
}
