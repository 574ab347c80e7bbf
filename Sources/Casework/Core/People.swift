package import Base
package import Records

/// Who is who: the facts about people that commands of every area load.
package enum People {
    /// The employee behind the actor; 1401 where there is none.
    package static func own(_ actor: Actor, _ reader: any RecordReader) throws -> Stored<Employee> {
        guard let id = actor.employee, let stored = try reader.record(Employee.self, id: id) else {
            throw Refusal.forbidden("access.no_employee", zh: "此账号不属于任何员工。", en: "This account belongs to no employee.")
        }
        return stored
    }

    /// A record that lives in the actor's own feed; anything else is 1402, whether or not it exists.
    package static func ownRecord<R: Record>(_: R.Type, _ id: String, _ actor: Actor, _ reader: any RecordReader) throws -> Stored<R> {
        guard let me = actor.employee, let stored = try reader.record(R.self, id: id), stored.feed == .employee(me) else {
            throw Refusal.notFound
        }
        return stored
    }

    package static func account(of employee: String, _ reader: any RecordReader) throws -> Stored<Account>? {
        guard let id = try reader.find(.account, employee) else { return nil }
        return try reader.record(Account.self, id: id)
    }

    /// The number that grants name; nil where the person has no account yet.
    package static func subject(of employee: String, _ reader: any RecordReader) throws -> Int64? {
        try reader.find(.account, employee).flatMap { Int64($0) }
    }

    /// Whether the person holds the role and can sign in.
    package static func holds(_ role: Role, _ employee: String, _ reader: any RecordReader) throws -> Bool {
        guard let account = try account(of: employee, reader)?.record else { return false }
        return account.roles.contains(role.rawValue) && (account.status == .active || account.status == .invited)
    }

    /// Who decides for this person: the line manager, where there is one who holds the role and still works here.
    package static func approver(of person: Employee, _ reader: any RecordReader) throws -> String? {
        guard let manager = person.reportsTo, manager != person.id, try holds(.manager, manager, reader) else { return nil }
        guard let record = try reader.record(Employee.self, id: manager)?.record, record.employmentStatus == .active else { return nil }
        return manager
    }

    /// Delegations that name this delegate, set by this person.
    package static func delegations(from delegator: String, to delegate: String?, _ reader: any RecordReader) throws -> [Delegation] {
        guard let delegate else { return [] }
        return try reader.records(Delegation.self, in: .employee(delegator), limit: 500).map(\.record).filter { $0.delegate == delegate }
    }
}

extension Delegation {
    /// Whether it counts on that day. The dates decide; `status` only says what the timers have done so far.
    package func isInForce(on day: LocalDate) -> Bool {
        (status == .scheduled || status == .active) && fromDate <= day && day <= untilDate
    }
}

/// Rules of every decision.
package enum Decision {
    /// Nobody decides their own request: no setting turns this off (E8).
    package static func notOwn(_ actor: Actor, applicant: String) throws(Refusal) {
        guard actor.employee != nil, actor.employee != applicant else {
            throw .rule("decision.own", zh: "任何人不能审批自己的申请。", en: "Nobody decides their own request.")
        }
    }

    /// A refusal carries a reason code and a text (E6).
    package static func reasons(code: String?, text: String?) throws(Refusal) -> (code: String, text: String) {
        guard let code else {
            throw .invalid("reason_code", "decision.reason_code", zh: "拒绝时须注明理由代码。", en: "A refusal needs a reason code.")
        }
        guard let text else {
            throw .invalid("reason", "decision.reason", zh: "拒绝时须写明理由。", en: "A refusal needs a reason in words.")
        }
        try Check.code(code, "reason_code")
        try Check.text(text, "reason")
        return (code, text)
    }
}
