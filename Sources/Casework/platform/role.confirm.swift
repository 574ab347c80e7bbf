package import Records
package import Wire

/// `role.confirm`: a second admin confirms or refuses a change of roles.
package enum RoleConfirm: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var decision: Verdict
        package var reason: String?
    }

    package struct Facts: Sendable {
        package var change: Stored<RoleChange>
        package var account: Stored<Account>
        package var two: TwoPersons
        package var task: Stored<CaseTask>?
    }

    /// Within so many days the other admin is to answer; nothing happens by itself behind them but that the task is overdue.
    package static let days = 7

    package static let op = "role.confirm"
    package static let area = "platform"
    package static let roles: Set<Role> = [.admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "the change of roles"), .word("decision", Verdict.self, "approve or reject"),
        .text("reason", optional: true, "why, ≤ 500 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "第二名管理员确认角色变更。", en: "A second admin confirms a change of roles.")
    package static let example: JSON = ["id": "S1aBcDeFgHi", "decision": "approve"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let change = try reader.record(RoleChange.self, id: a.id),
            let account = try reader.record(Account.self, id: change.record.account)
        else { throw Refusal.notFound }
        let asked = change.record
        let two = try TwoPersons.load(
            first: asked.askedBy, in: RoleSet.roles, under: asked.askedUnder, at: asked.askedAt, second: actor, in: roles, reader)
        let task = try reader.record(CaseTask.self, id: Tasks.id(.roleConfirm, a.id))
        return Facts(change: change, account: account, two: two, task: task)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.word(a.decision, "decision")
        try Check.text(a.reason, "reason", 1...500)
        var change = facts.change.record
        guard let me = env.actor.employee, me != change.askedBy, me != change.employee else {
            throw .rule("role.second_person", zh: "须由另一名管理员确认。", en: "Another admin has to confirm it.")
        }
        guard change.status == .pending else {
            throw Refusal.moved(facts.change, "role.not_pending", zh: "此变更已处理。", en: "It is settled already.")
        }
        // To say no needs no independence.
        if a.decision == .approve { try facts.two.check(env) }
        let now = facts.account.record.roles.sorted()
        guard a.decision != .approve || now == change.rolesBefore.sorted() else {
            throw Refusal.moved(
                facts.change, "role.changed_since", zh: "此人的角色此后已有变化，请重新提出。", en: "The person's roles have changed since; ask again.")
        }
        change.status = a.decision == .approve ? .confirmed : .refused
        change.confirmedBy = me
        change.history.record(env.entry(op, change.status, reason: a.reason))
        var changes = Changes()
        changes.put(change, in: facts.change.feed)
        Tasks.close(facts.task, .complete, env, &changes)
        if a.decision == .approve { RoleSet.apply(change, to: facts.account, op: op, env, &changes) }
        changes.result = ["id": .string(a.id), "status": .string(change.status.rawValue)]
        return changes
    }
}
