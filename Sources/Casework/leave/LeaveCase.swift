package import Base
package import Records

/// What can happen to a leave request.
package enum LeaveEvent: String, CaseIterable, Sendable {
    case approve, reject, withdraw
    /// Cancelling approved leave: at once before it begins, else a request of its own (E7).
    case cancel, askCancel = "ask_cancel", allowCancel = "allow_cancel", refuseCancel = "refuse_cancel"
}

package enum LeaveCase {
    package static let table = StateTable<LeaveStatus, LeaveEvent>(
        "leave",
        [
            .open: [.approve: .approved, .reject: .rejected, .withdraw: .withdrawn],
            .approved: [.cancel: .cancelled, .askCancel: .pendingCancellation],
            .pendingCancellation: [.allowCancel: .cancelled, .refuseCancel: .approved],
        ], labels: label)

    package static func label(_ status: LeaveStatus) -> LocalizedText {
        switch status {
        case .open: LocalizedText(zh: "待审批", en: "open")
        case .approved: LocalizedText(zh: "已批准", en: "approved")
        case .rejected: LocalizedText(zh: "已拒绝", en: "rejected")
        case .withdrawn: LocalizedText(zh: "已撤回", en: "withdrawn")
        case .pendingCancellation: LocalizedText(zh: "待审批销假", en: "waiting for its cancellation")
        case .cancelled: LocalizedText(zh: "已取消", en: "cancelled")
        case .other: LocalizedText(zh: "未知", en: "unknown")
        }
    }

    /// States in which leave holds its days against other requests.
    package static let holding: Set<LeaveStatus> = [.open, .approved, .pendingCancellation]

    /// Kinds that may depend on the acknowledged notice. All others are statutory or injury leave: never blocked by it (LN-3).
    package static let needsNotice: Set<LeaveType> = [.personal, .unpaid]
}

/// The rules of a tenant that has issued no leave policy.
extension LeavePolicy {
    package static let standard = LeavePolicy(types: LeaveType.allCases.filter { $0 != .other }.map(LeaveRule.standard))

    /// The policy's rule for a kind of leave; the standard one where the policy is silent on statutory leave, nil where it does not
    /// offer the kind.
    package func rule(for type: LeaveType) -> LeaveRule? {
        if let rule = types.first(where: { $0.type == type }) { return rule }
        return LeaveCase.needsNotice.contains(type) || type == .compensatory ? nil : LeaveRule.standard(type)
    }

    /// Whether a day is worked.
    package func isWorkday(_ day: LocalDate) -> Bool {
        let text = "\(day)"
        if workdays.contains(text) { return true }
        return day.weekday <= 5 && !holidays.contains(text)
    }
}

extension LeaveRule {
    /// Calendar days where the law counts them so (maternity, injury, sick leave), else working days.
    package static func standard(_ type: LeaveType) -> LeaveRule {
        let calendar: Set<LeaveType> = [.sick, .injury, .maternity, .bereavement]
        return LeaveRule(
            type: type, unit: type == .compensatory || type == .nursing ? .hour : .day, calendarDays: calendar.contains(type),
            drawsBalance: type == .annual || type == .compensatory)
    }
}

/// The stretch of time a leave covers, in minutes since 1970-01-01 local: half days end and begin at noon.
package struct LeaveSpan: Sendable, Equatable {
    package var start: Int
    package var end: Int

    private static let day = 1440
    private static let noon = 720

    package init(from: LocalDate, to: LocalDate, fromHalf: DayHalf?, toHalf: DayHalf?, minutes: Range<Int>? = nil) {
        let first = Int(from.days) * Self.day
        if let minutes {
            (start, end) = (first + minutes.lowerBound, first + minutes.upperBound)
        } else {
            start = first + (fromHalf == .pm ? Self.noon : 0)
            end = Int(to.days) * Self.day + (toHalf == .am ? Self.noon : Self.day)
        }
    }

    package init(_ leave: Leave) {
        var minutes: Range<Int>?
        if let from = leave.fromTime.flatMap({ try? Check.minutes($0, "") }), let to = leave.toTime.flatMap({ try? Check.minutes($0, "") }),
            from < to
        {
            minutes = from..<to
        }
        self.init(from: leave.fromDate, to: leave.toDate, fromHalf: leave.fromHalf, toHalf: leave.toHalf, minutes: minutes)
    }

    package func overlaps(_ other: LeaveSpan) -> Bool { start < other.end && other.start < end }
}
