package import Base
package import Records
import Wire

/// How much leave a request asks for, in hundredths of the unit of its rule.
package struct LeaveCount: Sendable, Equatable {
    package var total: Int
    package var span: LeaveSpan

    /// Whole and half days; a day weighs 100, a half 50. Days that are not worked weigh nothing unless the rule counts calendar days.
    package static func days(
        from: LocalDate, to: LocalDate, fromHalf: DayHalf?, toHalf: DayHalf?, _ rule: LeaveRule, _ policy: LeavePolicy
    ) throws(Refusal) -> LeaveCount {
        guard fromHalf != .am, toHalf != .pm else {
            throw .invalid(
                fromHalf == .am ? "from_half" : "to_half", "leave.half",
                zh: "首日只能从下午开始（pm），末日只能在上午结束（am）。", en: "Leave begins at noon (pm) or ends at noon (am).",
                nearest: .null)
        }
        guard from < to || fromHalf == nil || toHalf == nil else {
            throw .invalid("to_half", "leave.half_empty", zh: "同一天不能既从下午开始又在上午结束。", en: "It would end before it begins.", nearest: .null)
        }
        var total = 0
        var day = from
        while day <= to {
            if rule.calendarDays || policy.isWorkday(day) {
                total += 100
                if day == from, fromHalf == .pm { total -= 50 }
                if day == to, toHalf == .am { total -= 50 }
            }
            guard let next = day.adding(days: 1) else { break }
            day = next
        }
        guard total > 0 else {
            throw .rule(
                "leave.no_workday", zh: "所选日期内没有工作日，无需请假。", en: "No working day lies in this period; no leave is needed.",
                field: "from")
        }
        return LeaveCount(total: total, span: LeaveSpan(from: from, to: to, fromHalf: fromHalf, toHalf: toHalf))
    }

    /// Hours within one day, in steps of a quarter of an hour.
    package static func hours(on day: LocalDate, from: String, to: String, calendar: Bool, _ policy: LeavePolicy) throws(Refusal)
        -> LeaveCount
    {
        let start = try Check.minutes(from, "from_time")
        let end = try Check.minutes(to, "to_time")
        guard start < end else {
            throw .invalid("to_time", "leave.time_order", zh: "结束时间应晚于开始时间。", en: "The end comes after the beginning.")
        }
        guard (end - start).isMultiple(of: 15) else {
            let nearest = min(start + ((end - start) / 15 + 1) * 15, 23 * 60 + 45)
            throw .invalid(
                "to_time", "leave.time_step", zh: "按小时请假以15分钟为单位。", en: "Leave in hours goes in quarters of an hour.",
                nearest: .string(clock(nearest)))
        }
        guard calendar || policy.isWorkday(day) else {
            throw .rule("leave.no_workday", zh: "所选日期不是工作日，无需请假。", en: "That day is not worked; no leave is needed.", field: "from")
        }
        let span = LeaveSpan(from: day, to: day, fromHalf: nil, toHalf: nil, minutes: start..<end)
        return LeaveCount(total: (end - start) * 100 / 60, span: span)
    }

    private static func clock(_ minutes: Int) -> String {
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        return two(minutes / 60) + ":" + two(minutes % 60)
    }
}

/// The ledger of leave: every change is an entry, `balance` is their sum.
extension LeaveBalance {
    package var available: Int { balance - pending }

    /// What is asked for and not decided.
    package mutating func reserve(_ amount: Int, _ env: Environment) {
        pending += amount
        modifiedAt = env.now
    }

    package mutating func release(_ amount: Int, _ env: Environment) {
        pending = max(0, pending - amount)
        modifiedAt = env.now
    }

    package mutating func take(_ amount: Int, ref: String, _ env: Environment) {
        release(amount, env)
        used += amount
        append(.leave, -amount, ref: ref, env)
    }

    package mutating func giveBack(_ amount: Int, ref: String, _ env: Environment) {
        used = max(0, used - amount)
        append(.cancel, amount, ref: ref, env)
    }

    private mutating func append(_ kind: LeaveEntryKind, _ amount: Int, ref: String, _ env: Environment) {
        entries.append(LeaveEntry(date: env.today, kind: kind, amount: amount, ref: ref))
        balance += amount
        modifiedAt = env.now
    }
}
