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
                if assumed(c.facts).contains(remedy.id) { sheet.warn("assumed:received_on") }
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

    /// Not stated: an award is final where no claim is above the months of minimum wage that LDA 47 names.
    private static func isFinal(_ c: Calculation) -> Bool {
        guard let received = c.facts.proceedings.awardReceivedOn, !c.facts.claims.isEmpty else { return false }
        let sheet = c.sheet(code)
        guard let months = sheet.number("final_award_months", on: received.day), let wage = sheet.minimumWage(on: received.day) else { return false }
        let bound = Formula.product([wage, .count(months)])
        return c.facts.claims.allSatisfy { !bound.isLess(than: .money($0.amount)) }
    }

    /// The remedies whose start is the day of a document because its receipt is not stated.
    private static func assumed(_ f: Facts) -> Set<String> {
        var ids: Set<String> = []
        if f.proceedings.decisionReceivedOn == nil, f.recognisedOn != nil { ids.formUnion(["RM-1", "RM-2"]) }
        if f.proceedings.conclusionReceivedOn == nil, f.gradeConcludedOn ?? f.gradeFinalOn != nil { ids.formUnion(["RM-5", "RM-8", "RM-8a"]) }
        return ids
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
        switch f.highestGrade {
        case .known(let grade): remedy.lumpSumsAtEnd = grade >= 5
        case .some(.none): (remedy.lumpSumsAtEnd, remedy.disabilitySum) = (false, false)
        case .unknown: break
        // Without an injury there are no such sums.
        case nil:
            let isInjured = f.injuryDay != nil || remedy.conclusionReceivedOn != nil
            (remedy.lumpSumsAtEnd, remedy.disabilitySum) = (isInjured, isInjured)
        }
        remedy.infringementKnownOn = p.infringementKnownOn?.day
        remedy.wagesUnpaid = !f.payPeriods.isEmpty
        remedy.arbitrationFiledOn = p.arbitrationFiledOn?.day
        remedy.awardReceivedOn = p.awardReceivedOn?.day
        remedy.awardIsFinal = p.awardIsFinal ?? isFinal(c)
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
            guard case .due(let deadline, let row, let extrapolated) = StatutoryDeadlines(packs: c.packs, jurisdiction: c.at).due(period, from: start)
            else { return }
            for warning in deadline.warnings { sheet.warn(warning) }
            if extrapolated { sheet.warn("extrapolated:\(row.id)") }
            var item = sheet.bare(.due, payer: nil, basis: basis)
            item.variant = name
            item.from = start
            item.to = deadline.last
            items.append(item)
        }
        if let injured = c.facts.injuryDay?.day, c.facts.recognisedOn == nil {
            add("file_by_employer", injured, "employer_filing", ["WII 17(1)"])
            add("file_by_employee", injured, "employee_filing", ["WII 17(2)"])
            // The employee's own time begins when the employer's is over, unless the place opens it at once.
            let first = items.first { $0.variant == "file_by_employer" }?.to?.adding(days: 1)
            let atOnce = c.sheet(code).isYes("employee_may_file_at_once", on: injured)
            if let index = items.firstIndex(where: { $0.variant == "file_by_employee" }) {
                items[index].warnings.append(atOnce ? "local_rule:employee_may_file_at_once" : "employee_files_from:\(first?.description ?? "")")
            }
        }
        if let (first, last) = DoubleWage.window(c.facts, c.asOf), c.facts.contractSignedOn != nil {
            add("double_wage_first_day", first, "arbitration", ["LDA 27(1)", "LCL 82(1)"])
            add("double_wage_last_day", last, "arbitration", ["LDA 27(1)", "LCL 82(1)"])
        }
        return items
    }
}
