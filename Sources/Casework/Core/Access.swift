package import Base
package import Records

/// Why somebody reads a record of another; a closed list, written into the log with every such read.
package enum Purpose: String, CaseIterable, Codable, Sendable {
    /// To decide a request that is in one's hands.
    case handle
    /// Personnel work of HR.
    case personnel
    /// Wages and reimbursement.
    case payroll
    /// An auditor's check.
    case audit
}

/// The one place that says who may read what: used by pull, get, blob, push and every online question (protocol §10).
package enum Access {
    /// The feeds that a member holds by employment and roles. Identity grants these; delegations add inboxes for a time.
    package static func feeds(employee: String?, roles: Set<Role>) -> [Feed] {
        var feeds: [Feed] = [.tenant]
        guard let employee else { return feeds }
        feeds.append(.employee(employee))
        if roles.contains(where: { $0 != .employee }) { feeds.append(.inbox(employee)) }
        if roles.contains(.hr) { feeds.append(.hr) }
        if roles.contains(.finance) { feeds.append(.finance) }
        if roles.contains(.auditor) { feeds.append(.audit) }
        if roles.contains(.admin) { feeds.append(.admin) }
        return feeds
    }

    /// Which role reads which collection of other people, and why. What is not listed nobody else reads. A manager's entries hold
    /// for the own line only; pay and health data have none (A7).
    package static let matrix: [String: [Role: Set<Purpose>]] = [
        Employee.schema.name: [.manager: [.handle], .hr: [.handle, .personnel], .finance: [.payroll], .auditor: [.audit]],
        EmployeePrivate.schema.name: [.hr: [.personnel], .finance: [.payroll]],
        Contract.schema.name: [.hr: [.personnel], .finance: [.payroll], .auditor: [.audit]],
        ProfileCorrection.schema.name: [.hr: [.handle, .personnel], .auditor: [.audit]],
        Payslip.schema.name: [.hr: [.payroll], .finance: [.payroll], .auditor: [.audit]],
        PayslipCost.schema.name: [.hr: [.payroll], .finance: [.payroll], .auditor: [.audit]],
        Contribution.schema.name: [.hr: [.payroll, .personnel], .finance: [.payroll], .auditor: [.audit]],
        LeaveBalance.schema.name: [.manager: [.handle], .hr: [.handle, .personnel], .auditor: [.audit]],
        Leave.schema.name: [.manager: [.handle], .hr: [.handle, .personnel], .auditor: [.audit]],
        Notice.schema.name: [.hr: [.handle, .personnel], .auditor: [.audit]],
        NoticeReceipt.schema.name: [.hr: [.handle, .personnel], .auditor: [.audit]],
        Reimbursement.schema.name: [.finance: [.handle, .payroll], .auditor: [.audit]],
        ReimbursementCheck.schema.name: [.finance: [.handle, .payroll], .auditor: [.audit]],
        Appeal.schema.name: [.hr: [.handle], .auditor: [.handle, .audit]],
        Delegation.schema.name: [.hr: [.personnel], .auditor: [.audit]],
        ImportRun.schema.name: [.hr: [.personnel], .admin: [.personnel], .auditor: [.audit]],
        LegalHold.schema.name: [.hr: [.personnel], .admin: [.personnel], .auditor: [.audit]],
        HoldMark.schema.name: [.auditor: [.audit]],
        Deletion.schema.name: [.hr: [.personnel], .auditor: [.audit]],
        Erasure.schema.name: [.hr: [.handle, .personnel], .admin: [.personnel], .auditor: [.audit]],
        AccessConsent.schema.name: [.auditor: [.audit]],
    ]

    /// Leave whose kind or reason speaks of health: HR's, never the line's.
    package static let healthLeave: Set<LeaveType> = [.sick, .injury, .maternity, .prenatal, .nursing]

    /// Whether the actor may read this record. `holds`: the actor has a live grant on the record's feed. Anything false is 1402.
    package static func mayRead(
        _ schema: CollectionSchema, id: String, feed: Feed, holds: Bool, actor: Actor, purpose: Purpose?, on today: LocalDate,
        _ reader: any RecordReader
    ) throws -> Bool {
        guard try !isBarred(actor, schema, id, reader) else { return false }
        if holds, feed.isPullable { return true }
        guard let purpose, let rule = matrix[schema.name] else { return false }
        for role in actor.roles where rule[role]?.contains(purpose) ?? false {
            if role != .manager { return true }
            if try leads(actor, schema, id: id, feed: feed, on: today, reader) { return true }
        }
        return false
    }

    /// Whether the record belongs to somebody of the actor's line, or of a line the actor stands in for, and says nothing of health.
    private static func leads(
        _ actor: Actor, _ schema: CollectionSchema, id: String, feed: Feed, on today: LocalDate, _ reader: any RecordReader
    ) throws -> Bool {
        guard let me = actor.employee, case .employee(let subject) = feed, subject != me,
            let head = try reader.record(Employee.self, id: subject)?.record.reportsTo, head != subject
        else { return false }
        if schema.code == Leave.schema.code, let leave = try reader.record(Leave.self, id: id)?.record {
            guard !healthLeave.contains(leave.leaveType) else { return false }
        }
        if schema.code == LeaveBalance.schema.code, let balance = try reader.record(LeaveBalance.self, id: id)?.record {
            guard !healthLeave.contains(balance.leaveType) else { return false }
        }
        if head == me { return true }
        return try People.delegations(from: head, to: me, reader).contains { $0.isInForce(on: today) }
    }

    /// Whether a task is in the actor's hands: of an own queue or inbox, or of one the actor stands in for.
    package static func mayWork(_ task: Stored<CaseTask>, actor: Actor, _ reader: any RecordReader) throws -> Bool {
        guard let me = actor.employee, try !isBarred(me, from: task.record, reader) else { return false }
        if let role = Tasks.role(of: task.feed) { return actor.roles.contains(role) }
        guard let owner = Tasks.owner(of: task.feed) else { return false }
        return try owner == me || !People.delegations(from: owner, to: me, reader).filter { $0.status == .active }.isEmpty
    }
}

