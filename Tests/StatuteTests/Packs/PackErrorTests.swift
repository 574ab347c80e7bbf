import Base
import Testing
import Wire

@testable import Statute

/// A pack author's mistakes: each is refused with file, line and row, and nothing else is reported.
@Suite("Faults in a pack")
struct PackErrorTests {
    static let head = #"{"pack":"t","version":"2026.1.1","title":{"zh":"测","en":"test"},"sources":{"CS":"a site"}}"#

    /// The end of every good row.
    static let rest = #""source":["CS"],"confidence":"one_source","tag":"S""#

    private func row(_ change: (String, String)? = nil) -> String {
        let good =
            #"{"key":"min_wage","at":"440300","from":"2025-03-01","value":{"fen":252000},\#(Self.rest)}"#
        guard let (old, new) = change else { return good }
        return good.replacing(old, with: new)
    }

    private func errors(_ lines: [String]) -> [PackError] {
        RulePacks.load([(name: "t.jsonl", bytes: Array(([PackErrorTests.head] + lines).joined(separator: "\n").utf8))]).errors
    }

    @Test("a good row is read, in the order of its file, with what the row says")
    func good() throws {
        let (packs, errors) = RulePacks.load([(name: "t.jsonl", bytes: Array((PackErrorTests.head + "\n" + row() + "\n").utf8))])
        #expect(errors == [])
        let only = try #require(packs.rows.first)
        #expect(packs.rows.count == 1)
        #expect(only.id == "min_wage@440300:2025-03-01")
        #expect(only.value == .fen(252_000))
        #expect(only.pack == "t")
        #expect(only.fromBasis == .sourced)
    }

    @Test(
        "one wrong member, one error, at its line",
        arguments: [
            ("\"at\":\"440300\"", "\"at\":\"44030\"", PackError.Code.place),
            ("\"at\":\"440300\"", "\"at\":[]", .malformed),
            ("\"from\":\"2025-03-01\"", "\"from\":\"2025-02-30\"", .malformed),
            ("\"from\":\"2025-03-01\",", "", .missingMember),
            ("\"from\":\"2025-03-01\"", "\"from\":\"2025-03-01\",\"to\":\"2025-02-01\"", .malformed),
            ("\"fen\":252000", "\"ppm\":252000", .wrongKind),
            ("\"fen\":252000", "\"fen\":2520.5", .malformed),
            ("\"fen\":252000", "\"fen\":-1", .malformed),
            ("\"fen\":252000", "\"fen\":252000,\"ppm\":1", .malformed),
            ("\"source\":[\"CS\"]", "\"source\":[\"XX\"]", .unnamedSource),
            ("\"confidence\":\"one_source\"", "\"confidence\":\"sure\"", .malformed),
            ("\"tag\":\"S\"", "\"tag\":\"Z\"", .malformed),
            ("\"tag\":\"S\"", "\"tag\":\"S\",\"colour\":\"red\"", .unknownMember),
            ("\"key\":\"min_wage\"", "\"key\":\"minimum\"", .unknownKey),
            ("\"key\":\"min_wage\"", "\"key\":\"min_wage\",\"line\":\"pension\"", .wrongPart),
            ("\"key\":\"min_wage\"", "\"key\":\"base_floor\"", .wrongPart),
            ("\"key\":\"min_wage\"", "\"key\":\"min_wage\",\"class\":\"weekly\"", .wrongPart),
            ("\"key\":\"min_wage\"", "\"key\":\"min_wage\",\"who\":\"employer\"", .wrongPart),
            ("{\"key\"", "{{\"key\"", .syntax),
        ] as [(String, String, PackError.Code)])
    func wrongMember(old: String, new: String, code: PackError.Code) {
        let found = errors([row(), row((old, new)).replacing("440300", with: "440400")])
        #expect(found.map(\.code) == [code])
        #expect(found.first?.line == 3)
        #expect(found.first?.file == "t.jsonl")
    }

    @Test("two rows for one day, an open row before another, a hole in a yearly series")
    func order() {
        let later = row(("2025-03-01", "2026-03-01"))
        #expect(errors([row(), later]).map(\.code) == [.overlap])
        #expect(errors([row(("2025-03-01\"", "2025-03-01\",\"to\":\"2026-03-01\"")), later]).map(\.code) == [.overlap])
        #expect(errors([row(("2025-03-01\"", "2025-03-01\",\"to\":\"2026-02-27\"")), later]).map(\.code) == [.gap])
        #expect(errors([row(("2025-03-01\"", "2025-03-01\",\"to\":\"2026-02-28\"")), later]).map(\.code) == [])
    }

