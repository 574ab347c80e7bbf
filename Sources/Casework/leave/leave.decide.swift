import Base
package import Records
package import Wire

/// `leave.decide`: approves or rejects a leave request, or its cancellation once the leave has begun. The line manager decides, or
/// who stands in for them by a dated delegation, or HR; never the applicant (E5, E6, E8).
package enum LeaveDecide: Command {
    package typealias Arguments = Ruling

    package static let op = "leave.decide"
    package static let area = "leave"
    package static let roles: Set<Role> = [.manager, .hr]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = Ruling.columns(
        "the leave", decision: "approve or reject; of leave that waits for its cancellation: that")
    package static let meaning = LocalizedText(zh: "审批请假或销假。", en: "Decides a leave request or a cancellation.")
    package static let example: JSON = ["id": "L7pAbCdEfGh", "decision": "reject", "reason_code": "staffing", "reason": "当周盘点，请改期"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> LeaveFacts {
        guard let leave = try reader.record(Leave.self, id: a.id) else { throw Refusal.notFound }
        let facts = try LeaveFacts.load(leave, actor, reader)
        // Outside the line and outside HR the request does not exist; the applicant is told the rule instead.
        let me = actor.employee
        let inLine =
            me != nil && (me == facts.approver || me == facts.leave.record.approver && !isHealth(facts) || !facts.delegations.isEmpty)
        guard actor.roles.contains(.hr) || inLine || leave.record.employee == me else { throw Refusal.notFound }
        return facts
    }

    private static func isHealth(_ facts: LeaveFacts) -> Bool { Access.healthLeave.contains(facts.leave.record.leaveType) }

    package static func decide(_ a: Arguments, _ facts: LeaveFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.word(a.decision, "decision")
        try Decision.notOwn(env.actor, applicant: facts.leave.record.employee)
        try mayDecide(facts, env)
        var leave = facts.leave.record
        let isCancellation = leave.status == .pendingCancellation
        let event: LeaveEvent =
            switch (a.decision, isCancellation) {
            case (.approve, true): .allowCancel
            case (_, true): .refuseCancel
            case (.approve, false): .approve
            default: .reject
            }
        leave.status = try LeaveCase.table.step(facts.leave, from: leave.status, event)
        if a.decision == .reject {
            let reasons = try Decision.reasons(code: a.reasonCode, text: a.reason)
            (leave.rejectCode, leave.rejectReason) = (reasons.code, reasons.text)
        } else {
            try Check.text(a.reason, "reason")
        }
        (leave.decidedBy, leave.decidedAt) = (env.actor.employee, env.now)
        leave.history.record(env.entry(op, leave.status, reason: a.reason))
        var changes = Changes()
        changes.put(leave, in: facts.leave.feed)
        facts.ledger(&changes) { ledger in
            switch event {
            case .approve: ledger.take(leave.total, ref: leave.id, env)
            case .reject: ledger.release(leave.total, env)
            case .allowCancel: ledger.giveBack(leave.total, ref: leave.id, env)
            default: break
            }
        }
        Tasks.close(isCancellation ? facts.cancelTask : facts.decideTask, .complete, env, &changes)
        if event == .approve { followUp(leave, facts, env, &changes) }
        changes.result = LeaveFacts.result(leave)
        return changes
    }

    /// HR decides everything that is not its own; the line only by the approver or in their place.
    private static func mayDecide(_ facts: LeaveFacts, _ env: Environment) throws(Refusal) {
        if env.actor.roles.contains(.hr) { return }
        let me = env.actor.employee
        if me == facts.approver || me == facts.leave.record.approver { return }
        guard facts.delegations.contains(where: { $0.isInForce(on: env.today) }) else {
            throw .rule("leave.delegation_over", zh: "代理审批的期限不在今天。", en: "Your delegation is not in force today.")
        }
    }

    /// Leave over a month without pay: offer ways to pay the employee's share of the premiums (LVE-04).
    private static func followUp(_ leave: Leave, _ facts: LeaveFacts, _ env: Environment, _ changes: inout Changes) {
        guard LeaveCase.needsNotice.contains(leave.leaveType), leave.fromDate.days(until: leave.toDate) >= 30 else { return }
        Tasks.open(
            .leaveFollowUp, about: Leave.self, leave.id, in: .hr, due: Deadlines.after(Deadlines.leaveDays, env.today),
            existing: facts.followUp, env, &changes)
    }
}

/// A decision of one person.
package enum Verdict: String, Word {
    case approve, reject, other
}
