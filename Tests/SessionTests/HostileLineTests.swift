import Base
import Casework
import Foundation
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// Lines no honest client sends: each gets its code, and the connection goes on.
@Suite("Hostile lines")
struct HostileLineTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var code: Int64
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ code: Int64) { self.init(name, Array(text.utf8), code) }
        init(_ name: String, _ bytes: [UInt8], _ code: Int64) { (self.name, self.bytes, self.code) = (name, bytes, code) }
    }

    static func ping(_ params: String) -> String { #"{"jsonrpc":"2.0","id":1,"method":"ping","params":\#(params)}"# }

    static let cases: [Case] = [
        Case("oversized", ping(#"{"x":"\#(String(repeating: "a", count: 20_000))"}"#), 1406),
        Case("over 8 KiB before sign-in", ping(#"{"x":"\#(String(repeating: "a", count: 9_000))"}"#), 1406),
        Case("deep", ping(String(repeating: "[", count: 40) + String(repeating: "]", count: 40)), -32700),
        Case("very deep, unclosed", String(repeating: "[", count: 8_000), -32700),
        Case("duplicate keys", ping(#"{"a":1,"a":2}"#), -32700),
        Case("duplicate id", #"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#, -32700),
        Case("broken UTF-8", Array(ping(#"{"a":""#).utf8) + [0xFF, 0xFE] + Array("\"}}".utf8), -32700),
        Case("overlong UTF-8", Array(ping(#"{"a":""#).utf8) + [0xC0, 0xAF] + Array("\"}}".utf8), -32700),
        Case("lone surrogate", ping(#"{"a":"\ud800"}"#), -32700),
        Case("huge number", ping(#"{"a":9007199254740993}"#), -32700),
        Case("number without end", ping(#"{"a":"# + String(repeating: "9", count: 4_000) + "}"), -32700),
        Case("binary", [0x00, 0x16, 0x03, 0x01, 0x02, 0x7F], -32700),
        Case("HTTP", "GET / HTTP/1.1", -32700),
        Case("half an object", #"{"jsonrpc":"2.0","id":1"#, -32700),
        Case("two objects", #"{} {}"#, -32700),
        Case("a number", "7", -32600),
        Case("null id", #"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
        Case("fractional id", #"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
        Case("other version", #"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
        Case("no method", #"{"jsonrpc":"2.0","id":1}"#, -32600),
        Case("array of parameters", ping("[1,2]"), -32602),
        Case("unknown method", #"{"jsonrpc":"2.0","id":1,"method":"no.such"}"#, -32601),
        Case("operator's method here", #"{"jsonrpc":"2.0","id":1,"method":"tenant.list"}"#, -32601),
        Case("empty batch", "[]", -32600),
        Case("batch too long", "[" + Array(repeating: "{}", count: 100).joined(separator: ",") + "]", 1406),
    ]

    @Test("Each gets its code, and a ping behind it is answered", arguments: cases)
    func hostile(_ example: Case) async throws {
        let stand = try Stand(.memory)
        let speaker = Speaker(stand)
        try await speaker.hello()
        speaker.send(bytes: example.bytes + [10])
        #expect(await speaker.next()?["error"]?["code"] == .int(example.code))
        #expect(try await speaker.call("ping")["t_ms"] != nil)
        try await stand.remove()
    }

    /// Good lines with bytes turned, cut out, doubled and put in; `GONGDAO_SEED` repeats a run.
    @Test("Lines mutilated at random: at most one answer each, never a crash, and a ping behind is answered")
    func mutilated() async throws {
        let seed = ProcessInfo.processInfo.environment["GONGDAO_SEED"].flatMap(UInt64.init) ?? SystemRandom().next() % 1_000_000_000
        let random = SeededRandom(seed: seed)
        let stand = try Stand(.memory)
        let good = MethodRegistry.all.filter { $0.doors.contains(.tenants) && !["bye", "hello"].contains($0.name) }.map { method in
            Array(#"{"jsonrpc":"2.0","id":7,"method":"\#(method.name)","params":"#.utf8) + method.example.bytes + Array("}".utf8)
        }
        let speaker = Speaker(stand)
        try await speaker.hello()
        for round in 0..<400 {
            var line = good[random.below(good.count)]
            for _ in 0...random.below(4) {
                let at = random.below(line.count)
                switch random.below(4) {
                case 0: line[at] = UInt8(random.below(256))
                case 1: line.remove(at: at)
                case 2: line.insert(contentsOf: random.bytes(1 + random.below(3)), at: at)
                default: line.insert(contentsOf: line[at..<min(line.count, at + 1 + random.below(12))], at: at)
                }
                if line.isEmpty { break }
            }
            // A line stays a line, and a `bye` by accident would end the connection rightly.
            line.removeAll { $0 == 10 || $0 == 13 }
            guard !line.isEmpty else { continue }
            let ping = Array(#"{"jsonrpc":"2.0","id":"p\#(round)","method":"ping"}"#.utf8)
            speaker.send(bytes: line + [10] + ping + [10])
            var answers: [JSON] = []
            while let answer = await speaker.next() {
                answers.append(answer)
                if answer["id"] == .string("p\(round)") { break }
            }
            #expect(answers.last?["id"] == .string("p\(round)"), "GONGDAO_SEED=\(seed) \(String(decoding: line, as: UTF8.self))")
            #expect(answers.count <= 2, "GONGDAO_SEED=\(seed) \(String(decoding: line, as: UTF8.self))")
            if answers.isEmpty { break }
        }
        try await stand.remove()
    }

    @Test("Bytes cut anywhere make the same conversation")
    func cuts() async throws {
        let stand = try Stand(.memory)
        let hello = Array(#"{"jsonrpc":"2.0","id":0,"method":"hello","params":{"v":[1,1],"app":"a/1"}}"#.utf8)
        let text = hello + Array("\r\n\n".utf8) + Array(#"{"jsonrpc":"2.0","id":"p","method":"ping"}"#.utf8) + [10]
        for cut in stride(from: 1, to: text.count, by: 7) {
            let speaker = Speaker(stand)
            speaker.send(bytes: Array(text[..<cut]))
            speaker.send(bytes: Array(text[cut...]))
            #expect(await speaker.next()?["id"] == 0)
            #expect(await speaker.next()?["id"] == "p")
        }
        try await stand.remove()
    }
}
