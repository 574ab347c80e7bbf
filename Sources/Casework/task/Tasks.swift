package import Base
package import Records
import Wire

/// What can happen to a task.
package enum TaskEvent: String, CaseIterable, Sendable {
    case claim, pass, release, complete, cancel, reopen
}

/// Tasks of handlers: made, closed and moved by the commands of every area.
package enum Tasks {
    package static let table = StateTable<TaskStatus, TaskEvent>(
        "task",
        [
            .open: [.claim: .claimed, .pass: .claimed, .complete: .done, .cancel: .cancelled],
            .claimed: [.claim: .claimed, .pass: .claimed, .release: .open, .complete: .done, .cancel: .cancelled],
            .done: [.reopen: .open],
            .cancelled: [.reopen: .open],
        ],
        labels: { status in
            switch status {
            case .open: LocalizedText(zh: "待处理", en: "open")
            case .claimed: LocalizedText(zh: "处理中", en: "claimed")
            case .done: LocalizedText(zh: "已完成", en: "done")
            case .cancelled: LocalizedText(zh: "已取消", en: "cancelled")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    /// The id of the task about a record: one task per kind and record, found without an index.
    package static func id(_ kind: TaskKind, _ subject: String) -> String { kind.rawValue + "." + subject }

    package static func title(_ kind: TaskKind) -> LocalizedText {
        switch kind {
        case .leaveDecide: LocalizedText(zh: "审批请假申请", en: "Decide a leave request")
        case .leaveCancel: LocalizedText(zh: "审批销假申请", en: "Decide a leave cancellation")
        case .leaveFollowUp: LocalizedText(zh: "长假跟进：说明社保个人部分的缴纳方式", en: "Long leave: offer ways to pay the employee's premium share")
        case .reimbursementDecide: LocalizedText(zh: "审核报销单", en: "Decide an expense claim")
        case .reimbursementPay: LocalizedText(zh: "支付报销款", en: "Pay an expense claim")
        case .appealDecide: LocalizedText(zh: "处理一件申诉", en: "Handle an appeal")
        case .profileDecide: LocalizedText(zh: "审核资料更正", en: "Decide a correction of a record")
        case .payslipDispute: LocalizedText(zh: "答复工资条异议", en: "Answer a payslip dispute")
        case .noticeDispute: LocalizedText(zh: "答复通知异议", en: "Answer a contested notice")
        case .deletionConfirm: LocalizedText(zh: "复核一份到期删除清单", en: "Confirm a deletion")
        case .erasureDecide: LocalizedText(zh: "处理个人信息删除请求", en: "Decide a request for erasure")
        case .erasureConfirm: LocalizedText(zh: "复核个人信息删除", en: "Confirm an erasure")
        case .roleConfirm: LocalizedText(zh: "复核一项角色变更", en: "Confirm a change of roles")
        case .other: LocalizedText(zh: "待办事项", en: "A task")
        }
    }

    /// Puts a task into an inbox, or opens it again, and plans what happens when its day passes.
    package static func open<R: Record>(
        _ kind: TaskKind, about _: R.Type, _ subject: String, in feed: Feed, due: LocalDate, existing: Stored<CaseTask>? = nil,
        _ env: Environment, _ changes: inout Changes
    ) {
        let event = existing == nil ? "task.open" : "task.reopen"
        var task = existing?.record ?? CaseTask(
            id: id(kind, subject), kind: kind, title: title(kind), subjectCollection: R.schema.name, subjectId: subject,
            status: .open, overdue: false, createdAt: env.now)
        task.status = .open
        task.dueDate = due
        task.overdue = false
        task.assignee = nil
        task.doneAt = nil
        task.history.record(env.entry(event, TaskStatus.open))
        if existing == nil { changes.create(task, in: feed) } else { changes.put(task, in: feed) }
        changes.schedule(TaskDue.op, at: Deadlines.endOf(due), ["id": .string(task.id), "due": .string("\(due)")])
    }

    /// Ends the task of a matter that is settled; nothing where there is none or it has ended.
    package static func close(
        _ stored: Stored<CaseTask>?, _ event: TaskEvent, _ env: Environment, _ changes: inout Changes, reason: String? = nil
    ) {
        guard let stored, let next = table[state: stored.record.status, event: event] else { return }
        var task = stored.record
        task.status = next
        task.doneAt = env.now
        task.history.record(env.entry("task." + event.rawValue, next, reason: reason))
        changes.put(task, in: stored.feed)
    }

    /// Who holds the queue a task lies in; for a handler's own inbox its owner.
    package static func role(of feed: Feed) -> Role? {
        switch feed {
        case .hr: .hr
        case .finance: .finance
        case .audit: .auditor
        case .admin: .admin
        default: nil
        }
    }

    /// The owner of an inbox `q/m-<employee>`.
    package static func owner(of feed: Feed) -> String? {
        guard case .queue(let name) = feed, name.hasPrefix("m-") else { return nil }
        return String(name.dropFirst(2))
    }
}
