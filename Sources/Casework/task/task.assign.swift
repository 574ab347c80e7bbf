package import Records
package import Wire

/// `task.assign`: takes a task from the queue, passes it to a colleague, or gives it back; the history keeps every hand.
package enum TaskAssign: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        /// Employee id; none: the actor takes it.
        package var assignee: String?
        /// Puts it back into the queue.
        package var release: Bool?
        package var note: String?
    }

    package struct Facts: Sendable {
        package var task: Stored<CaseTask>
        package var assignee: String
        /// Whether the assignee may work this queue at all.
        package var mayWork: Bool
        /// Whether the matter bars the assignee: the applicant, the accused, those near them.
        package var isBarred: Bool
    }

    package static let op = "task.assign"
    package static let area = "task"
    package static let roles: Set<Role> = [.manager, .hr, .finance, .auditor, .admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [
        .text("id", "task"), .text("assignee", optional: true, "employee id; none: the actor takes it"),
        .bool("release", optional: true, "gives it back to the queue"), .text("note", optional: true, "why, ≤ 500 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "认领、转交或退回一项任务。", en: "Takes a task, passes it on or gives it back.")
    package static let example: JSON = ["id": "leave_decide.L7pAbCdEfGh", "note": "我来处理"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        guard let me = actor.employee, let task = try reader.record(CaseTask.self, id: a.id),
            try Access.mayWork(task, actor: actor, reader)
        else { throw Refusal.notFound }
        let assignee = a.assignee ?? me
        let role = Tasks.role(of: task.feed)
        let isOwner = Tasks.owner(of: task.feed) == assignee
        let mayWork = try assignee == me || isOwner || role.map { try People.holds($0, assignee, reader) } ?? false
        let isBarred = try Access.isBarred(assignee, from: task.record, reader)
        return Facts(task: task, assignee: assignee, mayWork: mayWork, isBarred: isBarred)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.note, "note", 1...500)
        let release = a.release ?? false
        if release, a.assignee != nil {
            throw .invalid("assignee", "task.release_or_pass", zh: "退回与转交不能同时进行。", en: "Give it back or pass it on, not both.")
        }
        guard release || facts.mayWork else {
            throw .rule(
                "task.not_in_queue", zh: "对方不在此队列中，无法接手。", en: "That person does not work this queue.", field: "assignee",
                nearest: env.actor.employee.map { .string($0) })
        }
        guard release || !facts.isBarred else {
            throw .rule("task.barred", zh: "此人与该事项有利害关系，不能处理。", en: "That person is party to the matter.", field: "assignee")
        }
        let event: TaskEvent = release ? .release : facts.assignee == env.actor.employee ? .claim : .pass
        var task = facts.task.record
        task.status = try Tasks.table.step(facts.task, from: task.status, event)
        task.assignee = release ? nil : facts.assignee
        task.history.record(env.entry(op, task.status, reason: a.note ?? (release ? nil : facts.assignee)))
        var changes = Changes()
        changes.put(task, in: facts.task.feed)
        changes.result = ["id": .string(task.id), "status": .string(task.status.rawValue)]
        return changes
    }
}
