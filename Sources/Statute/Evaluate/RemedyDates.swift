import Base

/// 救济期限: the last days of the remedies that the facts open (law.md 6). Both candidate starts of the one-year clock are shown, the
/// earlier first; the engine reminds and never declares a claim out of time.
enum RemedyDates: ItemRule {
    static let code = ItemCode.remedyDates

    static func applies(to facts: Facts) -> Bool { facts.endedOn != nil || facts.recognisedOn != nil || facts.gradeConcludedOn != nil }

    static func compute(_ c: Calculation) throws -> [Item] {
        let f = c.facts
        var items: [Item] = []
        func add(_ name: String, _ fact: String, _ start: FactDay?, _ basis: [String], _ end: (LocalDate) -> LocalDate?) {
            guard let start, let last = end(start.day) else { return }
            let sheet = c.sheet(code)
            sheet.note(fact, start)
            var item = sheet.bare(.due, payer: nil, basis: basis)
            item.variant = name
            item.from = start.day
            item.to = last
            items.append(item)
        }
        add("file_determination_employer", "injured_on", f.injuryDay, ["WII 17(1)"]) { $0.adding(days: 30) }
        add("file_determination_employee", "injured_on", f.injuryDay, ["WII 17(2)"]) { $0.adding(months: 12) }
        add("reconsideration", "recognised_on", f.recognisedOn, ["WII 55", "ARL 20"]) { $0.adding(days: 60) }
        add("administrative_suit", "recognised_on", f.recognisedOn, ["APL 46"]) { $0.adding(months: 6) }
        add("reappraisal", "grade_concluded_on", f.gradeConcludedOn, ["WII 26"]) { $0.adding(days: 15) }
        add("review_appraisal_from", "grade_concluded_on", f.gradeConcludedOn, ["WII 28"]) { $0.adding(months: 12) }
        add("limitation_from_conclusion", "grade_final_on", f.gradeFinalOn ?? f.gradeConcludedOn, ["LDA 27(1)"]) { $0.adding(months: 12) }
        add("limitation_from_end", "ended_on", f.endedOn, ["LDA 27(1)", "LDA 27(4)"]) { $0.adding(months: 12) }
        if let (first, last) = DoubleWage.window(f, c.asOf), f.contractSignedOn != nil {
            add("limitation_double_wage_first", "entered_on", FactDay(first), ["LDA 27(1)", "LCL 82"]) { $0.adding(months: 12) }
            add("limitation_double_wage_last", "entered_on", FactDay(last), ["LDA 27(1)", "LCL 82"]) { $0.adding(months: 12) }
        }
        add("inspectorate", "ended_on", f.endedOn, ["LSI 20"]) { $0.adding(months: 24) }
        add("recovery_of_advances", "recovery_demanded_on", f.recoveryDemandedOn ?? f.backPaidOn, ["LDA 27"]) { $0.adding(months: 12) }
        guard !items.isEmpty else { throw Stop.missing(["ended_on", "recognised_on", "grade_concluded_on"], reason: nil) }
        return items
    }
}