/// Subjects whom a record bars as readers and deciders, whatever their role (protocol §10, H3).
extension Access {
    /// The accused, the first decider, and those who report to the accused or stand in for them.
    package static func isBarred(_ person: String, from parties: AppealParties, _ reader: any RecordReader) throws -> Bool {
        if parties.raisedBy == person { return false }
        if parties.excluded.contains(person) || parties.against == person { return true }
        guard let accused = parties.against else { return false }
        if try reader.record(Employee.self, id: person)?.record.reportsTo == accused { return true }
        return try People.delegations(from: accused, to: person, reader).contains { $0.status == .active || $0.status == .scheduled }
    }

    /// Whether a task's matter bars a person from working on it: applicants and parties.
    package static func isBarred(_ person: String, from task: CaseTask, _ reader: any RecordReader) throws -> Bool {
        guard let subject = task.subjectId, let collection = task.subjectCollection else { return false }
        switch collection {
        case Appeal.schema.name:
            guard let appeal = try reader.record(Appeal.self, id: subject)?.record else { return false }
            return try appeal.raisedBy == person || isBarred(person, from: AppealParties(appeal), reader)
        case Leave.schema.name: return try reader.record(Leave.self, id: subject)?.record.employee == person
        case Reimbursement.schema.name: return try reader.record(Reimbursement.self, id: subject)?.record.employee == person
        case ProfileCorrection.schema.name: return try reader.record(ProfileCorrection.self, id: subject)?.record.employee == person
        case Payslip.schema.name: return try reader.record(Payslip.self, id: subject)?.record.employee == person
        case Erasure.schema.name: return try reader.record(Erasure.self, id: subject)?.record.employee == person
        default: return false
        }
    }

    private static func isBarred(_ actor: Actor, _ schema: CollectionSchema, _ id: String, _ reader: any RecordReader) throws -> Bool {
        guard let me = actor.employee else { return false }
        switch schema.code {
        case Appeal.schema.code:
            return try barring(id, me, reader)
        case CaseTask.schema.code:
            guard let task = try reader.record(CaseTask.self, id: id)?.record, task.kind == .appealDecide else { return false }
            return try barring(task.subjectId, me, reader)
        case Notice.schema.code:
            guard let notice = try reader.record(Notice.self, id: id)?.record else { return false }
            return try barring(notice, me, reader)
        case NoticeReceipt.schema.code:
            guard let receipt = try reader.record(NoticeReceipt.self, id: id)?.record, receipt.employee != me,
                let notice = try reader.record(Notice.self, id: receipt.notice)?.record
            else { return false }
            return try barring(notice, me, reader)
        default:
            return false
        }
    }

    private static func barring(_ appeal: String?, _ person: String, _ reader: any RecordReader) throws -> Bool {
        guard let appeal, let record = try reader.record(Appeal.self, id: appeal)?.record else { return false }
        return try isBarred(person, from: AppealParties(record), reader)
    }

    /// A notice that serves the decision of an appeal is as closed as the appeal.
    private static func barring(_ notice: Notice, _ person: String, _ reader: any RecordReader) throws -> Bool {
        guard notice.aboutCollection == Appeal.schema.name, notice.employee != person else { return false }
        return try barring(notice.aboutId, person, reader)
    }
}
