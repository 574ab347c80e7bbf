package import Records
package import Wire

/// `delegation.revoke`: ends a delegation before its last day.
package enum DelegationRevoke: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var reason: String?
    }

    package static let op = "delegation.revoke"
    package static let area = "task"
    package static let roles: Set<Role> = [.manager, .hr]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [.text("id", "the delegation"), .text("reason", optional: true, "why, ≤ 500 bytes")]
    package static let meaning = LocalizedText(zh: "提前撤销审批代理。", en: "Ends a delegation early.")
    package static let example: JSON = ["id": "D6aBcDeFgHi"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> DelegationFacts {
        let facts = try DelegationFacts.load(a.id, reader)
        guard let stored = facts.delegation, actor.roles.contains(.hr) || stored.record.delegator == actor.employee else {
            throw Refusal.notFound
        }
        return facts
    }

    package static func decide(_ a: Arguments, _ facts: DelegationFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason", 1...500)
        guard let stored = facts.delegation else { throw Refusal.notFound }
        return try DelegationCase.finish(stored, .revoke, op: op, subject: facts.subject, reason: a.reason, env)
    }
}
