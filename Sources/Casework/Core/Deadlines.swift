package import Base

/// By when a request should be decided, in calendar days. The statutory clocks of a case live with the law; these are the house's own.
package enum Deadlines {
    package static let leaveDays = 3
    package static let reimbursementDays = 15
    package static let appealDays = 15
    package static let correctionDays = 7
    package static let disputeDays = 7
    /// Days in which the decision of an appeal may be taken to the next level.
    package static let appealNextLevelDays = 15
    /// The longest that somebody may stand in for another at a stretch.
    package static let delegationDays = 180
    /// The longest leave of one request: the longest medical period is 24 months (MTP 3).
    package static let leaveSpanDays = 750
    /// How long after its first day a leave can still be asked for.
    package static let leaveBackDays = 366
    /// How old an expense may be.
    package static let expenseBackDays = 366

    /// `today` plus days; the last day of the calendar stands in beyond it.
    package static func after(_ days: Int, _ today: LocalDate) -> LocalDate { today.adding(days: days) ?? today }

    /// The first moment after a day, China Standard Time: when it is certain that the day was missed.
    package static func endOf(_ day: LocalDate) -> Timestamp { Timestamp(ms: (Int64(day.days) + 1) * 86_400_000 - 8 * 3_600_000) }
    /// The first moment of a day, China Standard Time.
    package static func startOf(_ day: LocalDate) -> Timestamp { Timestamp(ms: Int64(day.days) * 86_400_000 - 8 * 3_600_000) }

    /// `2026-00381`: the number that people use.
    package static func number(_ count: Int64, _ today: LocalDate) -> String {
        let digits = String(count)
        return "\(today.year)-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}
