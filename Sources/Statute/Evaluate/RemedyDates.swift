import Base

/// 救济期限: the last days of the remedies that the facts open (law.md 6), by the calendar and the deadline rows of the packs. Where courts
/// differ about the start, every candidate is a line of its own; the engine reminds and never declares a claim out of time.
enum RemedyDates: ItemRule {
    static let code = ItemCode.remedyDates

    static func applies(to facts: Facts) -> Bool { facts.endedOn != nil || facts.recognisedOn != nil || facts.gradeConcludedOn != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        var items = filing(c)
        for remedy in RemedyCalendar(packs: c.packs, jurisdiction: c.at).dates(facts(c)) {
            for candidate in remedy.candidates {
                let sheet = c.sheet(code)
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

    /// The days the facts name. A conclusion counts as received on its own day, since no other is stated.
    private static func facts(_ c: Calculation) -> RemedyFacts {
        let f = c.facts
        var remedy = RemedyFacts()
        remedy.decisionReceivedOn = f.recognisedOn?.day
        remedy.conclusionOn = f.gradeConcludedOn?.day
        remedy.conclusionReceivedOn = (f.gradeConcludedOn ?? f.gradeFinalOn)?.day
        remedy.endedOn = f.endedOn?.day
        remedy.wagesUnpaid = !f.payPeriods.isEmpty
        remedy.breachEndedOn = f.endedOn?.day
        remedy.advancedShareOn = f.backPaidOn?.day
        remedy.restarts = [f.recoveryDemandedOn?.day].compactMap(\.self)
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
