import Base
import Evidence
import Foundation
@testable import GongdaoClient
import Store
import Support
import Tenancy
import Testing
import Wire

/// A device keeps the log's checkpoints and notices when a server shows it another history (why.md S15, S18).
@Suite("A device watches the log") struct LogWatchTests {
    /// A server with one signed-in phone, stopped; and copies of it that live on apart.
    private final class Twins {
        let origin = TemporaryFolder()
        let folders = (TemporaryFolder(), TemporaryFolder())
        let phone = TemporaryFolder()
        let start = Timestamp(ms: 1_795_220_212_108)
        var stands: [Stand] = []

        func begin() async throws {
            let first = try Stand(at: URL(fileURLWithPath: origin.path + "/server"))
            try await first.makeTenant()
            let person = try await first.hire("E1")
            let phone = try Phone(first, folder: self.phone)
            try await phone.signIn(person)
            _ = try await phone.client.sync()
            #expect(try await phone.client.heldCheckpoint() != nil)
            try await phone.client.close()
            try await first.stop()
            for copy in [folders.0, folders.1] {
                try FileManager.default.copyItem(atPath: origin.path + "/server", toPath: copy.path + "/server")
            }
        }

        /// The server goes on from the copy; random numbers of its own.
        func go(on folder: TemporaryFolder, seed: UInt64) throws -> Stand {
            let stand = try Stand(at: URL(fileURLWithPath: folder.path + "/server"), start: start.adding(seconds: 60), seed: seed)
            stands.append(stand)
            return stand
        }

        func end() async throws { for stand in stands { try await stand.stop() } }
    }

    private func act(_ stand: Stand, _ what: String) async throws {
        try await stand.partition().system("test.act", leaf: .system) { $0.note["what"] = .string(what) }
    }

    private func sync(_ stand: Stand, _ folder: TemporaryFolder) async throws -> [LogNews] {
        let phone = try Phone(stand, folder: folder, logProofMs: 0)
        let news = try await phone.client.sync().log
        try await phone.client.close()
        return news
    }

    private func held(_ stand: Stand, _ folder: TemporaryFolder) async throws -> String? {
        let phone = try Phone(stand, folder: folder, logProofMs: 0)
        let held = try await phone.client.heldCheckpoint()
        try await phone.client.close()
        return held?.note
    }

    @Test("Two histories of one tenant: the second is noticed, both notes are kept, nothing held is replaced")
    func fork() async throws {
        let twins = Twins()
        try await twins.begin()
        let honest = try twins.go(on: twins.folders.0, seed: 2)
        try await act(honest, "as it was")
        #expect(try await sync(honest, twins.phone) == [])
        let kept = try #require(try await held(honest, twins.phone))
        let liar = try twins.go(on: twins.folders.1, seed: 3)
        try await act(liar, "as it should have been")
        let news = try await sync(liar, twins.phone)
        guard case .alarm(.fork, let file)? = news.first else {
            Issue.record("\(news)")
            return try await twins.end()
        }
        let alarm = try JSON(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        let (a, b) = (try #require(alarm["held"]?.stringValue), try #require(alarm["shown"]?.stringValue))
        let key = try #require(alarm["keys"]?[0]?.stringValue.flatMap { NoteVerifier(parsing: $0) })
        for note in [a, b] { #expect(key.verify(try #require(SignedNote(parsing: note)))) }
        #expect(LogWatch.checkpoint(a)?.root != LogWatch.checkpoint(b)?.root && LogWatch.checkpoint(a)?.size == LogWatch.checkpoint(b)?.size)
        #expect(try await held(liar, twins.phone) == kept)
        // Said once.
        #expect(try await sync(liar, twins.phone) == [])
        try await twins.end()
    }

    @Test("A longer history that does not contain the one held cannot be proved")
    func rewritten() async throws {
        let twins = Twins()
        try await twins.begin()
        let honest = try twins.go(on: twins.folders.0, seed: 2)
        try await act(honest, "one")
        _ = try await sync(honest, twins.phone)
        let liar = try twins.go(on: twins.folders.1, seed: 3)
        for index in 0..<5 { try await act(liar, "another \(index)") }
        let news = try await sync(liar, twins.phone)
        guard case .alarm(.unproved, _)? = news.first else { Issue.record("\(news)"); return try await twins.end() }
        try await twins.end()
    }

    @Test("An older copy put back unsaid is found out by the device's own checkpoint; the next sync tells what was lost")
    func rolledBack() async throws {
        let twins = Twins()
        try await twins.begin()
        let server = try twins.go(on: twins.folders.0, seed: 2)
        for index in 0..<3 { try await act(server, "lost \(index)") }
        #expect(try await sync(server, twins.phone) == [])
        let size = try #require(try await held(server, twins.phone).flatMap(LogWatch.checkpoint)).size
        let old = try twins.go(on: twins.folders.1, seed: 3)
        guard case .alarm(.rollback, _)? = try await sync(old, twins.phone).first else { Issue.record("no alarm"); return try await twins.end() }
        let epoch = try await old.partition().read { try $0.snapshot.head().epoch }
        #expect(epoch > 0, "the server learnt that it was rolled back")
        let news = try await sync(old, twins.phone)
        guard case .restored(size - 3, size, _)? = news.first, news.count == 1 else { Issue.record("\(news)"); return try await twins.end() }
        #expect(try await sync(old, twins.phone) == [])
        try await twins.end()
    }
}
