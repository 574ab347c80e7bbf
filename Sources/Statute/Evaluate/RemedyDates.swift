import Base

/// 救济期限: the last days of the remedies that the facts open (law.md 6), by the calendar and the deadline rows of the packs. Where courts
/// differ about the start, every candidate is a line of its own; the engine reminds and never declares a claim out of time.
enum RemedyDates: ItemRule {
    static let code = ItemCode.remedyDates

    static func applies(to facts: Facts) -> Bool {
        facts.endedOn != nil || facts.recognisedOn != nil || facts.gradeConcludedOn != nil || facts.proceedings != Proceedings()
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        var items = filing(c)
        for remedy in RemedyCalendar(packs: c.packs, jurisdiction: c.at).dates(facts(c)) {
            for candidate in remedy.candidates {
                let sheet = c.sheet(code)
                sheet.note("matter", .text(remedy.matterZh + " / " + remedy.matterEn))
                sheet.note("from", .text(candidate.zh + " / " + candidate.en))
                sheet.note("before", .text(remedy.bodyZh + " / " + remedy.bodyEn))
                for warning in candidate.warnings { sheet.warn(warning) }
                if remedy.isDisputed { sheet.warn("open_in_law:start") }
                if remedy.opens { sheet.warn("opens_then") }
                var item = sheet.bare(.due, payer: nil, basis: remedy.basis)
                item.variant = remedy.id
                item.from = candidate.start
                item.to = candidate.last
                items.append(item)
            }
        }
        guard !items.isEmpty else { throw Stop.missing(["ended_on", "recognised_on", "grade_concluded_on"], reason: nil) }
        return items
    }

    /// The days the facts name. A decision and a conclusion count as received on their own day where no other is stated.
    private static func facts(_ c: Calculation) -> RemedyFacts {
        let (f, p) = (c.facts, c.facts.proceedings)
        var remedy = RemedyFacts()
        remedy.decisionReceivedOn = (p.decisionReceivedOn ?? f.recognisedOn)?.day
        remedy.toldOfRemedy = p.toldOfRemedy ?? true
        remedy.reconsiderationReceivedOn = p.reconsiderationReceivedOn?.day
        remedy.authorityLateSince = p.authorityLateSince?.day
        remedy.conclusionOn = f.gradeConcludedOn?.day
        remedy.conclusionReceivedOn = (p.conclusionReceivedOn ?? f.gradeConcludedOn ?? f.gradeFinalOn)?.day
        remedy.assessmentReceivedOn = p.assessmentReceivedOn?.day
        remedy.endedOn = f.endedOn?.day
        remedy.infringementKnownOn = p.infringementKnownOn?.day
        remedy.wagesUnpaid = !f.payPeriods.isEmpty
        remedy.arbitrationFiledOn = p.arbitrationFiledOn?.day
        remedy.awardReceivedOn = p.awardReceivedOn?.day
        remedy.awardIsFinal = p.awardIsFinal ?? false
        remedy.mediationDueOn = p.mediationDueOn?.day
        remedy.breachEndedOn = (p.breachEndedOn ?? f.endedOn)?.day
        remedy.premiumsUnpaidSince = f.premiums.filter { $0.declared == false && $0.paidOn == nil }.compactMap { $0.dueOn?.day }.min()
        remedy.employerRefusedOn = p.employerRefusedOn?.day
        remedy.dataRefusedOn = p.dataRefusedOn?.day
        remedy.tortKnownOn = p.tortKnownOn?.day
        remedy.settlementGroundKnownOn = p.settlementGroundKnownOn?.day
        remedy.settlementByMistake = p.settlementByMistake ?? false
        remedy.advancedShareOn = f.backPaidOn?.day
        remedy.restarts = (p.claimsMade.map(\.from) + [f.recoveryDemandedOn].compactMap(\.self)).map(\.day)
        remedy.pauses = p.pauses.map { Suspension(from: $0.from.day, to: $0.to?.lastDay) }
        return remedy
    }

    /// The time to apply for recognition (WII 17), and of double wage the day-by-day limitation of its first and last day.
    private static func filing(_ c: Calculation) -> [Item] {
        var items: [Item] = []
        func add(_ name: String, _ start: LocalDate, _ period: String, _ basis: [String]) {
            let sheet = c.sheet(code)
            guard let last = StatutoryDeadlines(packs: c.packs, jurisdiction: c.at).due(period, from: start).last else { return }
            var item = sheet.bare(.due, payer: nil, basis: basis)
            item.variant = name
            item.from = start
            item.to = last
            items.append(item)
        }
        if let injured = c.facts.injuryDay?.day, c.facts.recognisedOn == nil {
            add("file_by_employer", injured, "employer_filing", ["WII 17(1)"])
            add("file_by_employee", injured, "employee_filing", ["WII 17(2)"])
        }
        if let (first, last) = DoubleWage.window(c.facts, c.asOf), c.facts.contractSignedOn != nil {
            add("double_wage_first_day", first, "arbitration", ["LDA 27(1)", "LCL 82(1)"])
            add("double_wage_last_day", last, "arbitration", ["LDA 27(1)", "LCL 82(1)"])
        }
        return items
    }
}
