package import Records
package import Wire

/// `leave.cancel`: gives approved leave back. Before its first day it takes effect at once; from then on it is a request of its own
/// that the same people decide (E7).
package enum LeaveCancel: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var reason: String
    }

    package static let op = "leave.cancel"
    package static let area = "leave"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [.text("id", "the leave"), .text("reason", "why, ≤ 2,000 bytes")]
    package static let meaning = LocalizedText(zh: "销假：取消已批准的请假。", en: "Cancels approved leave.")
    package static let example: JSON = ["id": "L7pAbCdEfGh", "reason": "提前返岗"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> LeaveFacts {
        try LeaveFacts.load(People.ownRecord(Leave.self, a.id, actor, reader), actor, reader)
    }

    package static func decide(_ a: Arguments, _ facts: LeaveFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.reason, "reason")
        var leave = facts.leave.record
        if leave.status == .open {
            throw Refusal.moved(
                facts.leave, "leave.cancel_open", zh: "申请尚未审批，请用撤回（leave.withdraw）。",
                en: "It is not decided yet; withdraw it instead (leave.withdraw).")
        }
        let hasBegun = leave.fromDate <= env.today
        leave.status = try LeaveCase.table.step(facts.leave, from: leave.status, hasBegun ? .askCancel : .cancel)
        leave.cancelReason = a.reason
        leave.history.record(env.entry(op, leave.status, reason: a.reason))
        var changes = Changes()
        changes.put(leave, in: facts.leave.feed)
        if hasBegun {
            Tasks.open(
                .leaveCancel, about: Leave.self, leave.id, in: facts.approver.map(Feed.inbox) ?? .hr,
                due: Deadlines.after(Deadlines.leaveDays, env.today), existing: facts.cancelTask, env, &changes)
        } else {
            facts.ledger(&changes) { $0.giveBack(leave.total, ref: leave.id, env) }
            Tasks.close(facts.followUp, .cancel, env, &changes)
        }
        changes.result = LeaveFacts.result(leave)
        return changes
    }
}
