package import Records
package import Wire

/// `employee.leave` (server only): the last working day has passed: the account becomes a leaver's, staff roles and their feeds end.
package enum EmployeeLeave: Command {
    package struct Arguments: Codable, Sendable {
        package var employee: String
    }

    package struct Facts: Sendable {
        package var person: Stored<Employee>?
        package var account: Stored<Account>?
    }

    package static let op = "employee.leave"
    package static let area = "employment"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("employee", "employee id")]
    package static let meaning = LocalizedText(
        zh: "最后工作日已过：账号转为离职账号。", en: "The last working day has passed: the account becomes a leaver's.")
    package static let example: JSON = ["employee": "184"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        Facts(person: try reader.record(Employee.self, id: a.employee), account: try People.account(of: a.employee, reader))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        guard let stored = facts.person, stored.record.employmentStatus != .left, let last = stored.record.relievingDate, last < env.today
        else { return changes }
        var person = stored.record
        close(&person, facts.account, op: op, env, &changes)
        changes.put(person, in: stored.feed)
        return changes
    }

    /// Reading remains: `t` and the own feed stay granted.
    package static func close(
        _ person: inout Employee, _ stored: Stored<Account>?, op: String, _ env: Environment, _ changes: inout Changes
    ) {
        person.employmentStatus = .left
        person.modifiedAt = env.now
        guard let stored, let subject = Int64(stored.record.id), stored.record.status != .closed else { return }
        var account = stored.record
        let before = Set(account.roles.compactMap(Role.init(rawValue:)))
        account.roles = [Role.employee.rawValue]
        account.status = .leaver
        account.history.record(env.entry(op, account.status))
        changes.put(account, in: stored.feed)
        let kept = Set(Access.feeds(employee: person.id, roles: [.employee]))
        for feed in Access.feeds(employee: person.id, roles: before) where !kept.contains(feed) { changes.endGrant(feed, of: subject) }
        changes.touch(subject: subject)
    }
}
