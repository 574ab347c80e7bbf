package import Base

/// One remedy with the last day for it.
package struct RemedyDate: Sendable, Equatable {
    /// A possible first day of the period: where courts differ, both candidates are given and the earlier one is warned of.
    package struct Candidate: Sendable, Equatable {
        package let start: LocalDate
        package let zh: String
        package let en: String
        /// Nil where the clock stands still without a known end, or the period has no end.
        package let last: LocalDate?
        package let warnings: [String]
    }

    /// The rule's number in the law catalogue, RM-1 …
    package let id: String
    package let matterZh: String
    package let matterEn: String
    package let bodyZh: String
    package let bodyEn: String
    package let basis: [String]
    package let tag: VerificationTag
    /// From which day the remedy opens rather than closes (RM-6).
    package let opens: Bool
    package let candidates: [Candidate]

    /// The earliest last day among the candidates: the one to act by. The system reminds; it never declares a claim time-barred (CC 193).
    package var actBy: LocalDate? { candidates.compactMap(\.last).min() }
    /// Do courts differ about the start? (Several starts may also be several remedies or parties.)
    package let isDisputed: Bool
}

/// Limitation and remedy dates with every candidate start (law.md §6).
package struct RemedyCalendar: Sendable {
    let deadlines: StatutoryDeadlines

    package init(packs: RulePacks, jurisdiction: String) { deadlines = StatutoryDeadlines(packs: packs, jurisdiction: jurisdiction) }

    /// All remedies that the facts open, in the order of the catalogue.
    package func dates(_ facts: RemedyFacts) -> [RemedyDate] {
        RemedyRule.all.compactMap { rule in
            let starts = rule.starts(facts)
            guard !starts.isEmpty else { return nil }
            return RemedyDate(
                id: rule.id, matterZh: rule.matterZh, matterEn: rule.matterEn, bodyZh: rule.bodyZh, bodyEn: rule.bodyEn, basis: rule.basis,
                tag: rule.tag, opens: rule.opens, candidates: starts.map { candidate(rule, $0, facts) },
                isDisputed: starts.count > 1 && !rule.isManifold)
        }
    }

    private func candidate(_ rule: RemedyRule, _ start: RemedyRule.Start, _ facts: RemedyFacts) -> RemedyDate.Candidate {
        var (day, zh, en) = (start.day, start.zh, start.en)
        if rule.restarts, let last = lastRestart(rule, start, facts) {
            (day, zh, en) = (last, zh + "；因主张权利中断，自该日重新计算", en + "; restarted by a claim on this day")
        }
        guard let period = start.period ?? rule.period else {
            return .init(start: day, zh: zh, en: en, last: nil, warnings: ["no_period_in_law"])
        }
        let pauses = rule.pauses ? facts.pauses : []
        switch deadlines.due(period, from: day, suspensions: pauses, rollsOver: !rule.opens) {
        case .due(let deadline, let row, let extrapolated):
            var warnings = deadline.warnings
            if extrapolated { warnings.append("extrapolated:\(row.id)") }
            return .init(start: day, zh: zh, en: en, last: deadline.last, warnings: warnings)
        case .unknown(let reason):
            return .init(start: day, zh: zh, en: en, last: nil, warnings: ["unknown:\(reason)"])
        }
    }

    /// The last claim that restarted the period: from restart to restart, each must lie inside the time that ran before it.
    private func lastRestart(_ rule: RemedyRule, _ start: RemedyRule.Start, _ facts: RemedyFacts) -> LocalDate? {
        guard let period = start.period ?? rule.period else { return nil }
        var day = start.day
        for claim in facts.restarts.sorted() where claim > day {
            let running = deadlines.due(period, from: day, suspensions: rule.pauses ? facts.pauses : [])
            if let last = running.last, claim > last { break }
            day = claim
        }
        return day == start.day ? nil : day
    }
}
