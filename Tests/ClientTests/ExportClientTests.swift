import Archive
import Base
import Evidence
import Foundation
@testable import GongdaoClient
import Records
import Support
import Synchronization
import Testing
import Wire

@Suite("Client and server: bundles and receipts", .serialized) struct ExportClientTests {
    private func done(_ client: Client, _ first: ExportState) async throws -> ExportState {
        var state = first
        while state.status == "running" {
            try await Task.sleep(for: .milliseconds(10))
            state = try await client.exportState(state.id)
        }
        return state
    }

    @Test("A fetch that breaks off goes on at the chunk where it was; the file has its name only when it is whole")
    func resume() async throws {
        let (stand, person) = try await ExactlyOnceTests.stand(.sqlite)
        let phone = try Phone(stand)
        try await phone.signIn(person)
        // Several chunks, so that there is a middle.
        let document = try await phone.client.stage(stand.random.bytes(700_000), media: "application/pdf", name: "a.pdf")
        let day = try #require(stand.clock.now().adding(seconds: -86_400).date())
        let line = ClaimLine(date: day, type: .transport, amount: Money(fen: 100), description: "x", receipts: [document])
        _ = try await phone.client.file(.reimbursementSubmit([line], id: phone.client.newID(), remark: nil, today: day))
        _ = try await phone.client.sync()
        let state = try await done(phone.client, try await phone.client.startExport(ExportRequest(language: "en")))
        #expect(state.status == "done")
        let path = NSTemporaryDirectory() + "gongdao-fetch-\(SystemRandom().recordID()).zip"
        await #expect(throws: ClientError.self) {
            try await phone.client.fetchExport(state, to: path) { _, _ in
                phone.line.cut(.request, at: phone.line.count(.request))
                phone.line.set(down: true)
            }
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        phone.line.set(down: false)
        // Asked for again, it is the same one.
        let again = try await phone.client.startExport(ExportRequest(language: "en"))
        #expect(again.id == state.id && again.hash == state.hash)
        let first = Counter()
        try await phone.client.fetchExport(again, to: path) { done, _ in first.keep(done) }
        #expect(first.now > Int64(Limits.blobChunkBytes), "the chunks that were here were not fetched again")
        let file = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(Int64(file.count) == state.size)
        let held = try #require(try await phone.client.heldCheckpoint())
        let pin = Pin(checkpoint: SignedNote(parsing: held.note))
        #expect(FileVerifier.verify(MemorySource(file), pin: pin).result == .proved)
        // Fetched: the next request is a new bundle.
        #expect(try await phone.client.startExport(ExportRequest(language: "en")).id != state.id)
        try FileManager.default.removeItem(atPath: path)
        try await stand.remove()
    }

    @Test("Appeals, accepted or refused, leave a receipt on the device by themselves; other acts when asked; what was not taken has none")
    func receipts() async throws {
        let (stand, person) = try await ExactlyOnceTests.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        let id = phone.client.newID()
        for _ in 0..<2 {
            // The second has an id that is taken: consumed and refused.
            try await phone.client.file(.appealSubmit(Grievance(.general, subject: "a", description: "x"), id: id, today: "2026-11-21"))
        }
        _ = try await phone.client.sync()
        let kept = try await phone.client.keptReceipts()
        #expect(kept.count == 2 && kept[0].code == 0 && kept[1].code != 0 && kept.allSatisfy { $0.op == "appeal.submit" })
        let held = try #require(try await phone.client.heldCheckpoint())
        for receipt in kept {
            let verdict = FileVerifier.verify(MemorySource(receipt.bytes), pin: Pin(checkpoint: SignedNote(parsing: held.note)))
            #expect(verdict.result == .proved, "\(verdict.failed)")
            #expect(receipt.note.utf8.count <= 1_200)
        }
        _ = try await phone.client.sync()
        #expect(try await phone.client.keptReceipts().count == 2)
        let waiting = try await phone.client.file(.appealSubmit(Grievance(.general, subject: "b", description: "x"), id: phone.client.newID(), today: "2026-11-21"))
        #expect(try await phone.client.receipt(of: waiting.local) == nil)
        try await stand.remove()
    }
}

/// Keeps the first number that it is given.
private final class Counter: Sendable {
    // Guards the number, which a closure sets and the test reads.
    private let value = Mutex<Int64>(0)
    var now: Int64 { value.withLock { $0 } }
    func keep(_ number: Int64) { value.withLock { if $0 == 0 { $0 = number } } }
}
