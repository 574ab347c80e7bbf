import Testing
import Wire
@testable import Statute

@Suite("What contradicts itself, and places that are none") struct ContradictionTests {
    @Test("Bases that overlap are refused with the place of the second")
    func overlap() throws {
        func fault(_ bases: JSON) throws -> FactError? { try Asking.answer(["contribution_wages": bases], ask: ["contribution"]).fault }
        let overlapping = try fault([["from": "2022-01", "to": "2022-12", "base_fen": 500_000], ["from": "2022-06", "to": "2023-02", "base_fen": 900_000]])
        #expect(overlapping?.reason == .badValue && overlapping?.path == "facts.contribution_wages[1]")
        #expect(overlapping?.expected == "no overlap with contribution_wages[0]")
        #expect(try fault([["base_fen": 1], ["from": "2022-06", "base_fen": 2]])?.reason == .badValue)
        #expect(try fault([["from": "2022-06", "base_fen": 2], ["from": "2022-01", "to": "2022-05", "base_fen": 1]]) == nil, "in any order")
        #expect(try fault([["from": "2022-01-01", "to": "2022-06-15", "base_fen": 2], ["from": "2022-06-16", "base_fen": 1]]) == nil)
    }

    @Test("A code that is no province or city is refused", arguments: [
        "990000", "123456", "100000", "119900", "001100", "330099", "000001", "831000", "330000x", "33000", "３３００００",
    ])
    func unknownPlaces(code: String) throws {
        let answer = try Asking.answer(["grade": 9, "own_wage_monthly_fen": 600_000], ask: ["lump_disability"], at: code)
        #expect(answer.fault?.reason == .badValue && answer.fault?.path == "jurisdiction", "\(code)")
    }

    @Test("Every place of the packs, districts and pools are known")
    func knownPlaces() throws {
        for place in Set(try Asking.packs().rows.map(\.at)) { #expect(PlaceCodes.isKnown(place), "\(place)") }
        for code in ["000000", "320583", "330205", "469001", "429004", "659001", "419001", "371202", "341400", "810000", "522200", "650000/corps"] {
            #expect(PlaceCodes.isKnown(code), "\(code)")
        }
    }
}
