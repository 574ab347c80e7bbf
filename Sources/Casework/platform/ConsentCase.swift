package import Base
package import Records
import Wire

/// What can happen to a consent.
package enum ConsentEvent: String, CaseIterable, Sendable {
    case end, revoke
}

package enum ConsentCase {
    package static let table = StateTable<ConsentStatus, ConsentEvent>(
        "consent", [.active: [.end: .ended, .revoke: .revoked]],
        labels: { status in
            switch status {
            case .active: LocalizedText(zh: "生效中", en: "in force")
            case .ended: LocalizedText(zh: "已到期", en: "over")
            case .revoked: LocalizedText(zh: "已撤销", en: "revoked")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    /// What no consent opens: secrets of sign-in and keys, and what the tenant keeps about deletions and consents themselves.
    package static let closed: Set<String> = [Account.schema.name, Device.schema.name, LegalHold.schema.name, AccessConsent.schema.name]

    package static func finish(
        _ stored: Stored<AccessConsent>, _ event: ConsentEvent, op: String, reason: String? = nil, _ env: Environment
    ) throws(Refusal) -> Changes {
        var consent = stored.record
        consent.status = try table.step(stored, from: consent.status, event)
        consent.endedAt = env.now
        consent.history.record(env.entry(op, consent.status, reason: reason))
        var changes = Changes()
        changes.put(consent, in: stored.feed)
        changes.result = ["id": .string(consent.id), "status": .string(consent.status.rawValue)]
        return changes
    }
}

extension AccessConsent {
    /// Whether it lets this operator in at that moment. The clock decides; the timer only writes it down.
    package func lets(_ name: String, at now: Timestamp) -> Bool { status == .active && self.operator == name && now < until }

    /// Whether it covers records of a collection about a person.
    package func covers(_ collection: String, of person: String?) -> Bool {
        collections.contains(collection) && !ConsentCase.closed.contains(collection) && (employee == nil || employee == person)
    }
}
