package import Base
package import Records
package import Wire

/// `task.due` (server only): the day of a task has passed. Marks it, and hands it up where one person sat on it: an approver's
/// inbox to HR, an appeal to the auditors.
package enum TaskDue: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var due: LocalDate
    }

    package struct Facts: Sendable {
        package var task: Stored<CaseTask>?
        /// Feed to hand up to; nil: it stays.
        package var next: Feed?
    }

    package static let op = "task.due"
    package static let area = "task"
    package static let roles: Set<Role> = []
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [.text("id", "task"), .date("due", "the day that passed")]
    package static let meaning = LocalizedText(zh: "任务到期未办：标记并上交。", en: "A task's day has passed: marks it and hands it up.")
    package static let example: JSON = ["id": "leave_decide.L7pAbCdEfGh", "due": "2026-11-24"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let task = try reader.record(CaseTask.self, id: a.id) else { return Facts(task: nil, next: nil) }
        if task.record.kind == .appealDecide, let subject = task.record.subjectId {
            let appeal = try reader.record(Appeal.self, id: subject)?.record
            let next = try appeal.flatMap { try AppealRouting.nextUp(of: task.feed, $0, reader) }
            return Facts(task: task, next: next)
        }
        return Facts(task: task, next: Tasks.owner(of: task.feed) == nil ? nil : .hr)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        guard let stored = facts.task, stored.record.status == .open || stored.record.status == .claimed,
            stored.record.dueDate == a.due
        else { return changes }
        var task = stored.record
        task.overdue = true
        if facts.next != nil {
            task.status = .open
            task.assignee = nil
        }
        task.history.record(env.entry(op, task.status))
        changes.put(task, in: facts.next ?? stored.feed)
        return changes
    }
}
