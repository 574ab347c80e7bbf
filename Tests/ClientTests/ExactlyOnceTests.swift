import Base
import Casework
import Foundation
import GRDB
@testable import GongdaoClient
import Records
import Support
import Tenancy
import Testing
import Wire

/// Acts of one kind that leave a trace each: an appeal with its own id.
private func appeal(_ client: Client, _ subject: String) -> Act {
    Act.appealSubmit(Grievance(.general, subject: subject, description: "x"), id: client.newID(), today: "2026-11-21")
}

/// What the server itself holds, seen by a fresh device.
private func appealsOnServer(_ stand: Stand, _ person: TestPerson) async throws -> [String] {
    let other = try Phone(stand)
    try await other.signIn(person)
    _ = try await other.client.sync()
    return try await other.client.entries("appeal").compactMap { $0.members["subject"]?.stringValue }.sorted()
}

@Suite("Client and server: every act takes effect once, whatever breaks", .serialized) struct ExactlyOnceTests {
    /// A stand with one employee, and somebody in HR for the inbox.
    static func stand(_ kind: Stand.Kind = .memory) async throws -> (Stand, TestPerson) {
        let stand = try Stand(kind)
        try await stand.makeTenant()
        _ = try await stand.hire("H1", .hr, name: "韩梅")
        return (stand, try await stand.hire("E184"))
    }

    @Test("First sync, offline reading, acts filed offline, back on line: seen, sent, confirmed")
    func mainJob() async throws {
        let (stand, person) = try await Self.stand(.sqlite)
        let phone = try Phone(stand)
        try await phone.signIn(person)
        let first = try await phone.client.sync()
        #expect(first.rows > 0 && first.reset)
        #expect(try await phone.client.records(Employee.self).map(\.record.staffNo) == ["E184"])

        phone.line.set(down: true)
        await phone.client.disconnect()
        for subject in ["a", "b"] { try await phone.client.file(appeal(phone.client, subject)) }
        let shown = try await phone.client.entries("appeal")
        #expect(shown.count == 2 && shown.allSatisfy { $0.rev == 0 && !$0.pending.isEmpty })
        await #expect(throws: ClientError.self) { try await phone.client.sync() }
        #expect(try await phone.client.outbox().items.map(\.state) == [.queued, .queued])

        phone.line.set(down: false)
        let second = try await phone.client.sync()
        #expect(second.answered == [1, 2] && second.stopped == nil)
        let confirmed = try await phone.client.entries("appeal")
        #expect(confirmed.count == 2 && confirmed.allSatisfy { $0.rev > 0 && $0.pending.isEmpty })
        #expect(try await phone.client.outbox().items.allSatisfy { $0.state == .accepted && $0.contained })
        #expect(try await appealsOnServer(stand, person) == ["a", "b"])
        try await stand.remove()
    }

    /// Signs in, syncs, files three acts, syncs until nothing waits: the course in which a line is lost at every place.
    private static func course(_ stand: Stand, _ person: TestPerson, _ phone: Phone) async throws {
        for _ in 0..<6 {
            do {
                let session = try? await phone.client.session()
                if session == nil { try await phone.signIn(person) }
                _ = try await phone.client.sync()
                break
            } catch is ClientError { continue }
        }
        for subject in ["a", "b", "c"] { try await phone.client.file(appeal(phone.client, "\(subject)")) }
        for _ in 0..<6 {
            guard let report = try? await phone.client.sync() else { continue }
            if report.stopped == nil, try await phone.client.outbox().unanswered == 0 { break }
        }
    }

    @Test("A lost answer and a lost request at every message of the course", arguments: Line.Way.allCases)
    func lostLines(way: Line.Way) async throws {
        let (stand, _) = try await Self.stand()
        let calm = try Phone(stand)
        try await Self.course(stand, try await stand.hire("C0"), calm)
        let lines = calm.line.count(way)
        #expect(lines >= 5)
        for number in 0..<lines {
            let person = try await stand.hire("L\(number)")
            let phone = try Phone(stand)
            phone.line.cut(way, at: number)
            try await Self.course(stand, person, phone)
            let items = try await phone.client.outbox().items
            #expect(items.count == 3 && items.allSatisfy { $0.state == .accepted && $0.contained }, "cut at \(way) \(number)")
            #expect(try await phone.client.entries("appeal").count == 3, "cut at \(way) \(number)")
            #expect(try await appealsOnServer(stand, person) == ["a", "b", "c"], "cut at \(way) \(number)")
        }
        try await stand.remove()
    }

