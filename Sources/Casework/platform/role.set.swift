package import Base
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
        /// Everybody who holds a staff role, to be told.
        package var officers: [String]
        /// On whose word the device signs that asks.
        package var hand: (text: String, since: Timestamp)?
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
    package static let meaning = LocalizedText(
        zh: "设置角色；授予管理类角色须第二名管理员确认，没有其他管理员时立即生效并通知所有管理类人员，且30天内此人不能复核授予人提出的事项。",
        en: "Sets roles; giving a staff role takes a second admin. Where there is none it takes effect at once, every holder of a staff role is told, "
            + "and for 30 days the person confirms nothing that the giver asked for.")
    package static let example: JSON = ["id": "S1aBcDeFgHi", "employee": "184", "roles": ["employee", "manager"], "reason": "任命为班组长"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        guard try !reader.isTaken(RoleChange.schema, id: a.id) else { throw Refusal.idTaken }
        guard let account = try People.account(of: a.employee, reader) else { throw Refusal.notFound }
        let admins = try reader.holders(of: .admin)
        let officers = try Set(Role.staff.flatMap { try reader.holders(of: $0) }).sorted()
        return Facts(
            account: account, others: admins.filter { $0 != actor.employee && $0 != a.employee }, admins: admins, officers: officers,
            hand: try TwoPersons.hand(of: actor, reader))
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
        change.askedUnder = TwoPersons.kept(facts.hand, env.now)
        let givesStaff = !after.subtracting(before).isDisjoint(with: Role.staff)
        let needsSecond = givesStaff && !facts.others.isEmpty
        if !needsSecond { change.status = .confirmed }
        change.history.record(env.entry(op, change.status, reason: a.reason))
        var changes = Changes()
        changes.create(change, in: .admin)
        if needsSecond {
            // In every admin's inbox; the one who asked cannot do it.
            Tasks.open(
                .roleConfirm, about: RoleChange.self, a.id, in: .admin, due: Deadlines.after(RoleConfirm.days, env.today), env, &changes)
        } else {
            RoleSet.apply(change, to: facts.account, op: op, env, &changes)
            if givesStaff { try tell(change, facts.officers, env, &changes) }
        }
        changes.result = ["id": .string(a.id), "status": .string(change.status.rawValue)]
        return changes
    }

    /// One person alone made an officer: everybody who holds a staff role is told, and until when that officer confirms nothing.
    private static func tell(_ change: RoleChange, _ officers: [String], _ env: Environment, _ changes: inout Changes) throws(Refusal) {
        let from = env.today.adding(days: TwoPersons.days).map { "\($0)" } ?? ""
        let added = Set(change.rolesAfter).subtracting(change.rolesBefore).sorted().joined(separator: ", ")
        let texts = [
            NoticeText(
                lang: "zh-Hans", title: "管理类角色由一人单独授予",
                body: "员工\(change.employee)获得角色：\(added)。授予人：员工\(change.askedBy)，无第二人确认（单位没有其他管理员）。理由：\(change.reason)\n"
                    + "\(from)之前，此人不能作为复核人确认授予人提出的删除、个人信息删除和角色变更。如有异议，请提出申诉或联系平台。"),
            NoticeText(
                lang: "en", title: "A staff role was given by one person alone",
                body: "Employee \(change.employee) was given: \(added), by employee \(change.askedBy) and without a second person (there is no other "
                    + "admin). Reason: \(change.reason)\nUntil \(from) this person cannot confirm deletions, erasures and changes of roles that the "
                    + "giver asked for. If you object, file an appeal or turn to the operator of the platform."),
        ]
        for officer in Set(officers + [change.employee]).subtracting([change.askedBy]).sorted() {
            try PersonalNotice.send(
                kind: .general, texts, requires: .read, to: officer, about: RoleChange.self, change.id, due: nil, env, &changes)
        }
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
