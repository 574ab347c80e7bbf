import Base
import Testing
import Wire

@Suite struct CursorTests {
    private let key = Array("0123456789abcdef0123456789abcdef".utf8)
    private let cursor = Cursor(epoch: 8, P: 8 << 40 + 120, A: 8 << 40 + 119, B: 12, f: 13, S: 8 << 40 + 7)
    private let parts = ["factory", "184", "d7Qm", "gongdao-cli/1.0#3", "7"]

    @Test func aCursorComesBackInItsOwnContextOnly() throws {
        let text = cursor.encode(key: key, context: MACContext.bytes(parts))
        #expect(Cursor(text, key: key, context: MACContext.bytes(parts)) == cursor)
        for index in parts.indices {
            var other = parts
            other[index] += "1"
            #expect(Cursor(text, key: key, context: MACContext.bytes(other)) == nil)
        }
        #expect(Cursor(text, key: key.reversed(), context: MACContext.bytes(parts)) == nil)
        // Moving a character across the border of two parts makes another context.
        #expect(MACContext.bytes(["ab", "c"]) != MACContext.bytes(["a", "bc"]))
    }

    @Test func everyChangedCharacterIsNoticed() throws {
        let context = MACContext.bytes(parts)
        let text = Array(cursor.encode(key: key, context: context).utf8)
        for index in text.indices {
            for replacement in Array("Aaz_".utf8) where replacement != text[index] {
                var changed = text
                changed[index] = replacement
                #expect(Cursor(String(decoding: changed, as: UTF8.self), key: key, context: context) == nil)
            }
            #expect(Cursor(String(decoding: text[..<index], as: UTF8.self), key: key, context: context) == nil)
        }
        #expect(Cursor(String(repeating: "A", count: 100_000), key: key, context: context) == nil)
    }

    @Test func theGreatestNumbersFit() {
        let great = Cursor(epoch: .max, P: .max, A: .max, B: .max, f: .max, S: .max)
        let text = great.encode(key: key, context: [])
        #expect(text.utf8.count <= Cursor.maxText && Cursor(text, key: key, context: []) == great)
        let start = Cursor(epoch: 0, P: 0, A: 0, B: 0, f: 0, S: 0)
        #expect(Cursor(start.encode(key: key, context: []), key: key, context: []) == start)
    }

    @Test func aTimeTokenHoldsForOneDeviceOfOneTenant() {
        let token = TimeToken(time: Timestamp(ms: 1_795_220_212_108), logSize: 88_120)
        let text = token.encode(key: key, tenant: "factory", device: "d7Qm")
        #expect(TimeToken(text, key: key, tenant: "factory", device: "d7Qm") == token)
        #expect(TimeToken(text, key: key, tenant: "factory", device: "d7Qn") == nil)
        #expect(TimeToken(text, key: key, tenant: "factoryd", device: "7Qm") == nil)
        #expect(TimeToken(text + "A", key: key, tenant: "factory", device: "d7Qm") == nil)
        // A cursor's text is no time token, though both are made with one key.
        #expect(TimeToken(cursor.encode(key: key, context: []), key: key, tenant: "factory", device: "d7Qm") == nil)
    }
}

@Suite struct DigestTests {
    @Test func termsMatchTheHashComputedElsewhere() {
        // sha256 of "payslip\0p24\01" begins with these six bytes (computed with Python's hashlib).
        #expect(Digest.term(collection: "payslip", id: "p24", rev: 1) == 0x49dfb94ba428)
        #expect(Digest.term(collection: "payslip", id: "p2", rev: 41) != Digest.term(collection: "payslip", id: "p24", rev: 1))
    }

    @Test func sumsForgetTheOrderAndUndoRemovals() {
        let terms = (0..<200).map { Digest.term(collection: "leave", id: "L\($0)", rev: 1) }
        let sum = terms.reduce(0, Digest.add)
        #expect(terms.reversed().reduce(0, Digest.add) == sum && sum < Digest.modulus)
        #expect(terms.reduce(sum, Digest.subtract) == 0)
        #expect(Digest.subtract(0, 1) == Digest.modulus - 1)
    }

    @Test func theTextGoesThereAndBack() throws {
        #expect(Digest.text(count: 24, sum: 0x9f3c_2a77_b1d0) == "24.9f3c2a77b1d0")
        let parsed = try #require(Digest.parse("24.9f3c2a77b1d0"))
        #expect(parsed == (24, 0x9f3c_2a77_b1d0))
        for text in ["", "24", "24.", "-1.9f3c2a77b1d0", "24.9F3C2A77B1D0", "024.9f3c2a77b1d0", "24.9f3c2a77b1", "24.9f3c2a77b1d0.1"] {
            #expect(Digest.parse(text) == nil)
        }
    }
}

@Suite struct SignedBytesTests {
    @Test func anActIsSignedInItsCanonicalForm() throws {
        let a = try JSON(parsing: #"{"type":"personal","id":"L7p","notice":{"id":"N3","digest":"\u0061"}}"#.utf8)
        let bytes = try SignedBytes.mutation(
            tenant: "factory", device: "d7Qm", subject: "184", queue: "d7Qm.0", n: 42, op: "leave.request", a: a, when: ["tt": "x", "dt": 5])
        #expect(String(decoding: bytes, as: UTF8.self)
            == "gongdao/v1/mutation\n"
            + #"["factory","d7Qm","184","d7Qm.0",42,"leave.request",{"id":"L7p","notice":{"digest":"a","id":"N3"},"type":"personal"},null,{"dt":5,"tt":"x"}]"#)
        #expect(throws: JSONError.self) {
            try SignedBytes.mutation(tenant: "t", device: "d", subject: "s", queue: "q", n: 1, op: "o", a: ["x": .fraction("1.0")])
        }
    }

    @Test func noUseOfAKeyHasAnothersPrefix() {
        let uses = SignedBytes.Use.allCases.map(\.rawValue)
        #expect(uses == ["gongdao/v1/mutation\n", "gongdao/v1/auth\n", "gongdao/v1/device.done\n", "gongdao/v1/device.vouch\n"])
        for (index, use) in uses.enumerated() {
            #expect(use.hasSuffix("\n"))
            for (other, text) in uses.enumerated() where other != index { #expect(!text.hasPrefix(use)) }
        }
        let challenge = SignedBytes.challenge(server: "s", tenant: "t", device: "d", nonce: "\"]")
        #expect(String(decoding: challenge, as: UTF8.self) == "gongdao/v1/auth\n" + #"["s","t","d","\"]"]"#)
    }
}
