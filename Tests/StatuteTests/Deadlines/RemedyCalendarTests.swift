import Base
import Testing
import Wire

@testable import Statute

@Suite("Remedies and their last days")
struct RemedyCalendarTests {
    let remedies: RemedyCalendar
    init() throws { remedies = RemedyCalendar(packs: try RulePacks.embedded(), jurisdiction: "330200") }

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }
    private func date(_ id: String, _ facts: RemedyFacts) throws -> RemedyDate {
        try #require(remedies.dates(facts).first { $0.id == id })
    }

    @Test("the lump sums on termination have two candidate starts; the earlier one is the one to act by")
    func bothCandidates() throws {
        var facts = RemedyFacts()
        facts.endedOn = try day("2025-03-10")
        facts.conclusionReceivedOn = try day("2025-06-20")
        let found = try date("RM-8", facts)
        #expect(found.isDisputed)
        #expect(found.tag == .open)
        #expect(found.candidates.map(\.last) == [try day("2026-03-10"), try day("2026-06-22")])
        #expect(found.actBy == (try day("2026-03-10")))
    }

    @Test("a claim restarts the year, but only while it runs; nothing is declared lost")
    func restarts() throws {
        var facts = RemedyFacts()
        facts.endedOn = try day("2025-03-10")
        facts.conclusionReceivedOn = try day("2025-06-20")
        facts.restarts = [try day("2026-01-05")]
        #expect(try date("RM-8", facts).candidates.map(\.last) == [try day("2027-01-05"), try day("2027-01-05")])
        facts.restarts = [try day("2026-05-01")]
        let late = try date("RM-8", facts)
        #expect(late.candidates[0].last == (try day("2026-03-10")), "the claim came after this year had run")
        #expect(late.candidates[1].start == (try day("2026-05-01")))
        facts.restarts = [try day("2025-12-01"), try day("2026-11-30"), try day("2028-01-01")]
        #expect(try date("RM-8", facts).candidates[0].start == (try day("2026-11-30")), "from claim to claim, the last one too late")
    }

    @Test("arbitration not accepted or late opens the court; what has no period in law is shown without an end")
    func withoutPeriod() throws {
        var facts = RemedyFacts()
        facts.arbitrationFiledOn = try day("2026-03-02")
        facts.employerRefusedOn = try day("2026-03-02")
        facts.premiumsUnpaidSince = try day("2026-03-02")
        facts.mediationDueOn = try day("2026-03-02")
        facts.dataRefusedOn = try day("2026-03-02")
        let late = try date("RM-12", facts)
        #expect(late.opens && !late.isDisputed)
        #expect(late.candidates.map(\.last) == [try day("2026-03-07"), try day("2026-04-16")])
        for id in ["RM-13", "RM-14", "RM-16", "RM-17"] {
            let remedy = try date(id, facts)
            #expect(remedy.candidates.allSatisfy { $0.last == nil && $0.warnings == ["no_period_in_law"] }, "\(id)")
        }
        #expect(try date("RM-19", facts).actBy == (try day("2029-03-02")))
    }

    @Test("every remedy of the catalogue is there")
    func complete() throws {
        let ids = Set(RemedyRule.all.map(\.id))
        for number in 1...21 { #expect(ids.contains("RM-\(number)"), "RM-\(number)") }
    }

    @Test("the days of proceedings come from the facts of a question")
    func proceedings() throws {
        let facts: JSON = [
            "ended_on": "2025-03-10",
            "proceedings": ["award_received_on": "2026-03-02", "award_final": true, "claims_made": [["from": "2026-01-05"]], "conclusion_received_on": "2025-06-20"],
        ]
        let items = try Asking.answer(facts, ask: ["remedy_dates"], at: "330200", asOf: "2026-03-05").items
        #expect(items.filter { $0.variant == "RM-11" }.map(\.to) == [try day("2026-03-17"), try day("2026-04-01")])
        #expect(items.filter { $0.variant == "RM-8" }.map(\.to) == [try day("2027-01-05"), try day("2027-01-05")])
    }

    @Test("force majeure pauses the limitation")
    func pauses() throws {
        var facts = RemedyFacts()
        facts.infringementKnownOn = try day("2025-01-06")
        facts.pauses = [Suspension(from: try day("2025-02-01"), to: try day("2025-02-10"))]
        #expect(try date("RM-8b", facts).actBy == (try day("2026-01-16")))
        facts.pauses = [Suspension(from: try day("2025-02-01"), to: nil)]
        #expect(try date("RM-8b", facts).actBy == nil)
        #expect(try date("RM-8b", facts).candidates[0].warnings.count == 1)
    }

    @Test("a decision on recognition: sixty days or six months, longer where nobody told of the right")
    func recognition() throws {
        var facts = RemedyFacts()
        facts.decisionReceivedOn = try day("2026-03-02")
        #expect(try date("RM-1", facts).actBy == (try day("2026-05-06")), "1 May and the days after are holidays")
        #expect(try date("RM-2", facts).actBy == (try day("2026-09-02")))
        facts.toldOfRemedy = false
        #expect(try date("RM-1", facts).actBy == (try day("2027-03-02")))
    }

    @Test("the appraisal: fifteen days from own receipt; a review opens after a year and does not close")
    func appraisal() throws {
        var facts = RemedyFacts()
        facts.conclusionReceivedOn = try day("2026-03-06")
        facts.conclusionOn = try day("2026-03-01")
        #expect(try date("RM-5", facts).actBy == (try day("2026-03-23")))
        #expect(try date("RM-6", facts).opens)
        #expect(try date("RM-6", facts).actBy == (try day("2027-03-01")))
    }

    @Test("an award: fifteen days to sue, thirty to have a final one set aside")
    func award() throws {
        var facts = RemedyFacts()
        facts.awardReceivedOn = try day("2026-03-02")
        #expect(try date("RM-10", facts).actBy == (try day("2026-03-17")))
        facts.awardIsFinal = true
        #expect(remedies.dates(facts).map(\.id) == ["RM-11"])
        #expect(try date("RM-11", facts).candidates.map(\.last) == [try day("2026-03-17"), try day("2026-04-01")])
    }

    @Test("wages: no limit while the relation lasts, one year from its end")
    func wages() throws {
        var facts = RemedyFacts()
        facts.wagesUnpaid = true
        #expect(remedies.dates(facts).isEmpty)
        facts.endedOn = try day("2025-04-01")
        #expect(try date("RM-9", facts).actBy == (try day("2026-04-01")))
    }

    @Test("an advanced employee share: one year as a labour dispute, three as unjust enrichment")
    func advancedShare() throws {
        var facts = RemedyFacts()
        facts.advancedShareOn = try day("2023-03-01")
        #expect(try date("RM-21", facts).candidates.map(\.last) == [try day("2024-03-01"), try day("2026-03-02")])
    }

    @Test("every remedy has texts in both languages and a basis")
    func texts() {
        for rule in RemedyRule.all {
            #expect(!rule.matterZh.isEmpty && !rule.matterEn.isEmpty && !rule.bodyZh.isEmpty && !rule.bodyEn.isEmpty && !rule.basis.isEmpty)
        }
        #expect(Set(RemedyRule.all.map(\.id)).count == RemedyRule.all.count)
    }

    @Test("without facts there are no remedies")
    func nothing() { #expect(remedies.dates(RemedyFacts()).isEmpty) }
}
