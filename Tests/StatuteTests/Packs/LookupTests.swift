import Base
import Testing
import Wire

@testable import Statute

@Suite("Looking a value up")
struct LookupTests {
    private func day(_ text: String) -> LocalDate { LocalDate(text) ?? LocalDate(days: 0)! }

    private func row(
        _ key: String = "living_ratio", at: String = "000000", cls: String? = nil, from: String? = "2010-01-01", to: String? = nil,
        known: String? = nil, value: PackValue = .ppm(800_000), replaces: Bool = false, pack: String = "test"
    ) -> PackRow {
        PackRow(
            key: key, at: at, cls: cls, from: from.map(day), to: to.map(day), knownOn: known.map(day), value: value, replaces: replaces,
            confidence: .twoSources, tag: .secondary, pack: pack)
    }

    @Test("the longest non-zero prefix wins, pools before districts, the nation last")
    func longestPrefix() {
        let packs = RulePacks(rows: [
            row(at: "000000", value: .ppm(1)), row(at: "330000", value: .ppm(2)), row(at: "330200", value: .ppm(3)),
            row(at: "330000/provincial", value: .ppm(4)),
        ])
        let on = day("2020-01-01")
        #expect(packs.find("living_ratio", at: "330205", on: on).row?.value == .ppm(3))
        #expect(packs.find("living_ratio", at: "330200", on: on).row?.value == .ppm(3))
        #expect(packs.find("living_ratio", at: "330100", on: on).row?.value == .ppm(2))
        #expect(packs.find("living_ratio", at: "330000/provincial", on: on).row?.value == .ppm(4))
        #expect(packs.find("living_ratio", at: "420000/tier2", on: on).row?.value == .ppm(1))
        #expect(packs.find("living_ratio", at: "nonsense", on: on).row?.value == .ppm(1))
    }

    @Test("a class without a row of its own takes the general row, never the other way round")
    func classes() {
        let packs = RulePacks(rows: [row(value: .ppm(1)), row(cls: "min_wage", value: .ppm(2))])
        #expect(packs.find("living_ratio", at: "110000", on: day("2020-01-01"), cls: "min_wage").row?.value == .ppm(2))
        #expect(packs.find("living_ratio", at: "110000", on: day("2020-01-01"), cls: "other").row?.value == .ppm(1))
        let special = RulePacks(rows: [row(cls: "min_wage")])
        #expect(special.find("living_ratio", at: "110000", on: day("2020-01-01")).row == nil)
    }

    @Test("before the first row the earliest is answered as extrapolated, with the weakest confidence")
    func extrapolated() {
        let answer = RulePacks(rows: [row(from: "2010-01-01", to: "2015-12-31"), row(from: "2016-01-01", value: .ppm(7))])
            .find("living_ratio", at: "110000", on: day("2009-12-31"))
        guard case .found(let found, true) = answer else { Issue.record("\(answer)"); return }
        #expect(found.value == .ppm(800_000))
        #expect(answer.confidence == .extrapolated)
    }

    @Test("never across a row that replaced another rule, never for yearly money series")
    func notExtrapolated() {
        guard
            case .unknown(_, _, let row?) = RulePacks(rows: [row(replaces: true)]).find("living_ratio", at: "110000", on: day("2009-12-31"))
        else { Issue.record("replaces"); return }
        #expect(row.replaces)
        let yearly = RulePacks(rows: [self.row("min_wage", value: .fen(100))])
        guard case .unknown = yearly.find("min_wage", at: "110000", on: day("2009-12-31")) else { Issue.record("yearly"); return }
        #expect(yearly.find("min_wage", at: "110000", on: day("2010-01-01")).row?.value == .fen(100))
    }

