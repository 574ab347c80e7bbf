import Base
import Testing
import Wire

private func refusal(_ text: String) -> JSONError.Code? { refusal(Array(text.utf8)) }

private func refusal(_ bytes: [UInt8]) -> JSONError.Code? {
    do throws(JSONError) {
        _ = try JSON(parsing: bytes)
        return nil
    } catch {
        return error.code
    }
}

@Suite struct JSONTests {
    @Test func aValueOfEveryKindIsReadAndWrittenBackUnchanged() throws {
        let text = #"{"n":null,"t":true,"f":false,"i":-12,"big":9007199254740991,"d":1.50,"e":1e3,"s":"年 \" \\ \n","a":[1,[],{}],"o":{"x":0}}"#
        let value = try JSON(parsing: text.utf8)
        #expect(value["i"] == -12)
        #expect(value["d"] == .fraction("1.50"))
        #expect(value["s"]?.stringValue == "年 \" \\ \n")
        #expect(value["a"]?[0] == 1)
        #expect(String(decoding: value.bytes, as: UTF8.self) == text)
    }

    @Test func escapesMeanTheCharactersTheyStandFor() throws {
        let value = try JSON(parsing: #""\u5e74\ud83d\ude00\/\b\f\r\t\u0000""#.utf8)
        #expect(value.stringValue == "年😀/\u{8}\u{C}\r\t\u{0}")
    }

    @Test func whitespaceIsToleratedAroundEveryToken() throws {
        #expect(try JSON(parsing: " \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : null } ".utf8) == ["a": [1, 2], "b": nil])
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "[1", "[1,", "[1,]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "'a'", "nul", "tru", "True",
        "NaN", "Infinity", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "-", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
        "\"\u{1}\"", "\"a\nb\"", "[1 2]", "{\"a\" 1}", "/*c*/1", "\u{FEFF}1",
    ])
    func brokenTextIsRefused(_ text: String) { #expect(refusal(text) != nil, "\(text)") }

    @Test(arguments: ["1 1", "{} {}", "null,", "[] x"])
    func anythingBehindTheValueIsRefused(_ text: String) { #expect(refusal(text) == .trailing) }

    @Test func everyPrefixOfAValueIsTruncatedNotAccepted() throws {
        let text = Array(#"{"a":["年","\ud83d\ude00",true,{"b":null}],"c":"x"}"#.utf8)
        for length in 0..<text.count {
            let code = refusal(Array(text[..<length]))
            #expect(code == .truncated, "after \(length) bytes: \(String(describing: code))")
        }
        #expect(refusal(text) == nil)
    }

    @Test func depthThirtyTwoIsTheLast() {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(refusal(nested(32)) == nil)
        #expect(refusal(nested(33)) == .depth)
        #expect(refusal(String(repeating: "{\"a\":", count: 33) + "1" + String(repeating: "}", count: 33)) == .depth)
        #expect(refusal(String(repeating: "[", count: 500_000)) == .depth)
    }

    @Test func aNameThatComesTwiceIsRefusedHoweverItIsSpelt() {
        #expect(refusal(#"{"a":1,"a":2}"#) == .duplicateKey)
        #expect(refusal(#"{"a":1,"\u0061":2}"#) == .duplicateKey)
        #expect(refusal(#"{"\u5e74":1,"年":2}"#) == .duplicateKey)
        #expect(refusal(#"{"x":{"q":1,"r":{},"q":3}}"#) == .duplicateKey)
        #expect(refusal(#"{"a":{"a":{"a":1}},"b":{"a":1}}"#) == nil)
        let many = (0..<40).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(refusal("{\(many)}") == nil)
        #expect(refusal("{\(many),\"k\\u0037\":0}") == .duplicateKey)
    }

    @Test(arguments: [#""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\ud800""#, #""\ude00\ud83d""#])
    func loneSurrogatesAreRefused(_ text: String) { #expect(refusal(text) == .surrogate) }

    @Test(arguments: [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
        [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0xE5, 0xB9, 0x41], [0xC3, 0x41],
    ] as [[UInt8]])
    func brokenUTF8IsRefused(_ bytes: [UInt8]) { #expect(refusal([0x22] + bytes + [0x22]) == .utf8) }

    @Test func everyScalarAtTheEdgesOfUTF8Passes() throws {
        for scalar in [0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF] as [UInt32] {
            let text = String(try #require(Unicode.Scalar(scalar)).description)
            #expect(try JSON(parsing: "\"\(text)\"".utf8).stringValue == text)
        }
    }

    @Test func numbersBeyondTwoToTheFiftyThreeAreRefused() throws {
        #expect(try JSON(parsing: "9007199254740991".utf8) == .int(JSON.maxInt))
        #expect(try JSON(parsing: "-9007199254740991".utf8) == .int(-JSON.maxInt))
        for text in [
            "9007199254740992", "-9007199254740992", "18446744073709551616", String(repeating: "9", count: 100_000), "1e16", "1e400", "9007199254740993.5",
            "-1e99999999999999999999", "0." + String(repeating: "1", count: 80),
        ] {
            #expect(refusal(text) == .number, "\(text.prefix(40))")
        }
        #expect(try JSON(parsing: "-0".utf8) == .fraction("-0"))
        #expect(try JSON(parsing: "0.1e-5".utf8) == .fraction("0.1e-5"))
    }

    @Test func randomBinaryNeverCrashesAndNeverPassesUnlessItIsJSON() {
        let random = SeededRandom(seed: 11)
        let alphabet = Array("{}[]\",:\\u0019eE+-.tfn ".utf8) + [0x00, 0x80, 0xE5, 0xB9, 0xB4, 0xFF]
        var passed = 0
        for _ in 0..<20_000 {
            let bytes = (0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] }
            if let value = try? JSON(parsing: bytes) {
                passed += 1
                #expect((try? JSON(parsing: value.bytes)) == value)
            }
        }
        #expect(passed > 10 && passed < 10_000)
    }

    @Test func objectsAreEqualInAnyOrderAndKeepTheirs() {
        let a: JSON = ["x": 1, "y": [2]]
        let b: JSON = ["y": [2], "x": 1]
        #expect(a == b && a.hashValue == b.hashValue)
        #expect(a != ["x": 1, "y": [3]] && a != ["x": 1])
        #expect(b.objectValue?.keys == ["y", "x"])
        var object = JSONObject([("a", 1), ("b", 2), ("a", 3)])
        #expect(object.keys == ["a", "b"] && object["a"] == 3)
        object["b"] = nil
        object["c"] = "x"
        #expect(object.keys == ["a", "c"])
    }

    @Test func viewsReadInPlace() throws {
        let document = try JSONDocument(Array(#"{"a":{"b":[10,"x\n",null]},"n\u0061me":"v"}"#.utf8))
        let root = document.root
        #expect(root["a"]?["b"]?.elements.map(\.kind) == [.int, .string, .null])
        #expect(root["name"]?.string == "v")
        #expect(root["a"].map { String(decoding: $0.raw, as: UTF8.self) } == #"{"b":[10,"x\n",null]}"#)
        #expect(root["a"]?["b"]?.elements[1].path == "a.b[1]")
        #expect(root["zz"] == nil)
        #expect(root.members.map(\.key) == ["a", "name"])
    }

    @Test func theWriterSetsCommasAndEscapesByItself() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.int(Int64.min + 1)
        writer.int(0)
        writer.string("\u{0}\u{1F}\u{8}\u{C}\r\t\n\"\\/é")
        writer.raw([0x5B, 0x5D])
        writer.endArray()
        let (length, kept) = (writer.count, true)
        writer.key("b\"")
        writer.null()
        writer.cut(to: length, afterValue: kept)
        writer.key("c")
        writer.bool(false)
        writer.endObject()
        let text = String(decoding: writer.finish(), as: UTF8.self)
        #expect(text == #"{"a":[-9223372036854775807,0,"\u0000\u001f\b\f\r\t\n\"\\/é",[]],"c":false}"#)
    }
}
