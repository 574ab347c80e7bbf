import Base
import Testing
import Wire

@Suite struct CanonicalTests {
    private func canonical(_ text: String) throws -> String { String(decoding: try JSON(parsing: text.utf8).canonical(), as: UTF8.self) }

    @Test func membersAreSortedBytewiseAtEveryDepth() throws {
        #expect(try canonical(#"{"b":1,"a":{"z":[{"y":1,"x":2}],"_":0,"Z":3,"0":4,".":5,"/":6,"-":7}}"#)
            == #"{"a":{"-":7,".":5,"/":6,"0":4,"Z":3,"_":0,"z":[{"x":2,"y":1}]},"b":1}"#)
        #expect(try canonical(#"{"ab":1,"a":2,"abc":3,"B":4}"#) == #"{"B":4,"a":2,"ab":1,"abc":3}"#)
    }

    @Test func textIsTheSameHoweverItWasSpelt() throws {
        #expect(try canonical(#"["\u5e74","年","\u0061\/","\u000a\u001F\"\\"]"#) == #"["年","年","a/","\n\u001f\"\\"]"#)
        #expect(try canonical(" [ 1 , null,true , false ] ") == "[1,null,true,false]")
        // Composed and decomposed letters are different text and stay so.
        #expect(try canonical(#"["é","é"]"#).utf8.count == 11)
    }

    @Test(arguments: ["1.0", "1e0", "-0", "[0.5]", #"{"a":1E3}"#])
    func anythingButWholeNumbersIsRefused(_ text: String) throws {
        let value = try JSON(parsing: text.utf8)
        #expect(throws: JSONError.self) { try value.canonical() }
    }

    @Test(arguments: ["", "a b", "年", "a\"", "a+b", "a:b", "\u{0}"])
    func namesOutsideTheAlphabetAreRefused(_ name: String) {
        #expect(throws: JSONError.self) { try JSON.object([name: 1]).canonical() }
    }

    @Test func numbersBeyondTheWireAreRefused() {
        #expect(throws: JSONError.self) { try JSON.int(JSON.maxInt + 1).canonical() }
        #expect(throws: JSONError.self) { try JSON.int(.min).canonical() }
    }

    @Test func canonicalFormIsAFixedPointOfReadingAndShuffling() throws {
        let random = SeededRandom(seed: 3)
        func value(_ depth: Int) -> JSON {
            switch random.below(depth > 3 ? 4 : 6) {
            case 0: .null
            case 1: .bool(random.below(2) == 0)
            case 2: .int(Int64(random.below(2_000_000)) - 1_000_000)
            case 3: .string(String(repeating: ["a", "年", "\n", "😀", "\""][random.below(5)], count: random.below(4)))
            case 4: .array((0..<random.below(4)).map { _ in value(depth + 1) })
            default: .object(JSONObject((0..<random.below(5)).map { ("k\(random.below(30))/\($0)", value(depth + 1)) }))
            }
        }
        func shuffled(_ json: JSON) -> JSON {
            switch json {
            case .array(let elements): .array(elements.map(shuffled))
            case .object(let object): .object(JSONObject(object.map { ($0, shuffled($1)) }.reversed()))
            default: json
            }
        }
        for _ in 0..<500 {
            let json = value(0)
            let bytes = try json.canonical()
            #expect(try JSON(parsing: bytes).canonical() == bytes)
            #expect(try shuffled(json).canonical() == bytes)
            #expect(try JSON(parsing: bytes) == json)
        }
    }
}
