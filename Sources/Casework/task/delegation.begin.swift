package import Records
package import Wire

/// `delegation.begin` (server only): the first day of a delegation has come.
package enum DelegationBegin: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package static let op = "delegation.begin"
    package static let area = "task"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [.text("id", "the delegation")]
    package static let meaning = LocalizedText(zh: "审批代理开始。", en: "A delegation begins.")
    package static let example: JSON = ["id": "D6aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> DelegationFacts {
        try DelegationFacts.load(a.id, reader)
    }

    package static func decide(_ a: Arguments, _ facts: DelegationFacts, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        guard let stored = facts.delegation, let subject = facts.subject, stored.record.isInForce(on: env.today),
            let next = DelegationCase.table[state: stored.record.status, event: .begin]
        else { return changes }
        var delegation = stored.record
        delegation.status = next
        delegation.history.record(env.entry(op, next))
        changes.put(delegation, in: stored.feed)
        DelegationCase.begin(delegation, subject: subject, &changes)
        return changes
    }
}