    @Test("after the last row, in a gap and at an unknown row the answer is unknown and says why")
    func unknowns() {
        let unknown = PackValue.unknown(missing: "the bounds of 2012", candidates: [.ppm(5)])
        let packs = RulePacks(rows: [
            row(from: "2010-01-01", to: "2010-12-31"), row(from: "2012-01-01", to: "2012-12-31", value: unknown),
        ])
        func reason(_ on: String) -> String? {
            if case .unknown(_, let reason, _) = packs.find("living_ratio", at: "110000", on: day(on)) { reason } else { nil }
        }
        #expect(reason("2011-06-01") == "known only until 2010-12-31")
        #expect(reason("2012-06-01") == "the bounds of 2012")
        #expect(reason("2013-06-01") == "known only until 2012-12-31")
        #expect(reason("2010-06-01") == nil)
        guard case .unknown("no_such_key", _, nil) = packs.find("no_such_key", at: "110000", on: day("2013-06-01")) else {
            Issue.record("unknown key")
            return
        }
    }

    @Test("an unknown start counts from the day on which a source saw the value")
    func knownOn() {
        let packs = RulePacks(rows: [row("min_wage", from: nil, known: "2024-10-01", value: .fen(1))])
        #expect(packs.find("min_wage", at: "110000", on: day("2024-10-01")).row != nil)
        #expect(packs.find("min_wage", at: "110000", on: day("2024-09-30")).row == nil)
    }

    @Test("a city's unknown is not papered over with the province's value")
    func unknownStays() {
        let packs = RulePacks(rows: [row(at: "330000"), row(at: "330200", value: .unknown(missing: "pooled separately", candidates: []))])
        #expect(packs.find("living_ratio", at: "330200", on: day("2020-01-01")).row == nil)
        #expect(packs.find("living_ratio", at: "330100", on: day("2020-01-01")).row != nil)
    }

    @Test("a tenant's dated value wins for its days and is marked as the tenant's")
    func tenant() throws {
        let base = RulePacks(rows: [row("min_wage", at: "330200", from: "2020-01-01", value: .fen(200_000))])
        let packs = base.overriding(
            with: try TenantValues.rows(["min_wage": [["from": "2022-01-01", "to": "2022-12-31", "value": 230_000]]], at: "330200"))
        let inside = packs.find("min_wage", at: "330200", on: day("2022-06-01"))
        #expect(inside.row?.value == .fen(230_000))
        #expect(inside.row?.pack == "tenant")
        #expect(packs.find("min_wage", at: "330200", on: day("2021-06-01")).row?.value == .fen(200_000))
        #expect(packs.find("min_wage", at: "330200", on: day("2023-06-01")).row?.value == .fen(200_000))
        #expect(packs.find("min_wage", at: "330100", on: day("2022-06-01")).row == nil, "another place")
        #expect(base.find("min_wage", at: "330200", on: day("2022-06-01")).row?.value == .fen(200_000), "the packs stay as they were")
    }

    @Test("age rules: the step with the fewest years that still holds decides")
    func ageSteps() {
        let rule = AgeRule(
            appliesTo: ["lump_employment"],
            steps: [
                .below(years: 5, ppm: 800_000), .below(years: 2, ppm: 200_000), .below(years: 1, ppm: 100_000), .atMost(years: 0, ppm: 0),
            ],
            notIf: [])
        #expect(rule.ppm(fullYearsLeft: 5, remainder: false) == 1_000_000)
        #expect(rule.ppm(fullYearsLeft: 4, remainder: true) == 800_000)
        #expect(rule.ppm(fullYearsLeft: 1, remainder: true) == 200_000)
        #expect(rule.ppm(fullYearsLeft: 0, remainder: true) == 100_000)
        #expect(rule.ppm(fullYearsLeft: 0, remainder: false) == 0)
        #expect(rule.ppm(fullYearsLeft: -3, remainder: false) == 0)
    }

    @Test("bands of years are half open")
    func bands() {
        let table = [YearsBand(from: 1, to: 10, value: 5), YearsBand(from: 10, to: nil, value: 10)]
        #expect(table.value(years: 0) == nil)
        #expect(table.value(years: 9) == 5)
        #expect(table.value(years: 10) == 10)
        #expect(table.value(years: 60) == 10)
    }
}
