import Base
import RulePacks
import Testing

@testable import Statute

@Suite("The packs in the program")
struct EmbeddedPacksTests {
    static let provinces = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    ].map { "\($0)0000" }

    let packs: RulePacks
    init() throws { packs = try RulePacks.embedded() }

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    @Test("pass every check, and no file is empty")
    func everyCheck() {
        let (loaded, errors) = RulePacks.load(EmbeddedPacks.files)
        #expect(errors.map(\.description) == [])
        #expect(loaded.heads.map(\.name) == ["national", "local", "lumpsums", "wages", "contributions", "calendar"])
        #expect(loaded.rows.count > 1_500)
        #expect(Set(loaded.rows.map(\.id)).count == loaded.rows.count, "row names are unique")
    }

    @Test("state for every row where it comes from")
    func provenance() {
        for row in packs.rows where !row.value.isUnknown {
            #expect(!row.source.isEmpty || row.fromBasis == .continued, "\(row.id)")
        }
    }

    @Test("the place of the input templates has local rules")
    func examplePlace() throws {
        let place = packs.examplePlace
        #expect(EmbeddedPacksTests.provinces.contains(place))
        #expect(packs.find("lump_medical", at: place, on: try day("2026-01-31")).row?.at == place)
        #expect(RulePacks(rows: []).examplePlace == "000000")
    }

    @Test("months of the lump-sum disability subsidy by grade, before and after 2011")
    func monthsByGrade() throws {
        let expected: [(old: Int64, new: Int64)] = [
            (24, 27), (22, 25), (20, 23), (18, 21), (16, 18), (14, 16), (12, 13), (10, 11), (8, 9), (6, 7),
        ]
        for (index, months) in expected.enumerated() {
            let grade = String(index + 1)
            let old = packs.find("lump_disability", at: "330200", on: try day("2010-12-31"), cls: grade)
            let new = packs.find("lump_disability", at: "330200", on: try day("2011-01-01"), cls: grade)
            #expect(old.row?.value == .monthsX10(months.old * 10))
            #expect(new.row?.value == .monthsX10(months.new * 10))
        }
    }

    @Test("urban income from 2009 to 2025, unknown outside", arguments: [(2009, 17_175), (2014, 28_844), (2020, 43_834), (2025, 56_502)])
    func urbanIncome(year: Int, yuan: Int64) throws {
        #expect(packs.find("urban_income", at: "110000", on: try day("\(year)-06-30")).row?.value == .fen(yuan * 100))
        guard case .unknown = packs.find("urban_income", at: "110000", on: try day("2008-06-30")) else { Issue.record("2008"); return }
        guard case .unknown = packs.find("urban_income", at: "110000", on: try day("2026-06-30")) else { Issue.record("2026"); return }
    }

    @Test("every province has both lump sums: a formula for grades 5 to 10 or an explicit unknown with its reason", arguments: provinces)
    func lumpSums(place: String) throws {
        for key in ["lump_medical", "lump_employment"] {
            switch packs.find(key, at: place, on: try day("2024-06-01")) {
            case .found(let row, _):
                guard case .formula(let formula) = row.value else { Issue.record("\(row.id)"); return }
                #expect(formula.grades == [5, 6, 7, 8, 9, 10], "\(row.id)")
            case .unknown(_, let reason, let row):
                #expect(row != nil && !reason.isEmpty, "\(place) \(key)")
            }
        }
    }

    @Test("every province says what is known of age reductions and of occupational diseases", arguments: provinces)
    func ageRules(place: String) throws {
        for item in ["lump_medical", "lump_employment"] {
            let answer = packs.find("lump_age_rule", at: place, on: try day("2024-06-01"), cls: item)
            if case .unknown(_, _, nil) = answer { Issue.record("\(place) \(item)") }
        }
        if case .unknown(_, _, nil) = packs.find("lump_uplift", at: place, on: try day("2024-06-01"), cls: "lump_medical") {
            Issue.record("\(place)")
        }
    }

    @Test("every province has unemployment rates that add up to one per cent", arguments: provinces)
    func unemployment(place: String) throws {
        let on = try day("2026-10-01")
        let shares = ["employer", "employee"].map { packs.find("rate", at: place, on: on, line: "unemployment", who: $0).row?.value }
        guard case .ppm(let employer)? = shares[0], case .ppm(let employee)? = shares[1] else { Issue.record("\(place)"); return }
        #expect(employer + employee == 10_000)
    }

    @Test("the share of the work-injury ladder is known or the row says what is missing", arguments: provinces)
    func ladders(place: String) throws {
        switch packs.find("risk_ladder", at: place, on: try day("2026-10-01"), line: "work_injury") {
        case .found(let row, _): #expect(row.at == place)
        case .unknown(_, let reason, let row):
            #expect(row?.at == place && !reason.isEmpty)
            let first = packs.find("rate", at: place, on: try day("2026-10-01"), line: "work_injury", cls: "1", who: "employer")
            #expect(first.row?.at == place, "class 1 is known where the ladder is not")
        }
    }

    @Test("the quick deductions of the tax scale make it continuous and the yearly one is twelve times the monthly one")
    func taxScale() throws {
        guard case .brackets(let month)? = packs.find("tax_brackets", at: "000000", on: try day("2026-01-01"), cls: "monthly").row?.value,
            case .brackets(let year)? = packs.find("tax_brackets", at: "000000", on: try day("2026-01-01"), cls: "annual").row?.value
        else { Issue.record("no scale"); return }
        #expect(month.map(\.over).map { $0 * 12 } == year.map(\.over))
        #expect(month.map(\.ppm) == year.map(\.ppm))
        #expect(month.map { $0.quick * 12 } == year.map(\.quick))
    }

    @Test("holidays of 2004 to 2026; other years are unknown")
    func calendarYears() throws {
        for year in 2004...2026 {
            guard case .calendar(let calendar)? = packs.find("calendar", at: "000000", on: try day("\(year)-05-01")).row?.value else {
                Issue.record("\(year)")
                return
            }
            #expect(calendar.off.contains(try day("\(year)-10-01")))
            #expect(calendar.off.count >= 20 && calendar.off.count <= 40)
        }
        for year in [2003, 2027] {
            guard case .unknown = packs.find("calendar", at: "000000", on: try day("\(year)-05-01")) else {
                Issue.record("\(year)"); return
            }
        }
    }
}