    @Test("What waits goes up and what is new comes down in one trip; a server that does not know that method is asked twice")
    func oneTrip() async throws {
        let (stand, person) = try await Self.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        _ = try await phone.client.sync()
        for (unknown, expected) in [(Set<String>(), ["sync.round"]), (["sync.round"], ["sync.round", "sync.push", "sync.pull"]), (["sync.round"], ["sync.push", "sync.pull"])] {
            phone.line.set(unknown: unknown)
            _ = phone.line.takeMethods()
            let act = try await phone.client.file(appeal(phone.client, "act \(expected.count)"))
            let report = try await phone.client.sync()
            #expect(phone.line.takeMethods().filter { $0.hasPrefix("sync.") } == expected)
            #expect(report.answered == [act.local] && report.rows > 0)
            #expect(try await phone.client.outbox().item(act.local)?.contained == true, "the page contains the act")
        }
        #expect(try await appealsOnServer(stand, person).count == 3)
        try await stand.remove()
    }

    @Test("Where one half of a trip fails the other one counts")
    func halves() async throws {
        let (stand, person) = try await Self.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        _ = try await phone.client.sync()
        // A cursor that holds no longer: the pull half is 1301, the push half is taken, and the pull that follows reads anew.
        try await phone.client.cache().write { transaction in
            var state = try transaction.value(SyncState.self, CacheFile.syncDocument) ?? SyncState()
            state.cursor = "AAAA"
            try transaction.setValue(state, CacheFile.syncDocument)
        }
        let act = try await phone.client.file(appeal(phone.client, "half"))
        _ = phone.line.takeMethods()
        let report = try await phone.client.sync()
        #expect(phone.line.takeMethods().filter { $0.hasPrefix("sync.p") || $0 == "sync.round" } == ["sync.round", "sync.pull", "sync.pull"])
        #expect(report.answered == [act.local] && report.reset)
        #expect(try await appealsOnServer(stand, person) == ["half"])
        try await stand.remove()
    }

