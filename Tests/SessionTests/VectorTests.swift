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

/// Every transcript of the specification, run against the server in this process.
@Suite("Transcripts")
struct VectorTests {
    static let protocolFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("protocol")

    /// `<family>/<name>.jsonl`, of the families this target serves.
    static let transcripts: [String] = {
        let root = protocolFolder.appendingPathComponent("vectors")
        let families = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return families.flatMap { family in
            ((try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(family).path)) ?? [])
                .filter { $0.hasSuffix(".jsonl") }.map { "\(family)/\($0)" }
        }.sorted()
    }()

    @Test("A transcript runs to its end, plain and compressed", arguments: transcripts, [false, true])
    func transcript(name: String, packed: Bool) async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        let people = try await stand.hireAll()
        let text = try String(contentsOf: Self.protocolFolder.appendingPathComponent("vectors/\(name)"), encoding: .utf8)
        do {
            try await Transcript(stand, people: people, packed: packed).run(text)
        } catch let failure as Transcript.Failure {
            Issue.record("\(name), \(failure)")
        }
        try await stand.remove()
    }

    @Test("Every method is called in a transcript")
    func everyMethod() throws {
        let all = try Self.transcripts.map {
            try String(contentsOf: Self.protocolFolder.appendingPathComponent("vectors/\($0)"), encoding: .utf8)
        }.joined()
        for method in MethodRegistry.all {
            let called = all.contains("\"method\":\"\(method.name)\"") || (method.name == "hello" && all.contains("\"hello\":true"))
            #expect(called, "\(method.name) is in no transcript")
        }
    }
}
