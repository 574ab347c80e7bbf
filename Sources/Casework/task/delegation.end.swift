package import Records
package import Wire

/// `delegation.end` (server only): the last day of a delegation has passed.
package enum DelegationEnd: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
    }

    package static let op = "delegation.end"
    package static let area = "task"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [.text("id", "the delegation")]
    package static let meaning = LocalizedText(zh: "审批代理到期。", en: "A delegation ends.")
    package static let example: JSON = ["id": "D6aBcDeFgHi"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> DelegationFacts {
        try DelegationFacts.load(a.id, reader)
    }

    package static func decide(_ a: Arguments, _ facts: DelegationFacts, _ env: Environment) throws(Refusal) -> Changes {
        guard let stored = facts.delegation, stored.record.untilDate < env.today,
            DelegationCase.table[state: stored.record.status, event: .end] != nil
        else { return Changes() }
        return try DelegationCase.finish(stored, .end, op: op, subject: facts.subject, env)
    }
}
