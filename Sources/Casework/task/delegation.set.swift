package import Base
package import Records
package import Wire

/// `delegation.set`: somebody else works a handler's inbox for a time. Dated, never to oneself, and it does not cascade: rights held
/// by a delegation are not passed on (E5). The line manager sets it for the own inbox, HR for anybody's.
package enum DelegationSet: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var delegate: String
        package var from: LocalDate
        package var until: LocalDate
        package var delegator: String?
        package var reason: String?
    }

    package struct Facts: Sendable {
        package var delegator: Employee
        package var delegate: Employee
        /// The delegate's number for grants.
        package var subject: Int64
        /// Whether the delegator holds a handler's role, and so an inbox.
        package var hasInbox: Bool
        package var others: [Delegation]
    }

    package static let op = "delegation.set"
    package static let area = "task"
    package static let roles: Set<Role> = [.manager, .hr]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [
        .text("id", "id of the new delegation, 11 characters"), .text("delegate", "employee id of who stands in"),
        .date("from", "first day"), .date("until", "last day; at most 180 days"),
        .text("delegator", optional: true, "employee id of who is away; the actor unless stated, which only HR may"),
        .text("reason", optional: true, "why, ≤ 500 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "设置审批代理（有期限，不可转委托）。", en: "Lets somebody decide in another's place for a time.")
    package static let example: JSON = [
        "id": "D6aBcDeFgHi", "delegate": "185", "from": "2026-12-01", "until": "2026-12-14", "reason": "出差",
    ]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        let me = try People.own(actor, reader).record
        guard try !reader.isTaken(Delegation.schema, id: a.id) else { throw Refusal.idTaken }
        let away = a.delegator ?? me.id
        guard away == me.id || actor.roles.contains(.hr), let delegator = try reader.record(Employee.self, id: away)?.record else {
            throw Refusal.notFound
        }
        guard let delegate = try reader.record(Employee.self, id: a.delegate)?.record,
            let account = try People.account(of: a.delegate, reader)?.record, let subject = Int64(account.id), account.status == .active
        else {
            throw Refusal.rule(
                "delegation.no_delegate", zh: "代理人不存在或没有可用账号。", en: "There is no such person with a working account.", field: "delegate")
        }
        let roles = try People.account(of: away, reader)?.record.roles ?? []
        return Facts(
            delegator: delegator, delegate: delegate, subject: subject, hasInbox: roles.contains { $0 != Role.employee.rawValue },
            others: try reader.records(Delegation.self, in: .employee(away), limit: 500).map(\.record))
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try Check.text(a.reason, "reason", 1...500)
        try Check.period(a.from, a.until, fields: ("from", "until"), days: Deadlines.delegationDays)
        guard a.from >= env.today else {
            throw .invalid(
                "from", "delegation.past", zh: "代理不能从过去开始。", en: "It cannot begin in the past.", nearest: .string("\(env.today)"))
        }
        guard facts.delegate.id != facts.delegator.id else {
            throw .invalid("delegate", "delegation.self", zh: "不能委托给本人。", en: "Nobody stands in for themselves.")
        }
        guard facts.delegate.employmentStatus == .active else {
            throw .rule("delegation.not_active", zh: "代理人不在职。", en: "That person does not work here now.", field: "delegate")
        }
        guard facts.hasInbox else {
            throw .rule("delegation.no_inbox", zh: "委托人没有审批职责，无需代理。", en: "There is nothing to stand in for.", field: "delegator")
        }
        if let clash = facts.others.first(where: { overlaps($0, a) }) {
            throw .rule(
                "delegation.overlap", zh: "与已有代理重叠（至\(clash.untilDate)）。", en: "It overlaps a delegation until \(clash.untilDate).",
                field: "from", nearest: clash.untilDate.adding(days: 1).map { .string("\($0)") })
        }
        var delegation = Delegation(
            id: a.id, delegator: facts.delegator.id, delegate: facts.delegate.id, fromDate: a.from, untilDate: a.until,
            status: .scheduled,
            reason: a.reason, setBy: env.actor.name, setAt: env.now)
        delegation.history.record(env.entry(op, delegation.status, reason: a.reason))
        var changes = Changes()
        if a.from <= env.today {
            delegation.status = .active
            DelegationCase.begin(delegation, subject: facts.subject, &changes)
        } else {
            changes.schedule(DelegationBegin.op, at: Deadlines.startOf(a.from), ["id": .string(a.id)])
        }
        changes.schedule(DelegationEnd.op, at: Deadlines.endOf(a.until), ["id": .string(a.id)])
        changes.create(delegation, in: .employee(facts.delegator.id))
        changes.result = ["id": .string(a.id), "status": .string(delegation.status.rawValue)]
        return changes
    }

    private static func overlaps(_ other: Delegation, _ a: Arguments) -> Bool {
        (other.status == .scheduled || other.status == .active) && other.fromDate <= a.until && a.from <= other.untilDate
    }
}
