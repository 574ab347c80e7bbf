import Base
package import Records

/// What can happen to a delegation.
package enum DelegationEvent: String, CaseIterable, Sendable {
    case begin, end, revoke
}

package enum DelegationCase {
    package static let table = StateTable<DelegationStatus, DelegationEvent>(
        "delegation",
        [
            .scheduled: [.begin: .active, .end: .ended, .revoke: .revoked],
            .active: [.end: .ended, .revoke: .revoked],
        ],
        labels: { status in
            switch status {
            case .scheduled: LocalizedText(zh: "未开始", en: "scheduled")
            case .active: LocalizedText(zh: "生效中", en: "active")
            case .ended: LocalizedText(zh: "已结束", en: "ended")
            case .revoked: LocalizedText(zh: "已撤销", en: "revoked")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    /// Opens the delegator's inbox to the delegate; the grant ends by itself with the last day.
    package static func begin(_ delegation: Delegation, subject: Int64, _ changes: inout Changes) {
        changes.grant(.inbox(delegation.delegator), to: subject, until: Deadlines.endOf(delegation.untilDate))
    }

    package static func finish(
        _ stored: Stored<Delegation>, _ event: DelegationEvent, op: String, subject: Int64?, reason: String? = nil, _ env: Environment
    ) throws(Refusal) -> Changes {
        var delegation = stored.record
        delegation.status = try table.step(stored, from: delegation.status, event)
        delegation.history.record(env.entry(op, delegation.status, reason: reason))
        var changes = Changes()
        changes.put(delegation, in: stored.feed)
        if stored.record.status == .active, let subject { changes.endGrant(.inbox(delegation.delegator), of: subject) }
        return changes
    }
}

/// What a timer's or a person's step of a delegation rests on.
package struct DelegationFacts: Sendable {
    package var delegation: Stored<Delegation>?
    package var subject: Int64?

    package static func load(_ id: String, _ reader: any RecordReader) throws -> DelegationFacts {
        let delegation = try reader.record(Delegation.self, id: id)
        return DelegationFacts(
            delegation: delegation, subject: try delegation.flatMap { try People.subject(of: $0.record.delegate, reader) })
    }
}