    @Test("A paper that is not taken is told when it is attached, and one that the server refuses holds its own act only")
    func refusedPaper() async throws {
        let (stand, person) = try await Self.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        _ = try await phone.client.sync()
        for (bytes, media, code) in [([1, 2], "application/x-sh", ErrorCode.invalid), ([], "text/plain", .invalid)] as [([UInt8], String, ErrorCode)] {
            let error = await #expect(throws: ClientError.self) { try await phone.client.stage(bytes, media: media, name: "n") }
            if case .rpc(let told)? = error { #expect(told.code == code && told.data?["text"] != nil) } else { Issue.record("\(String(describing: error))") }
        }
        let first = try await phone.client.file(appeal(phone.client, "before"))
        let hash = try await phone.client.stage([1, 2, 3], media: "text/plain", name: "a.txt")
        var grievance = Grievance(.general, subject: "with a paper", description: "x")
        grievance.attachments = [hash]
        let second = try await phone.client.file(Act.appealSubmit(grievance, id: phone.client.newID(), today: "2026-11-21"))
        // What an older client had staged, before it knew which types are taken.
        let file = try await phone.client.cache()
        var blob = try #require(try file.blob(hash))
        blob.media = "application/x-sh"
        let changed = blob
        try file.write { try $0.setBlob(hash, changed) }
        let report = try await phone.client.sync()
        #expect(report.answered == [first.local] && report.held == [second.local] && report.stopped?.code == .invalid)
        let held = try #require(try await phone.client.outbox().item(second.local))
        #expect(held.state == .queued && held.held == ErrorCode.invalid.rawValue)
        try await phone.client.undo(second.local)
        #expect(try await phone.client.sync().stopped == nil)
        #expect(try await appealsOnServer(stand, person) == ["before"])
        try await stand.remove()
    }

    @Test("A refused act is undone with its reason; the ones after it go on")
    func refused() async throws {
        let (stand, person) = try await Self.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        _ = try await phone.client.sync()
        try await phone.client.file(.leaveWithdraw("nothing-here", reason: nil))
        try await phone.client.file(appeal(phone.client, "after"))
        _ = try await phone.client.sync()
        let items = try await phone.client.outbox().items
        #expect(items.map(\.state) == [.refused, .accepted] && items[0].code == 1402)
        try await stand.remove()
    }

    @Test("An act taken back before it was sent takes its number and does nothing")
    func undone() async throws {
        let (stand, person) = try await Self.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        try await phone.client.file(appeal(phone.client, "kept"))
        let second = try await phone.client.file(appeal(phone.client, "regretted"))
        try await phone.client.undo(second.local)
        #expect(try await phone.client.entries("appeal").map { $0.members["subject"] } == ["kept"])
        _ = try await phone.client.sync()
        #expect(try await phone.client.outbox().items.map(\.state) == [.accepted, .accepted])
        #expect(try await appealsOnServer(stand, person) == ["kept"])
        try await stand.remove()
    }

    @Test("Two devices of one person: each sees what the other did; queues do not mix")
    func twoDevices() async throws {
        let (stand, person) = try await Self.stand()
        let (one, two) = (try Phone(stand, name: "one"), try Phone(stand, name: "two"))
        try await one.signIn(person)
        try await two.signIn(person)
        try await one.client.file(appeal(one.client, "from one"))
        try await two.client.file(appeal(two.client, "from two"))
        _ = try await one.client.sync()
        _ = try await two.client.sync()
        _ = try await one.client.sync()
        for phone in [one, two] {
            let subjects = try await phone.client.entries("appeal").compactMap { $0.members["subject"]?.stringValue }
            #expect(Set(subjects) == ["from one", "from two"])
            #expect(try await phone.client.outbox().items.count == 1)
        }
        try await stand.remove()
    }

    @Test("A phone restored from its own backup: what it files then is done, what it had done is not done again")
    func restoredPhone() async throws {
        let (stand, person) = try await Self.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        try await phone.client.file(appeal(phone.client, "before the backup"))
        _ = try await phone.client.sync()
        try await phone.client.close()
        let backup = TemporaryFolder()
        try FileManager.default.removeItem(atPath: backup.path)
        try FileManager.default.copyItem(atPath: phone.folder.path, toPath: backup.path)
        for subject in ["lost on the phone 1", "lost on the phone 2"] {
            try await phone.client.file(appeal(phone.client, subject))
            _ = try await phone.client.sync()
        }
        await phone.client.disconnect()
        let restored = try Phone(stand, folder: backup)
        try await restored.client.file(appeal(restored.client, "filed after the restore"))
        _ = try await restored.client.sync()
        let subjects = try await restored.client.entries("appeal").compactMap { $0.members["subject"]?.stringValue }.sorted()
        #expect(subjects == ["before the backup", "filed after the restore", "lost on the phone 1", "lost on the phone 2"])
        #expect(try await restored.client.outbox().items.allSatisfy { $0.state == .accepted })
        #expect(try await appealsOnServer(stand, person) == subjects)
        try await stand.remove()
    }

    /// A server's life on a folder, from start to stop; nothing of it is left when this returns, its lock on the folder included.
    private static func life<R: Sendable>(
        _ folder: URL, _ start: Timestamp, _ seed: UInt64, _ body: (Stand) async throws -> R
    ) async throws -> (R, Timestamp) {
        let stand = try Stand(.sqlite, at: folder, start: start, seed: seed)
        let result = try await body(stand)
        try await stand.stop()
        return (result, stand.clock.now())
    }

    @Test("A server restored from yesterday's copy gets again what it lost, once")
    func restoredServer() async throws {
        let (folder, phone) = (TemporaryFolder(), TemporaryFolder())
        let place = URL(fileURLWithPath: folder.path + "/server")
        let (person, first) = try await Self.life(place, Timestamp(ms: 1_795_220_212_108), 1) { stand in
            try await stand.makeTenant()
            _ = try await stand.hire("H1", .hr, name: "韩梅")
            let person = try await stand.hire("E184")
            let client = Phone.client(stand, Line(), phone)
            _ = try await client.signIn(tenant: Stand.tenant, login: person.staffNo, password: person.password)
            try await client.file(appeal(client, "kept"))
            _ = try await client.sync()
            try await client.close()
            return person
        }
        let copy = folder.path + "/yesterday"
        try FileManager.default.copyItem(atPath: place.path, toPath: copy)
        let (_, second) = try await Self.life(place, first, 2) { stand in
            let client = Phone.client(stand, Line(), phone)
            for subject in ["lost 1", "lost 2"] { try await client.file(appeal(client, subject)) }
            _ = try await client.sync()
            #expect(try await client.outbox().items.allSatisfy { $0.state == .accepted })
            try await client.close()
        }
        try FileManager.default.removeItem(at: place)
        try FileManager.default.moveItem(atPath: copy, toPath: place.path)
        _ = try await Self.life(place, second, 3) { stand in
            try await stand.registry.declareRestored(Stand.tenant, reason: "disk died", by: "ops")
            let client = Phone.client(stand, Line(), phone)
            _ = try await client.sync()
            _ = try await client.sync()
            #expect(try await client.outbox().items.allSatisfy { $0.state == .accepted && $0.contained })
            #expect(try await appealsOnServer(stand, person) == ["kept", "lost 1", "lost 2"])
            try await client.close()
        }
    }

    @Test("A row that vanished from the cache, and one with wrong content, are found by digest and mended")
    func digest() async throws {
        let (stand, person) = try await Self.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        for subject in ["a", "b", "c"] { try await phone.client.file(appeal(phone.client, subject)) }
        _ = try await phone.client.sync()
        try await phone.client.cache().write { transaction in
            try transaction.db.execute(sql: "DELETE FROM row WHERE key = (SELECT min(key) FROM row WHERE kind = (SELECT kind FROM row LIMIT 1))")
            let rows = try transaction.rows(collection: "appeal")
            if let row = rows.first { try transaction.remove(collection: "appeal", id: row.id, ifIn: row.feed) }
        }
        #expect(try await phone.client.entries("appeal").count < 3)
        try await phone.client.file(appeal(phone.client, "d"))
        let report = try await phone.client.sync()
        #expect(report.repaired.contains { $0.hasSuffix("/appeal") })
        #expect(try await phone.client.entries("appeal").count == 4)
        #expect(try await phone.client.sync().repaired == [])
        try await stand.remove()
    }
}
