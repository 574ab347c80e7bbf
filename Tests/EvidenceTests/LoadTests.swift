import Archive
import Base
import Evidence
import Foundation
import Testing

/// Size: bundles stream, logs verify leaf by leaf.
@Suite("Evidence in bulk", .serialized) struct LoadTests {
    /// Resident memory of this process, KiB.
    static func resident() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    @Test("A bundle of 10,000 records is written and verified within 64 MiB of memory")
    func bundle() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "gongdao-load-\(ProcessInfo.processInfo.processIdentifier).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
        let handle = try FileHandle(forWritingTo: file)
        let before = try Self.resident()
        var (most, pieces) = (0, 0)
        let written = try EvidenceLoad.bundle(records: 10_000, random: SeededRandom(seed: 1)) { piece in
            try handle.write(contentsOf: piece)
            pieces += 1
            if pieces % 500 == 0 { most = max(most, try Self.resident()) }
        }
        try handle.close()
        let verdict = FileVerifier.verify(try FileSource(path: file.path), pin: Pin(key: written.key))
        most = max(most, try Self.resident())
        #expect(verdict.result == .proved && verdict.counts.records == 10_000, "\(verdict.failed.prefix(3))")
        #expect(most - before < 64 * 1024, "\(most - before) KiB")
        print("bundle of 10,000 records: \(written.bytes) bytes, \(max(0, most - before)) KiB above the \(before) KiB before")
    }

    @Test("A whole log is verified leaf by leaf")
    func log() throws {
        let verdict = try EvidenceLoad.verifyLog(leaves: 20_000, random: SeededRandom(seed: 2))
        #expect(verdict.result == .proved && verdict.counts.leaves == 20_000)
    }
}
