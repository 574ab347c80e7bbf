package import Records
package import Wire

/// `task.complete`: ends a task that has no decision of its own, with a note of what was done.
package enum TaskComplete: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var note: String
    }

    package static let op = "task.complete"
    package static let area = "task"
    package static let roles: Set<Role> = [.manager, .hr, .finance, .auditor, .admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [.text("id", "task"), .text("note", "what was done, ≤ 1,000 bytes")]
    package static let meaning = LocalizedText(zh: "完成一项无需审批的任务。", en: "Ends a task that needs no decision.")
    package static let example: JSON = ["id": "payslip_dispute.24", "note": "已电话说明加班费的计算"]

    /// Tasks that only a decision may end.
    package static let decided: Set<TaskKind> = [
        .leaveDecide, .leaveCancel, .reimbursementDecide, .reimbursementPay, .appealDecide, .profileDecide,
    ]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Stored<CaseTask> {
        guard let task = try reader.record(CaseTask.self, id: a.id), try Access.mayWork(task, actor: actor, reader) else {
            throw Refusal.notFound
        }
        return task
    }

    package static func decide(_ a: Arguments, _ stored: Stored<CaseTask>, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.note, "note", 1...1000)
        guard !decided.contains(stored.record.kind) else {
            throw .rule("task.needs_decision", zh: "此任务须以审批结束。", en: "Only a decision ends this task.")
        }
        var task = stored.record
        task.status = try Tasks.table.step(stored, from: task.status, .complete)
        task.doneAt = env.now
        task.history.record(env.entry(op, task.status, reason: a.note))
        var changes = Changes()
        changes.put(task, in: stored.feed)
        changes.result = ["id": .string(task.id), "status": .string(task.status.rawValue)]
        return changes
    }
}
