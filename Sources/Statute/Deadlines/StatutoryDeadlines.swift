package import Base

/// The named periods of the law (`deadline` rows of the packs) counted from an event at a place: a region may state another length or
/// another unit (law.md §0.3 T-6), so the row that was used is part of the answer.
package struct StatutoryDeadlines: Sendable {
    package let packs: RulePacks
    package let jurisdiction: String
    package let clock: DeadlineClock

    package init(packs: RulePacks, jurisdiction: String) {
        self.packs = packs
        self.jurisdiction = jurisdiction
        clock = DeadlineClock(WorkCalendar(packs: packs))
    }

    /// A named deadline, or why it cannot be named.
    package enum Answer: Sendable, Equatable {
        case due(Deadline, row: PackRow, extrapolated: Bool)
        case unknown(String)

        package var last: LocalDate? { if case .due(let deadline, _, _) = self { deadline.last } else { nil } }
    }

    /// The last day of the period named `name` that begins on `start`; the rule in force on `start` counts.
    package func due(_ name: String, from start: LocalDate, suspensions: [Suspension] = [], rollsOver: Bool = true) -> Answer {
        switch packs.find("deadline", at: jurisdiction, on: start, cls: name) {
        case .unknown(_, let reason, _): return .unknown(reason)
        case .found(let row, let extrapolated):
            guard case .period(let period) = row.value else { return .unknown("no period") }
            do throws(DeadlineFault) {
                let deadline = try clock.deadline(period, from: start, suspensions: suspensions, rollsOver: rollsOver)
                return .due(deadline, row: row, extrapolated: extrapolated)
            } catch {
                switch error {
                case .stillSuspended(let since): return .unknown("the clock has stood still since \(since); its end is not stated")
                case .outsideCalendar: return .unknown("outside the years 1 to 9999")
                }
            }
        }
    }
}
