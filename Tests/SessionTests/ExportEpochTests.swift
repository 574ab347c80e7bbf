import Base
import Casework
import Evidence
import Foundation
import Records
import Support
import Tenancy
import Testing
import Wire

/// A server that came out of yesterday's copy: what its bundles say of the leaves that are lost, and what a kept checkpoint finds.
@Suite("Evidence bundles after a restore")
struct ExportEpochTests {
    /// A server's life on a folder; nothing of it is left when this returns, its lock on the folder included.
    private static func life<R: Sendable>(
        _ folder: URL, _ start: Timestamp, _ seed: UInt64, _ body: (Stand) async throws -> R
    ) async throws -> (R, Timestamp) {
        let stand = try Stand(.sqlite, at: folder, start: start, seed: seed)
        let result = try await body(stand)
        try await stand.stop()
        return (result, stand.clock.now())
    }

    private static func appeal(_ stand: Stand, _ person: TestPerson, _ id: String) async throws -> SignedNote {
        let speaker = try await stand.session(person)
        let appeal: JSON = ["id": .string(id), "kind": "general", "subject": .string(id), "description": "加班漏记"]
        try #require(try await speaker.push("appeal.submit", appeal).first == "ok")
        return try await note(stand)
    }

    private static func note(_ stand: Stand) async throws -> SignedNote {
        let text = try await stand.partition().read { try $0.checkpoint().fullNote }
        return try #require(SignedNote(parsing: text))
    }

    @Test("Leaves that a kept checkpoint counts are told as lost; one kept before the copy was made is proved")
    func restored() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("epoch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (place, copy) = (folder.appendingPathComponent("server"), folder.appendingPathComponent("yesterday"))
        let ((people, kept), first) = try await Self.life(place, Timestamp(ms: 1_795_220_212_108), 1) { stand in
            try await stand.makeTenant()
            let people = try await stand.hireAll()
            let employee = try #require(people[.employee])
            return (people, try await Self.appeal(stand, employee, "AppealKept1"))
        }
        let employee = try #require(people[.employee])
        try FileManager.default.copyItem(at: place, to: copy)
        let (late, second) = try await Self.life(place, first, 2) { stand in
            _ = try await Self.appeal(stand, employee, "AppealLost1")
            return try await Self.appeal(stand, employee, "AppealLost2")
        }
        try FileManager.default.removeItem(at: place)
        try FileManager.default.moveItem(at: copy, to: place)
        let (before, size) = (try #require(Checkpoint(parsing: kept.text)), try #require(Checkpoint(parsing: late.text)).size)
        _ = try await Self.life(place, second, 3) { stand in
            try await stand.registry.declareRestored(Stand.tenant, reason: "disk died", by: "ops")
            let house = ExportHouse(stand: stand, people: people)
            let speaker = try await house.speaker(.employee)
            let bundle = try await house.export(speaker, ["kind": "own"], [("sizes", [.int(before.size)])])
            let plain = bundle.verdict(Pin(key: try await house.key()))
            #expect(plain.result == .proved && plain.notProved.contains(.gaps), "\(plain.failed)")
            let end = try #require(plain.checkpoint?.before)
            #expect(bundle.members["checkpoints/e0-\(end.size).note"] != nil && end.size >= before.size && end.size < size)
            let gap = try #require(bundle.manifest.gaps.first { $0.code == "log.restored" })
            #expect(gap.en.contains("\(end.origin) ends here with \(end.size) leaves"))
            let lost = bundle.verdict(Pin(checkpoint: late))
            #expect(lost.failed == [Finding(.pinLost, "\(end.origin) \(end.size) \(size)")])
            #expect(VerdictWords.of(lost.failed[0]).en.hasPrefix("Leaves \(end.size) to \(size - 1) of \(end.origin) are lost"))
            let whole = bundle.verdict(Pin(checkpoint: kept))
            #expect(whole.result == .proved && whole.proved.contains(.pinnedCheckpoint), "\(whole.failed) \(whole.notProved)")
        }
    }
}
