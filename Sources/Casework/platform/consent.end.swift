package import Records
package import Wire

/// `consent.end` (server only): the time of a consent is over.
package enum ConsentEnd: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package static let op = "consent.end"
    package static let area = "platform"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the consent")]
    package static let meaning = LocalizedText(zh: "同意到期。", en: "The time of a consent is over.")
    package static let example: JSON = ["id": "G1aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Stored<AccessConsent>? {
        try reader.record(AccessConsent.self, id: a.id)
    }

    package static func decide(_: Arguments, _ consent: Stored<AccessConsent>?, _ env: Environment) throws(Refusal) -> Changes {
        guard let consent, consent.record.status == .active, consent.record.until <= env.now else { return Changes() }
        return try ConsentCase.finish(consent, .end, op: op, env)
    }
}
