package import Records
package import Wire

/// `leave.withdraw`: takes a request back before it is decided.
package enum LeaveWithdraw: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var reason: String?
    }

    package static let op = "leave.withdraw"
    package static let area = "leave"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the leave"), .text("reason", optional: true, "why, ≤ 2,000 bytes")]
    package static let meaning = LocalizedText(zh: "撤回尚未审批的请假。", en: "Takes back a leave request that is not decided yet.")
    package static let example: JSON = ["id": "L7pAbCdEfGh", "reason": "行程取消"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> LeaveFacts {
        try LeaveFacts.load(People.ownRecord(Leave.self, a.id, actor, reader), actor, reader)
    }

    package static func decide(_ a: Arguments, _ facts: LeaveFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason")
        var leave = facts.leave.record
        leave.status = try LeaveCase.table.step(facts.leave, from: leave.status, .withdraw)
        leave.history.record(env.entry(op, leave.status, reason: a.reason))
        var changes = Changes()
        changes.put(leave, in: facts.leave.feed)
        facts.ledger(&changes) { $0.release(leave.total, env) }
        Tasks.close(facts.decideTask, .cancel, env, &changes)
        changes.result = LeaveFacts.result(leave)
        return changes
    }
}

/// What a step of a leave rests on.
package struct LeaveFacts: Sendable {
    package var leave: Stored<Leave>
    package var balance: Stored<LeaveBalance>?
    package var decideTask: Stored<CaseTask>?
    package var cancelTask: Stored<CaseTask>?
    package var followUp: Stored<CaseTask>?
    /// The person whose leave it is.
    package var person: Employee?
    /// Who decides now; nil: HR.
    package var approver: String?
    /// Delegations from an approver to the actor.
    package var delegations: [Delegation]

    package static func load(_ leave: Stored<Leave>, _ actor: Actor, _ reader: any RecordReader) throws -> LeaveFacts {
        let record = leave.record
        let person = try reader.record(Employee.self, id: record.employee)?.record
        let isHealth = Access.healthLeave.contains(record.leaveType)
        let approver = isHealth ? nil : try person.flatMap { try People.approver(of: $0, reader) }
        let heads = Set([isHealth ? nil : record.approver, approver].compactMap { $0 })
        return LeaveFacts(
            leave: leave, balance: try record.balanceId.flatMap { try reader.record(LeaveBalance.self, id: $0) },
            decideTask: try reader.record(CaseTask.self, id: Tasks.id(.leaveDecide, record.id)),
            cancelTask: try reader.record(CaseTask.self, id: Tasks.id(.leaveCancel, record.id)),
            followUp: try reader.record(CaseTask.self, id: Tasks.id(.leaveFollowUp, record.id)), person: person, approver: approver,
            delegations: try heads.sorted().flatMap { try People.delegations(from: $0, to: actor.employee, reader) })
    }

    /// Changes the ledger behind the leave, where there is one.
    package func ledger(_ changes: inout Changes, _ body: (inout LeaveBalance) -> Void) {
        guard let balance else { return }
        var record = balance.record
        body(&record)
        changes.put(record, in: balance.feed)
    }

    package static func result(_ leave: Leave) -> JSON {
        ["id": .string(leave.id), "no": .string(leave.no), "status": .string(leave.status.rawValue)]
    }
}
