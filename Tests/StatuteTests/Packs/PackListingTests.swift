import Base
import Testing

@testable import Statute

@Suite("Listing and comparing packs")
struct PackListingTests {
    private func day(_ text: String) -> LocalDate { LocalDate(text) ?? LocalDate(days: 0)! }

    private func row(
        _ key: String = "min_wage", at: String = "330100", from: String = "2025-01-01", to: String? = nil, value: PackValue = .fen(200_000),
        provisional: Bool = false, note: String? = nil
    ) -> PackRow {
        PackRow(
            key: key, at: at, from: day(from), to: to.map(day), value: value, provisional: provisional, source: ["CS"],
            confidence: .oneSource,
            tag: .secondary, note: note, pack: "t")
    }

    private static let head = PackHead(name: "t", version: "2026.1.1", titleZh: "测", titleEn: "test", sources: ["CS": "a site"])

    private func kinds(_ rows: [PackRow], on day: String) -> [PackListing.Notice.Kind] {
        PackListing(RulePacks(rows: rows, heads: [Self.head]), on: self.day(day)).notices.map(\.kind)
    }

    @Test("counts rows, unknowns, provisional values and places of each pack")
    func counts() throws {
        let rows = [
            row(to: "2025-12-31"), row(from: "2026-01-01", provisional: true),
            row(at: "330200", value: .unknown(missing: "x", candidates: [])),
        ]
        let pack = try #require(PackListing(RulePacks(rows: rows, heads: [Self.head]), on: day("2026-02-01")).packs.first)
        #expect(pack.rows == 3 && pack.unknown == 1 && pack.provisional == 1 && pack.places == 2 && pack.version == "2026.1.1")
    }

    @Test("tells gaps, provisional, expired and soon expiring values; an open value needs no word")
    func notices() {
        #expect(kinds([row()], on: "2026-02-01") == [])
        #expect(kinds([row(value: .unknown(missing: "x", candidates: []))], on: "2026-02-01") == [.gap])
        #expect(kinds([row(provisional: true)], on: "2026-02-01") == [.provisional])
        #expect(kinds([row(to: "2025-12-31")], on: "2026-02-01") == [.expired])
        #expect(kinds([row(to: "2026-03-31")], on: "2026-02-01") == [.expiring])
        #expect(kinds([row(to: "2026-12-31")], on: "2026-02-01") == [])
        #expect(kinds([row(to: "2026-03-31"), row(from: "2026-04-01")], on: "2026-02-01") == [], "the next row is there")
    }

    @Test("the packs in the program are told of in both languages, with the day a split is known until")
    func embedded() throws {
        let listing = PackListing(try RulePacks.embedded(), on: day("2026-11-21"))
        #expect(listing.packs.count == 6)
        for notice in listing.notices { #expect(!notice.zh.isEmpty && notice.zh != notice.en) }
        let later = PackListing(try RulePacks.embedded(), on: day("2026-11-21"), lookAhead: 60)
        let split = later.notices.first { $0.at == "510000" && $0.key == "rate" && $0.kind == .expiring }
        #expect(split?.until == day("2026-12-31"))
        #expect(split?.en.contains("known only until 2026-12-31") == true)
        #expect(
            PackListing(try RulePacks.embedded(), on: day("2027-01-02")).notices.contains { $0.key == "calendar" && $0.kind == .expired })
    }

    @Test("a difference is told in words: new, gone, and each member that changed")
    func diff() {
        let old = RulePacks(rows: [row(), row(at: "330200")])
        let new = RulePacks(rows: [row(value: .fen(249_000), note: "raised"), row(at: "330300")])
        let entries = PackDiff(from: old, to: new).entries
        #expect(entries.map(\.change) == [.changed, .removed, .added])
        #expect(
            entries[0].en
                == "330100 monthly minimum wage from 2025-01-01: value from 2,000.00 yuan to 2,490.00 yuan; note from none to raised")
        #expect(entries[0].zh == "330100 月最低工资标准 2025-01-01 起：数值由 2,000.00 元 改为 2,490.00 元；说明由 无 改为 raised")
        #expect(PackDiff(from: old, to: old).entries == [])
    }

    @Test(
        "every kind of value has a text",
        arguments: [
            (PackValue.ppm(1_500), "0.15 %"), (.monthsX10(135), "13.5 months"), (.number(20), "20"),
            (.period(Period(20, .workingDays)), "20 working days"),
            (.ladder([2_000, 4_000]), "0.2 % / 0.4 %"),
            (.yearsTable([YearsBand(from: 1, to: 10, value: 5), YearsBand(from: 10, to: nil, value: 10)]), "1-10: 5; 10-∞: 10"),
            (.brackets([Bracket(over: 0, ppm: 30_000, quick: 0)]), ">0.00 3 %"), (.word("yes"), "yes"),
            (.formula(.months(base: .ownWage, byGrade: [5: 300])), "months × own_wage {5: 30}"),
            (.formula(.fixed(byGrade: [10: 1_500_000])), "fixed {10: 15,000.00}"),
            (
                .ageRule(AgeRule(appliesTo: [], steps: [.below(years: 5, ppm: 800_000), .atMost(years: 0, ppm: 0)], notIf: [])),
                "<5: 80 %, ≤0: 0 %"
            ),
            (
                .uplift(Uplift(condition: "occupational_disease", item: "lump_medical", ppm: 1_300_000, addMonthsX10: nil)),
                "occupational_disease: × 130 %"
            ),
            (.unknown(missing: "x", candidates: [.ppm(10_000)]), "unknown (x; candidates: 1 %)"),
        ] as [(PackValue, String)])
    func texts(value: PackValue, text: String) { #expect(PackText.value(value).en == text) }

    @Test("why a lookup has no value is said in both languages")
    func reasons() {
        let unknown = PackValue.unknown(missing: "not published", candidates: [.fen(100)])
        let packs = RulePacks(rows: [row(from: "2025-01-01", to: "2025-12-31"), row(from: "2026-01-01", to: "2026-12-31", value: unknown)])
        func reason(_ on: String) -> String? { PackText.reason(packs.find("min_wage", at: "330100", on: day(on)), on: day(on))?.en }
        #expect(reason("2025-06-01") == nil)
        #expect(reason("2024-06-01") == "known only from 2025-01-01")
        #expect(reason("2026-06-01") == "unknown (not published; candidates: 1.00 yuan)")
        #expect(reason("2027-06-01") == "known only until 2026-12-31")
        #expect(
            PackText.reason(packs.find("min_wage", at: "110000", on: day("2025-06-01")), on: day("2025-06-01"))?.zh
                == "规则包中没有适用于该地的月最低工资标准")
    }
}
