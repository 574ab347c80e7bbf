import Base
package import Records
import Wire

/// The rules of `leave.request`, in the order in which they are checked.
package enum LeaveRequestRules {
    package static func check(_ a: LeaveRequest.Arguments, _ facts: LeaveRequestFacts, _ env: Environment) throws(Refusal) {
        try Check.newID(a.id)
        try Check.word(a.type, "type")
        try Check.text(a.reason, "reason")
        try Check.count(a.attachments?.count ?? 0, "attachments", 0...10)
        try Check.period(a.from, a.to, days: Deadlines.leaveSpanDays)
        if let earliest = env.today.adding(days: -Deadlines.leaveBackDays), a.from < earliest {
            throw .rule(
                "leave.too_old", zh: "开始日期太早，请联系人事部门补录。", en: "It begins too long ago; ask HR to record it.", field: "from",
                nearest: .string("\(earliest)"))
        }
        if let joined = facts.person.dateOfJoining, a.from < joined {
            throw .rule(
                "leave.before_joining", zh: "开始日期早于入职日期。", en: "It begins before the first day of work.", field: "from",
                nearest: .string("\(joined)"))
        }
        if let last = facts.person.relievingDate, a.to > last {
            throw .rule(
                "leave.after_leaving", zh: "结束日期晚于最后工作日。", en: "It ends after the last working day.", field: "to",
                nearest: .string("\(last)"))
        }
    }

    package static func count(_ a: LeaveRequest.Arguments, _ rule: LeaveRule, _ policy: LeavePolicy) throws(Refusal) -> LeaveCount {
        let count: LeaveCount
        if rule.unit == .hour {
            guard a.from == a.to else {
                throw .invalid(
                    "to", "leave.hours_one_day", zh: "按小时请假须在同一天内。", en: "Leave in hours lies within one day.",
                    nearest: .string("\(a.from)"))
            }
            guard let from = a.fromTime, let to = a.toTime else {
                throw .invalid("from_time", "leave.hours_needed", zh: "此类假按小时申请，请填写起止时间。", en: "This kind is asked for in hours.")
            }
            count = try LeaveCount.hours(on: a.from, from: from, to: to, calendar: rule.calendarDays, policy)
        } else {
            guard a.fromTime == nil, a.toTime == nil else {
                throw .invalid(
                    "from_time", "leave.days_only", zh: "此类假按天或半天申请。", en: "This kind is asked for in days or halves.", nearest: .null)
            }
            count = try LeaveCount.days(from: a.from, to: a.to, fromHalf: a.fromHalf, toHalf: a.toHalf, rule, policy)
        }
        if let most = rule.maxTotal, count.total > most {
            throw .rule(
                "leave.too_long", zh: "超过此类假单次上限。", en: "More than one request of this kind may ask for.", field: "to",
                nearest: .int(Int64(most)))
        }
        return count
    }

    package static func noOverlap(_ span: LeaveSpan, _ others: [Leave]) throws(Refusal) {
        let hit = others.filter { LeaveCase.holding.contains($0.status) && LeaveSpan($0).overlaps(span) }
        guard let first = hit.min(by: { $0.fromDate < $1.fromDate }) else { return }
        throw .no(
            .ruleRefused, reason: "leave.overlap",
            text: LocalizedText(
                zh: "与已有请假重叠（\(first.no)，\(first.fromDate)至\(first.toDate)）。",
                en: "It overlaps leave \(first.no) from \(first.fromDate) to \(first.toDate)."),
            data: [
                "field": "from", "with": .array(hit.map { .string($0.id) }),
                "nearest": hit.map(\.toDate).max()?.adding(days: 1).map { .string("\($0)") } ?? .null,
            ])
    }

    /// The receipt that the request rests on; nil where none is needed. Knowing a notice is no agreement to less pay (LN-4).
    package static func notice(_ a: LeaveRequest.Arguments, _ facts: LeaveRequestFacts) throws(Refusal) -> NoticeReceipt? {
        let matches = a.notice.map { $0.id == facts.notice?.id && $0.digest == facts.notice?.digest } ?? false
        guard LeaveCase.needsNotice.contains(a.type) else {
            // Statutory and injury leave: what was shown is kept, nothing depends on it.
            return matches && facts.receipt?.acknowledgedAt != nil ? facts.receipt : nil
        }
        guard let notice = facts.notice else {
            throw .rule(
                "leave.notice_not_issued", zh: "单位尚未发布请假须知，暂不能申请事假；请联系人事部门。",
                en: "No leave notice has been issued yet, so personal leave cannot be asked for; ask HR.", field: "notice")
        }
        let pin: JSON = ["id": .string(notice.id), "digest": .string(notice.digest)]
        guard a.notice != nil else {
            throw .rule(
                "leave.notice_needed", zh: "申请事假前请先阅读并确认请假须知。", en: "Read and acknowledge the leave notice first.", field: "notice",
                nearest: pin)
        }
        guard matches else {
            throw .rule(
                "leave.notice_outdated", zh: "请假须知已更新，请重新阅读并确认。", en: "The leave notice has changed; read and acknowledge it again.",
                field: "notice", nearest: pin)
        }
        guard let receipt = facts.receipt, receipt.acknowledgedAt != nil, receipt.digest == notice.digest else {
            throw .rule(
                "leave.notice_unacknowledged", zh: "您还没有确认现行的请假须知。", en: "You have not acknowledged the leave notice in force.",
                field: "notice", nearest: pin)
        }
        return receipt
    }

    /// The ledger that the request draws on; nil where the kind has none, which the decider then sees.
    package static func ledger(
        _ a: LeaveRequest.Arguments, _ total: Int, _ rule: LeaveRule, _ facts: LeaveRequestFacts
    ) throws(Refusal) -> LeaveBalance? {
        let ledgers = facts.ledgers.filter { $0.unit == rule.unit }
        guard rule.drawsBalance, !ledgers.isEmpty else { return nil }
        guard let ledger = ledgers.first(where: { $0.fromDate <= a.from && a.from <= $0.toDate }) else {
            let latest = ledgers.map(\.toDate).max()
            throw .rule(
                "leave.no_ledger", zh: "该期间没有可用的假期额度。", en: "There is no entitlement for this period.", field: "from",
                nearest: latest.map { .string("\($0)") })
        }
        guard a.to <= ledger.toDate else {
            throw .rule(
                "leave.across_ledgers", zh: "请假跨越额度年度，请分两次申请。", en: "It crosses the end of the entitlement; ask for it in two parts.",
                field: "to", nearest: .string("\(ledger.toDate)"))
        }
        guard ledger.available >= total else {
            throw .rule(
                "leave.balance", zh: "假期余额不足。", en: "Not enough leave is left.", field: "to",
                nearest: .int(Int64(max(0, ledger.available))))
        }
        return ledger
    }
}
