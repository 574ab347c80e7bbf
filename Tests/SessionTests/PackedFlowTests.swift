import Base
import Casework
import Methods
import Records
import Segments
import Session
import Support
import Tenancy
import Testing
import Wire

/// A connection that compresses: what is agreed, what may share a segment, what becomes of bombs and of rubbish.
@Suite("A compressed connection")
struct PackedFlowTests {
    static let hello: JSON = ["v": [1, 1], "app": "packed/1.0", "schema": 1, "lang": "en"]

    @Test("Compression is agreed on only where the client offers it, and never with operators")
    func agreed() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        #expect(try await Speaker(stand).call("hello", Self.hello)["comp"] == .null)
        var unknown = Self.hello.objectValue ?? JSONObject()
        unknown["comp"] = ["zstd"]
        let other = try await Speaker(stand).call("hello", .object(unknown))
        #expect(other["comp"] == .null && other["dict"] == nil)
        let packed = Speaker(stand)
        #expect(try await packed.helloPacked(Self.hello)["dict"] == .string(SegmentDictionary.name))
        #expect(try await packed.call("ping")["t_ms"] != nil)
        #expect(try await Speaker(stand, door: .operators).helloPacked(Self.hello)["comp"] == .null)
        try await stand.remove()
    }

    @Test("A snapshot is a fraction of its bytes; nothing private and no secret is in a compressed segment")
    func snapshot() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        let person = try await stand.hire("P1")
        try await Self.fill(stand, person)
        var rows: [String: JSON] = [:]
        var sizes: [Int] = []
        for packs in [false, true] {
            let speaker = Speaker(stand)
            _ = try await packs ? speaker.helloPacked(Self.hello) : speaker.call("hello", Self.hello)
            try await speaker.signIn(person)
            let before = speaker.transport.bytesWritten
            let all = try await speaker.pullAll()
            sizes.append(speaker.transport.bytesWritten - before)
            if packs { #expect(all.rows == rows) } else { rows = all.rows }
        }
        #expect(rows.count > 200)
        #expect(sizes[1] * 3 < sizes[0], "\(sizes[1]) of \(sizes[0]) bytes")
        try await stand.remove()
    }

    @Test("Rows of pay stand in segments of their own, private ones are stored, whatever page they are in")
    func borders() throws {
        let canary = String(repeating: "CANARY-ILLNESS ", count: 20)
        let page = #"{"jsonrpc":"2.0","id":1,"result":{"put":[{"in":"t","c":"announcement","cols":["id"],"rows":[["a1"]]},"#
            + #"{"in":"e/1","c":"payslip","cols":["id"],"rows":[["p1"]]},{"in":"e/1","c":"leave","cols":["id"],"rows":[["\#(canary)"]]},"#
            + #"{"in":"e/1","c":"contribution","cols":["id"],"rows":[["c1"]]},{"in":"t","c":"unheard_of","cols":["id"],"rows":[["u1"]]}],"#
            + "\"more\":false}}\n"
        let bytes = MessagePacking.pack(Array(page.utf8), .page)
        // Segment by segment: each read alone, by a reader that has seen nothing else.
        var segments: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            var length = 0
            var text: [UInt8] = []
            repeat {
                length += 1
                text = []
                var reader = SegmentReader(limit: 100_000)
                try Array(rest.prefix(length)).withUnsafeBytes { bytes in try reader.read(bytes) { text += Array($0) } }
                if !reader.isInside { break }
            } while length < rest.count
            segments.append(String(decoding: text, as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        #expect(segments.joined() == page)
        for word in ["payslip", "contribution", "leave", "unheard_of"] {
            let holding = segments.filter { $0.contains("\"c\":\"\(word)\"") }
            #expect(holding.count == 1 && holding.allSatisfy { $0.components(of: "\"c\":") == 1 }, "\(word): \(segments)")
        }
        #expect(String(decoding: bytes, as: UTF8.self).contains(canary), "a private group stands as it is")
        let round = Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"push\":{\"lm\":1,\"res\":[[1,\"no\",1407,{\"say\":\"\(canary)\"}]]},\"pull\":{\"more\":false}}}\n".utf8)
        #expect(String(decoding: MessagePacking.pack(round, .page), as: UTF8.self).contains(canary), "so do the outcomes of a push")
    }

    @Test("What has not been said to be open is stored: tokens, accounts, papers, statutes")
    func closed() {
        for method in MethodRegistry.all {
            let isOpen = MessagePacking.answer(to: method.name) != .stored
            let family = method.family
            if ["auth", "device", "account", "audit", "get", "payslip", "directory", "statute", "operator", "tenant"].contains(family) {
                #expect(!isOpen, "\(method.name)")
            }
        }
        #expect(MessagePacking.answer(to: "blob.get") == .stored)
        #expect(MessagePacking.answer(to: "sync.push") == .stored)
        #expect(MessagePacking.answer(to: "sync.pull") == .page)
    }

    @Test("A bomb is told 1406, rubbish −32700, and both end the connection")
    func hostile() async throws {
        let stand = try Stand()
        let spaces = [UInt8](repeating: 0x20, count: 20_000_000)
        let plain = Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n".utf8)
        for (bytes, code) in [(Speaker.segment(spaces), ErrorCode.tooLarge), (plain, .parseError), ([0xFF, 0xFF], .parseError)] {
            let speaker = Speaker(stand)
            _ = try await speaker.helloPacked(Self.hello)
            speaker.send(raw: bytes)
            var told: [Int64] = []
            while let line = await speaker.next(withinMs: 300) { if let code = line["error"]?["code"]?.intValue { told.append(code) } }
            #expect(told.last == Int64(code.rawValue), "\(told)")
            #expect(speaker.transport.isClosed)
            #expect(speaker.transport.bytesWritten < 4_000)
        }
        try await stand.remove()
    }

    @Test("A line over the limit is told 1406 with its id, the rest of it is skipped, and the connection goes on")
    func longLine() async throws {
        let stand = try Stand()
        let speaker = Speaker(stand)
        _ = try await speaker.helloPacked(Self.hello)
        let text = SeededRandom(seed: 3).bytes(20_000).map { $0 % 26 + 97 }
        speaker.send(bytes: Array("{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"ping\",\"x\":\"".utf8) + text + Array("\"}\n".utf8))
        let answer = await speaker.next()
        #expect(answer?["id"] == 77 && answer?["error"]?["code"] == .int(Int64(ErrorCode.tooLarge.rawValue)))
        #expect(try await speaker.call("ping")["t_ms"] != nil)
        try await stand.remove()
    }

    @Test("Who sends behind hello without waiting for its answer is told so")
    func impatient() async throws {
        let stand = try Stand()
        let speaker = Speaker(stand)
        var members = Self.hello.objectValue ?? JSONObject()
        members["comp"] = ["deflate"]
        speaker.transport.unpackAfterFirstLine()
        speaker.send(raw: Envelope.request(.int(0), method: "hello", params: JSON.object(members).bytes) + [0x7B, 0x22])
        var why: String?
        while let line = await speaker.next(withinMs: 300) { if let text = line["params"]?["why"]?.stringValue { why = text } }
        #expect(why == "parse_error")
        #expect(speaker.transport.isClosed)
        try await stand.remove()
    }

    private static func fill(_ stand: Stand, _ person: TestPerson) async throws {
        let partition = try await stand.partition()
        try await partition.system("test.rows") { writer in
            for number in 0..<240 {
                let month = "20\(10 + number / 12)-\(number % 12 < 9 ? "0" : "")\(number % 12 + 1)"
                let row = Contribution(
                    id: "c\(number)", employee: person.employee, contributionMonth: month, insuranceType: .pension,
                    contributionBase: Money(fen: 520_000 + Int64(number)), employerRatePpm: 160_000, employeeRatePpm: 80_000,
                    employerAmount: Money(fen: 83_200), employeeAmount: Money(fen: 41_600), status: .paid)
                try writer.put(row, in: .employee(person.employee), isNew: true)
            }
        }
    }
}

extension String {
    /// How often `part` stands in it.
    fileprivate func components(of part: String) -> Int { self.split(separator: part, omittingEmptySubsequences: false).count - 1 }
}
