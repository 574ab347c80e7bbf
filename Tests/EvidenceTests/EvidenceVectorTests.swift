import Archive
import Base
import Evidence
import Foundation
import Testing
import Wire

/// The published vectors say what this verifier says. `GONGDAO_WRITE_PROTOCOL=1` writes them.
@Suite("Evidence vectors", .serialized) struct EvidenceVectorTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("protocol/vectors/evidence")
    static let writes = ProcessInfo.processInfo.environment["GONGDAO_WRITE_PROTOCOL"] == "1"

    private func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name))) }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: Self.folder.appendingPathComponent(name))
    }

    private func pin(_ json: JSON) throws -> Pin {
        var pin = Pin(key: json["key"]?.stringValue.flatMap(NoteVerifier.init(parsing:)))
        if let file = json["checkpoint"]?.stringValue { pin.checkpoint = Pin.checkpoint(String(decoding: try read(file), as: UTF8.self)) }
        pin.witnesses = (json["witnesses"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(WitnessVerifier.init(parsing:)) }
        return pin
    }

    private func codes(_ json: JSON?) -> [String] { (json?.arrayValue ?? []).compactMap(\.stringValue).sorted() }
    private func codes(_ verdict: Verdict) -> [String] { Set(verdict.failed.map(\.code.rawValue)).sorted() }

    /// Writes lines of an array so that a change shows as a line.
    private func lines(_ items: [JSON]) throws -> [UInt8] {
        Array("[\n".utf8) + Array(try items.map { String(decoding: try $0.canonical(), as: UTF8.self) }.joined(separator: ",\n").utf8) + Array("\n]\n".utf8)
    }

    private func rewrite() throws {
        let vectors = try EvidenceVectors()
        for item in vectors.cases where !item.bytes.isEmpty { try write(item.file, item.bytes) }
        for (name, bytes) in vectors.more { try write(name, bytes) }
        let cases: [JSON] = try vectors.cases.map { item in
            var known: JSONObject = [:]
            known["key"] = item.key.map(JSON.string)
            known["checkpoint"] = item.checkpoint.map(JSON.string)
            if !item.witnesses.isEmpty { known["witnesses"] = .array(item.witnesses.map(JSON.string)) }
            let verdict = FileVerifier.verify(MemorySource(try read(item.file)), pin: try pin(.object(known)))
            // Result and failures are laid down above; only the rest is taken from the verdict.
            #expect(verdict.result == item.result && codes(verdict) == item.failed.map(\.rawValue).sorted(), "\(item.file): \(verdict.failed)")
            let counts = verdict.json["counts"] ?? .null
            return [
                "file": .string(item.file), "pin": .object(known), "result": .string(item.result.rawValue), "exit": .int(Int64(item.result.exit)),
                "failed": .array(item.failed.map { .string($0.rawValue) }), "proved": .array(verdict.proved.map { .string($0.rawValue) }),
                "not_proved": .array(verdict.notProved.map { .string($0.rawValue) }), "counts": counts, "about": .string(item.about),
            ]
        }
        try write("cases.json", try lines(cases))
        let pairs: [JSON] = vectors.pairs.map { pair in
            [
                "a": .string(pair.a), "b": .string(pair.b), "exit": .int(Int64(pair.exit)), "failed": .array(pair.failed.map { .string($0.rawValue) }),
                "proved": .array(pair.proved.map { .string($0.rawValue) }), "not_proved": .array(pair.notProved.map { .string($0.rawValue) }),
                "about": .string(pair.about),
            ]
        }
        try write("compare.json", try lines(pairs))
        try write("words.json", try EvidenceVectors.words())
    }

    @Test("Every file gets the verdict that is published for it")
    func files() throws {
        if Self.writes { try rewrite() }
        let cases = try #require(try JSON(parsing: try read("cases.json")).arrayValue)
        #expect(cases.count >= 20)
        for item in cases {
            let file = try #require(item["file"]?.stringValue)
            let verdict = FileVerifier.verify(MemorySource(try read(file)), pin: try pin(item["pin"] ?? .null))
            #expect(verdict.result.rawValue == item["result"]?.stringValue && Int64(verdict.result.exit) == item["exit"]?.intValue, "\(file) \(verdict.failed)")
            #expect(codes(verdict) == codes(item["failed"]), "\(file)")
            #expect(verdict.proved.map(\.rawValue).sorted() == codes(item["proved"]), "\(file)")
            #expect(verdict.notProved.map(\.rawValue).sorted() == codes(item["not_proved"]), "\(file)")
            #expect(verdict.json["counts"] == item["counts"], "\(file)")
        }
    }

    @Test("Every pair compares as published")
    func pairs() throws {
        let pairs = try #require(try JSON(parsing: try read("compare.json")).arrayValue)
        #expect(pairs.count >= 5)
        for pair in pairs {
            let names = [try #require(pair["a"]?.stringValue), try #require(pair["b"]?.stringValue)]
            for (a, b) in [(names[0], names[1]), (names[1], names[0])] {
                let comparison = Comparison.compare(MemorySource(try read(a)), MemorySource(try read(b)))
                let verdict = comparison.verdict
                #expect(Int64(verdict.result.exit) == pair["exit"]?.intValue, "\(a) \(b) \(verdict.failed) \(verdict.notProved)")
                #expect(codes(verdict) == codes(pair["failed"]), "\(a) \(b)")
                #expect(verdict.proved.map(\.rawValue).sorted() == codes(pair["proved"]), "\(a) \(b)")
                #expect(verdict.notProved.map(\.rawValue).sorted() == codes(pair["not_proved"]), "\(a) \(b)")
                // The proof itself goes along: both notes as they were signed.
                #expect(comparison.notes.count == 2 && comparison.notes.allSatisfy { SignedNote(parsing: $0) != nil })
            }
        }
    }

    @Test("The words published are those of the program")
    func words() throws { #expect(try read("words.json") == EvidenceVectors.words()) }
}