    private func bound(_ key: String, _ fen: Int, note: String = "") -> String {
        #"{"key":"\#(key)","at":"330000","line":["pension","medical"],"from":"2025-01-01","to":"2025-12-31","#
            + #""value":{"fen":\#(fen)},\#(Self.rest)\#(note)}"#
    }

    @Test("a ceiling below its floor, a floor that is not 60 % of the average without a note")
    func bounds() {
        #expect(
            errors([bound("base_floor", 400_000), bound("base_ceiling", 300_000)]).map(\.code) == [.ceilingBelowFloor, .ceilingBelowFloor])
        let average =
            #"{"key":"average_wage","class":"full_calibre","at":"330000","from":"2024-01-01","to":"2024-12-31","value":{"fen":700000},\#(Self.rest)}"#
        #expect(errors([average, bound("base_floor", 420_000)]) == [])
        #expect(errors([average, bound("base_floor", 420_100)]) == [], "one yuan of rounding is allowed")
        #expect(errors([average, bound("base_floor", 420_101)]).map(\.code) == [.floorNotShare, .floorNotShare])
        #expect(errors([average, bound("base_floor", 380_000, note: #","note":"a transitional floor""#)]) == [])
    }

    @Test("the employer's parts must add up to the published total")
    func shares() {
        func rate(_ key: String, _ line: String, _ ppm: Int) -> String {
            #"{"key":"\#(key)","at":"330100","line":"\#(line)","who":"employer","from":"2025-01-01","value":{"ppm":\#(ppm)},\#(Self.rest)}"#
        }
        let parts = [rate("rate", "medical", 80_000), rate("rate", "maternity", 5_000), rate("rate", "large_sum", 15_000)]
        #expect(errors(parts + [rate("rate_total", "medical", 100_000)]) == [])
        #expect(errors(parts + [rate("rate_total", "medical", 95_000)]).map(\.code) == [.sharesDoNotAdd])
    }

    @Test(
        "tables that are out of order",
        arguments: [
            ("risk_ladder\",\"line\":\"work_injury", #"{"ladder":[1,2,3,4,5,6,7,7]}"#),
            ("risk_ladder\",\"line\":\"work_injury", #"{"ladder":[1,2,3]}"#),
            ("annual_leave_days", #"{"years_table":[[0,5,1],[6,null,2]]}"#),
            ("lump_medical", #"{"formula":{"family":"fixed","by_grade":{"5":100,"6":200}}}"#),
            (
                "lump_age_rule",
                #"{"age_rule":{"measure":"years_left_to_retirement","steps":[{"lt":1,"ppm":100000},{"lt":5,"ppm":800000}]}}"#
            ),
            ("tax_brackets", #"{"brackets":[[0,30000,0],[300000,100000,20000]]}"#),
            ("calendar", #"{"calendar":{"year":2026,"off":"0101","work":"0105","in_lieu":""}}"#),
        ])
    func disorder(key: String, value: String) {
        let line =
            #"{"key":"\#(key)","at":"000000","from":"2025-01-01","value":\#(value),\#(Self.rest)}"#
        #expect(errors([line]).map(\.code) == [.disorder])
    }

    @Test("a file without a head is refused; the other rows are still checked")
    func noHead() {
        let found = RulePacks.load([(name: "x.jsonl", bytes: Array(row().utf8))]).errors
        #expect(found.map(\.code) == [.head])
        #expect(RulePacks.load([(name: "x.jsonl", bytes: [])]).errors.map(\.code) == [.head])
    }

    @Test("a tenant's mistakes are refused with the key's name and change nothing")
    func tenantMistakes() {
        #expect(throws: PackError.self) {
            try TenantValues.rows(["min_wage": [["from": "2022-01-01", "value": ["ppm": 3]]]], at: "330200")
        }
        #expect(throws: PackError.self) { try TenantValues.rows(["no_key": [["from": "2022-01-01", "value": 3]]], at: "330200") }
        #expect(throws: PackError.self) { try TenantValues.rows(["min_wage": [["value": 3]]], at: "330200") }
        #expect(throws: PackError.self) { try TenantValues.rows(["min_wage": 3], at: "330200") }
        #expect(throws: PackError.self) { try TenantValues.rows([], at: "330200") }
        let twice: [(String, String)] = [("2022-01-01", "2022-12-31"), ("2022-06-01", "2023-01-01")]
        #expect(throws: PackError.self) {
            try TenantValues.rows(
                ["min_wage": .array(twice.map { ["from": .string($0.0), "to": .string($0.1), "value": 3] })], at: "330200")
        }
    }
}
