package import Base
package import Records

/// The last day of a month `YYYY-MM`.
private func end(ofMonth text: String) -> LocalDate? {
    guard let first = LocalDate(text + "-01") else { return nil }
    return LocalDate(year: first.year, month: first.month, day: LocalDate.length(ofMonth: first.month, year: first.year))
}

extension Timestamp {
    fileprivate var day: LocalDate? { date() }
}

extension Payslip: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { max(payDate ?? postingDate ?? endDate, disputedAt?.day ?? endDate) }
    package var retainedLinks: [String] { [amendedFrom, supersededBy].compactMap { $0.map { "payslip/" + $0 } } }
}
extension PayslipCost: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { end(ofMonth: period) }
    package var retainedLinks: [String] { ["payslip/" + payslip] }
}
extension Contract: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? {
        switch status {
        case .terminated, .expired: terminationDate ?? endDate
        default: nil
        }
    }
}
extension Employee: Retained {
    package var retainedPerson: String? { id }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { employmentStatus == .left ? relievingDate : nil }
}
extension EmployeePrivate: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_ context: RetentionContext) throws -> LocalDate? { try context.employmentEnd(employee) }
}
extension Contribution: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_ context: RetentionContext) throws -> LocalDate? {
        // A gap in the contributions is not closed by time.
        guard status != .missed, status != .due, let left = try context.employmentEnd(employee) else { return nil }
        return max(left, end(ofMonth: contributionMonth) ?? left)
    }
}
extension LeaveBalance: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { pending == 0 ? toDate : nil }
}
extension Leave: Retained {
    package var retainedPerson: String? { employee }
    /// Leave for an injury belongs to the injury's file, which has no end by date: review and relapse may come at any time (WII 28, 38).
    package func retainedFrom(_: RetentionContext) -> LocalDate? {
        guard leaveType != .injury else { return nil }
        switch status {
        case .approved, .rejected, .withdrawn, .cancelled: return toDate
        case .open, .pendingCancellation, .other: return nil
        }
    }
    package var retainedLinks: [String] { balanceId.map { ["leave_balance/" + $0] } ?? [] }
}
extension Notice: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? {
        if let effectiveTo { return effectiveTo }
        // One for a single person is done when it was served; a policy counts until another takes its place.
        return employee == nil ? nil : issuedAt.day
    }
    package var retainedLinks: [String] {
        guard let aboutCollection, let aboutId else { return [] }
        return [aboutCollection + "/" + aboutId]
    }
}
extension NoticeReceipt: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_ context: RetentionContext) throws -> LocalDate? { try context.employmentEnd(employee) }
    package var retainedLinks: [String] { ["notice/" + notice] }
}
extension Announcement: Retained {
    package var retainedPerson: String? { nil }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { untilDate ?? (status == .withdrawn ? publishedAt.day : nil) }
}
extension ProfileCorrection: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { status == .open ? nil : decidedAt?.day ?? postingDate }
    package var retainedLinks: [String] { [target + "/" + employee] }
}
extension Delegation: Retained {
    package var retainedPerson: String? { delegator }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { status == .ended || status == .revoked ? untilDate : nil }
}
extension Appeal: Retained {
    package var retainedPerson: String? { raisedBy }
    package func retainedFrom(_: RetentionContext) -> LocalDate? {
        switch status {
        case .decided, .closed, .settled: max(resolutionDate ?? date, appealUntil ?? date)
        case .withdrawn: history.last?.at.day ?? date
        case .open, .underInvestigation, .needsInfo, .other: nil
        }
    }
    package var retainedLinks: [String] {
        var links = appealOf.map { ["appeal/" + $0] } ?? []
        if let subjectRecordType, let subjectRecordId { links.append(subjectRecordType + "/" + subjectRecordId) }
        return links
    }
}
extension Reimbursement: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? {
        switch status {
        case .paid: paymentDate ?? decidedAt?.day
        case .rejected, .withdrawn: decidedAt?.day ?? history.last?.at.day ?? postingDate
        case .submitted, .approved, .other: nil
        }
    }
}
extension ReimbursementCheck: Retained {
    package var retainedPerson: String? { nil }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { foundAt.day }
    package var retainedLinks: [String] { ["reimbursement/" + reimbursement, "reimbursement/" + other] }
}
extension CaseTask: Retained {
    package var retainedPerson: String? { nil }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { doneAt?.day }
    package var retainedLinks: [String] {
        guard let subjectCollection, let subjectId else { return [] }
        return [subjectCollection + "/" + subjectId]
    }
}
extension Receipt: Retained {
    package var retainedPerson: String? { nil }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { receivedAt.day }
    package var retainedLinks: [String] {
        guard let collection, let record else { return [] }
        return [collection + "/" + record]
    }
}
extension RoleChange: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { status == .pending ? nil : askedAt.day }
}
extension HoldMark: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { until?.day }
}
extension Erasure: Retained {
    package var retainedPerson: String? { employee }
    package func retainedFrom(_: RetentionContext) -> LocalDate? {
        switch status {
        case .done, .rejected, .withdrawn: finishedAt?.day ?? history.last?.at.day ?? postingDate
        case .open, .proposed, .running, .other: nil
        }
    }
}
extension ImportRun: Retained {
    package var retainedPerson: String? { nil }
    package func retainedFrom(_: RetentionContext) -> LocalDate? { finishedAt?.day }
}
