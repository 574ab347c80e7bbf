import Base
import Testing
import Wire

private struct Item: Codable, Equatable {
    var name: String
    var amount: Money
    var on: LocalDate?
}

private struct Claim: Codable, Equatable {
    var id: String
    var items: [Item]
    var note: String?
    var extra: JSON?
    var flags: [String: Bool]
    var small: UInt8
    var ratio: Double
    var at: Timestamp
}

private enum Answer: Codable, Equatable {
    case agreed
    case disputed(reason: String)
}

@Suite struct CodableTests {
    private let text =
        #"{"id":"L7","items":[{"name":"车票","amount":5050,"on":"2026-10-01"},{"name":"x","amount":-1}],"extra":{"k":[1,2.50]},"flags":{"a":true},"small":255,"ratio":0.25,"at":"2026-11-21T10:24:35.000+08:00"}"#

    @Test func aValueGoesThereAndBackInTheOrderOfItsMembers() throws {
        let claim = try WireDecoder.decode(Claim.self, fromBytes: Array(text.utf8))
        #expect(claim.items[0] == Item(name: "车票", amount: Money(fen: 5050), on: LocalDate("2026-10-01")))
        #expect(claim.note == nil && claim.extra == ["k": [1, .fraction("2.50")]])
        #expect(String(decoding: try WireEncoder.encode(claim), as: UTF8.self) == text)
        #expect(try WireDecoder.decode(Claim.self, from: WireEncoder.json(claim)) == claim)
    }

    @Test func enumsWithValuesArraysAndDictionariesTravel() throws {
        for value in [[Answer.agreed, .disputed(reason: "少了")], []] {
            #expect(try WireDecoder.decodeStrict([Answer].self, fromBytes: WireEncoder.encode(value)) == value)
        }
        #expect(String(decoding: try WireEncoder.encode([String?.none, "a"]), as: UTF8.self) == #"[null,"a"]"#)
        #expect(try WireDecoder.decode([String?].self, from: [nil, "a"]) == [nil, "a"])
        #expect(String(decoding: try WireEncoder.encode([[Int]]([[], [1]])), as: UTF8.self) == "[[],[1]]")
    }

    @Test func unknownMembersAreIgnoredOrRefusedByName() throws {
        let json = try JSON(parsing: #"{"name":"a","amount":1,"colour":{"x":1}}"#.utf8)
        #expect(try WireDecoder.decode(Item.self, from: json).name == "a")
        #expect(throws: WireDecodingError(path: "colour", reason: .unknown, detail: "there is no such member")) {
            try WireDecoder.decodeStrict(Item.self, from: json)
        }
        #expect(throws: WireDecodingError(path: "[1].colour", reason: .unknown, detail: "there is no such member")) {
            try WireDecoder.decodeStrict([Item].self, from: [["name": "b", "amount": 2], json])
        }
    }

    private func fault(_ text: String) -> (path: String, reason: WireDecodingError.Reason)? {
        do throws(WireDecodingError) {
            _ = try WireDecoder.decode(Claim.self, fromBytes: Array(text.utf8))
            return nil
        } catch {
            return (error.path, error.reason)
        }
    }

    @Test func errorsNameTheMemberAndTheKindOfFault() throws {
        func changed(_ from: String, _ to: String) -> String {
            let parts = text.split(separator: from, maxSplits: 1, omittingEmptySubsequences: false)
            return parts[0] + to + parts[1]
        }
        let cases: [(String, String, WireDecodingError.Reason)] = [
            (changed(#""id":"L7","#, ""), "id", .missing), (changed(#""L7""#, "7"), "id", .type),
            (changed(#""amount":5050"#, #""amount":"5050""#), "items[0].amount", .type),
            (changed(#","amount":-1"#, ""), "items[1].amount", .missing),
            (changed("2026-10-01", "2026-02-30"), "items[0].on", .value), (changed("255", "256"), "small", .range),
            (changed("255", "-1"), "small", .range), (changed("255", "1.5"), "small", .type), (changed("true", "1"), "flags.a", .type),
            (changed("+08:00", ""), "at", .value), ("[]", "", .type), ("{", "", .syntax), (text + "}", "", .syntax),
        ]
        for (input, path, reason) in cases {
            let found = try #require(fault(input), "\(path) \(reason)")
            #expect(found.path == path && found.reason == reason, "\(found) for \(path)")
        }
    }

    @Test func whatCannotTravelIsNotEncoded() {
        #expect(throws: EncodingError.self) { try WireEncoder.encode(Int64.max) }
        #expect(throws: EncodingError.self) { try WireEncoder.encode([Double.nan]) }
        #expect(throws: JSONError.self) { try WireEncoder.json(JSON.fraction("1e999")) }
    }
}
