package import Records
package import Wire

/// `role.set`: an admin gives or takes roles. Taking takes effect at once; giving a staff role waits for a second admin
/// (`role.confirm`), where the tenant has one (protocol §4).
package enum RoleSet: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var employee: String
        package var roles: [String]
        package var reason: String
    }

    package struct Facts: Sendable {
        package var account: Stored<Account>
        /// Admins besides the actor and the person.
        package var others: [String]
        package var admins: [String]
    }

    package static let op = "role.set"
    package static let area = "platform"
    package static let roles: Set<Role> = [.admin]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "id of the new change, 11 characters"), .text("employee", "employee id"),
        .texts("roles", "all roles the person is to have: employee, manager, hr, finance, auditor, admin"),
        .text("reason", "why, ≤ 500 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "设置角色；授予管理类角色须第二人确认。", en: "Sets roles; giving a staff role takes a second admin.")
    package static let example: JSON = ["id": "S1aBcDeFgHi", "employee": "184", "roles": ["employee", "manager"], "reason": "任命为班组长"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        guard try !reader.isTaken(RoleChange.schema, id: a.id) else { throw Refusal.idTaken }
        guard let account = try People.account(of: a.employee, reader) else { throw Refusal.notFound }
        let admins = try reader.holders(of: .admin)
        return Facts(account: account, others: admins.filter { $0 != actor.employee && $0 != a.employee }, admins: admins)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try Check.text(a.reason, "reason", 1...500)
        let after = try parse(a.roles)
        let account = facts.account.record
        let before = Set(account.roles.compactMap(Role.init(rawValue:)))
        guard after != before else {
            throw .rule("role.same", zh: "角色没有变化。", en: "The person has these roles already.", field: "roles")
        }
        guard a.employee != env.actor.employee || after.isSubset(of: before) else {
            throw .rule("role.own", zh: "任何人不能给自己授予角色。", en: "Nobody gives themselves a role.")
        }
        if before.contains(.admin), !after.contains(.admin), facts.admins.allSatisfy({ $0 == a.employee }) {
            throw .rule("role.last_admin", zh: "不能撤销最后一名管理员。", en: "The last admin stays.", field: "roles")
        }
        var change = RoleChange(
            id: a.id, employee: a.employee, account: account.id, rolesBefore: words(before), rolesAfter: words(after), reason: a.reason,
            status: .pending, askedBy: env.actor.name, askedAt: env.now)
        let needsSecond = !after.subtracting(before).isDisjoint(with: Role.staff) && !facts.others.isEmpty
        if !needsSecond { change.status = .confirmed }
        change.history.record(env.entry(op, change.status, reason: a.reason))
        var changes = Changes()
        changes.create(change, in: .admin)
        if !needsSecond { RoleSet.apply(change, to: facts.account, op: op, env, &changes) }
        changes.result = ["id": .string(a.id), "status": .string(change.status.rawValue)]
        return changes
    }

    private static func parse(_ words: [String]) throws(Refusal) -> Set<Role> {
        var roles: Set<Role> = []
        for word in words {
            guard let role = Role(rawValue: word) else {
                throw .invalid(
                    "roles", "role.unknown", zh: "没有这个角色：\(word)。", en: "No such role: \(word).",
                    nearest: .array(Role.allCases.map { .string($0.rawValue) }))
            }
            roles.insert(role)
        }
        return roles.union([.employee])
    }

    private static func words(_ roles: Set<Role>) -> [String] { roles.sorted().map(\.rawValue) }

    /// Writes the roles and opens or closes the feeds that follow from them; sessions re-read their rights at once.
    package static func apply(_ change: RoleChange, to stored: Stored<Account>, op: String, _ env: Environment, _ changes: inout Changes) {
        var account = stored.record
        let before = Set(account.roles.compactMap(Role.init(rawValue:)))
        let after = Set(change.rolesAfter.compactMap(Role.init(rawValue:)))
        account.roles = words(after)
        account.history.record(env.entry(op, account.status, reason: change.reason))
        changes.put(account, in: stored.feed)
        guard let subject = Int64(account.id) else { return }
        let old = Access.feeds(employee: change.employee, roles: before)
        let new = Access.feeds(employee: change.employee, roles: after)
        for feed in new where !old.contains(feed) { changes.grant(feed, to: subject) }
        for feed in old where !new.contains(feed) { changes.endGrant(feed, of: subject) }
        changes.touch(subject: subject)
    }
}
