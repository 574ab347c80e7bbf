import Base
import Casework
import Evidence
import Foundation
@testable import GongdaoClient
import Records
import Store
import Support
@testable import Tenancy
import Testing
import Wire

/// A database put back within the hour of the last proof: what the device was shown since counts, though nothing of it was proved.
@Suite("A device notices a restored database by what it was shown", .serialized) struct LogRestoreTests {
    /// One server folder, a copy of it, and a phone that outlives both.
    private final class Course {
        let folder = TemporaryFolder()
        let phone = TemporaryFolder()
        let start = Timestamp(ms: 1_795_220_212_108)
        var seconds: Int64 = 0

        var server: URL { URL(fileURLWithPath: folder.path + "/server") }

        /// Each run is a minute after the one before, with random numbers of its own.
        func run<T>(_ body: (Stand) async throws -> T) async throws -> T {
            seconds += 60
            let stand = try Stand(at: server, start: start.adding(seconds: seconds), seed: UInt64(seconds))
            let result = try await body(stand)
            try await stand.stop()
            return result
        }

        func keep(_ parts: [String]) throws { try copy(parts, from: server.path, to: folder.path + "/yesterday") }

        func putBack(_ parts: [String]) throws { try copy(parts, from: folder.path + "/yesterday", to: server.path) }

        private func copy(_ parts: [String], from: String, to: String) throws {
            try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true)
            for part in parts {
                try? FileManager.default.removeItem(atPath: to + "/" + part)
                try FileManager.default.copyItem(atPath: from + "/" + part, toPath: to + "/" + part)
            }
        }

        func client(_ stand: Stand) throws -> Client { try Phone(stand, folder: phone).client }

        /// The act, and a sync; a program that begins anew each time, as the command line does.
        func appeal(_ stand: Stand, _ subject: String) async throws -> [LogNews] {
            let client = try client(stand)
            try await client.file(.appealSubmit(Grievance(.general, subject: subject, description: "x"), id: client.newID(), today: "2026-11-21"))
            let news = try await client.sync().log
            try await client.close()
            return news
        }

        func sync(_ stand: Stand) async throws -> [LogNews] {
            let client = try client(stand)
            let news = try await client.sync().log
            try await client.close()
            return news
        }

        func held(_ stand: Stand) async throws -> Checkpoint {
            let client = try client(stand)
            let held = try await client.heldCheckpoint()
            try await client.close()
            return try #require(held.flatMap { LogWatch.checkpoint($0.note) })
        }

        /// A tenant with HR and one employee's phone, one appeal in, copied.
        func begin(_ parts: [String]) async throws {
            try await run { stand in
                try await stand.makeTenant()
                _ = try await stand.hire("H1", .hr, name: "韩梅")
                let person = try await stand.hire("E184")
                let client = try client(stand)
                _ = try await client.signIn(tenant: Stand.tenant, login: person.staffNo, password: person.password)
                #expect(try await client.sync().log == [])
                try await client.close()
                #expect(try await appeal(stand, "before") == [])
            }
            try keep(parts)
        }
    }

    private static func alarm(_ file: String) throws -> (held: Checkpoint, shown: Checkpoint) {
        let json = try JSON(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        let (held, shown) = (try #require(json["held"]?.stringValue), try #require(json["shown"]?.stringValue))
        let key = try #require(json["keys"]?[0]?.stringValue.flatMap { NoteVerifier(parsing: $0) })
        for note in [held, shown] { #expect(key.verify(try #require(SignedNote(parsing: note)))) }
        return (try #require(LogWatch.checkpoint(held)), try #require(LogWatch.checkpoint(shown)))
    }

    @Test("Within the hour, the database alone or with its keys: the lost leaves are told, both notes are kept",
        arguments: [["data"], ["data", "keys"]])
    func restored(_ parts: [String]) async throws {
        let course = Course()
        try await course.begin(parts)
        let (proved, seen) = try await course.run { stand in
            let proved = try await course.held(stand)
            for subject in ["a", "b", "c"] {
                let news = try await course.appeal(stand, subject)
                #expect(news == [])
            }
            // Nothing was proved anew: the hour is not over.
            #expect(try await course.held(stand) == proved)
            return (proved, try await stand.partition().read { try $0.checkpoint().size })
        }
        try course.putBack(parts)
        try await course.run { stand in
            var news: [LogNews] = []
            for _ in 0..<3 { news += try await course.sync(stand) }
            guard news.count == 1, case .restored(let from, let to, let file) = news[0] else {
                Issue.record("\(news)")
                return
            }
            #expect(proved.size <= from && from < to && to == seen)
            let (held, shown) = try Self.alarm(file)
            #expect(held.size == to && held.origin == proved.origin)
            #expect(shown.before?.size == from && shown.before?.origin == held.origin)
            #expect(try await course.client(stand).logAlarms() == [file])
            // The new epoch is what is held from now on, and it goes on.
            #expect(try await course.held(stand).origin == shown.origin)
            #expect(try await course.appeal(stand, "d") == [])
        }
    }

    @Test("A new epoch that comes with a receipt alone is judged as one that comes with a page")
    func receiptAlone() async throws {
        let course = Course()
        try await course.begin(["data"])
        try await course.run { (stand: Stand) async throws in
            for subject in ["a", "b"] {
                let news = try await course.appeal(stand, subject)
                #expect(news == [])
            }
        }
        try course.putBack(["data"])
        try await course.run { stand in
            try stand.registry.platform.writeNow { try RestoreMark.put([1: RestoreMark(epoch: 0, from: "2026-11-20")], $0) }
        }
        try await course.run { stand in
            #expect(try await stand.partition().read { try $0.snapshot.head().epoch } > 0)
            let client = try course.client(stand)
            // Asked for by its number in the log, before anything is synchronised.
            let before = try #require(try await client.keptReceipts().first)
            #expect(try await client.request("evidence.receipt", ["queue": .string(before.queue), "n": .int(before.n)])["leaf"] != nil)
            try await client.cache().write { try $0.setDocument("receipt/1", nil) }
            let item = try #require(try await client.outbox().items.first)
            _ = try await client.receipt(of: item.local)
            var report = SyncReport()
            try await client.watchLog(&report)
            guard case .restored(let from, let to, _)? = report.log.first, report.log.count == 1 else {
                Issue.record("\(report.log)")
                return
            }
            #expect(from < to)
            try await client.close()
        }
    }

    @Test("A restore in which nothing shown was lost is told, and is no alarm")
    func nothingSeenLost() async throws {
        let course = Course()
        try await course.begin(["data"])
        // Leaves that the phone was never shown.
        try await course.run { stand in try await stand.partition().system("test.act", leaf: .system) { $0.note["what"] = "unseen" } }
        try course.putBack(["data"])
        try await course.run { stand in
            try stand.registry.platform.writeNow { try RestoreMark.put([1: RestoreMark(epoch: 3, from: "2026-11-20")], $0) }
        }
        try await course.run { stand in
            let news = try await course.sync(stand)
            guard case .resumed(let origin, _)? = news.first, news.count == 1 else {
                Issue.record("\(news)")
                return
            }
            #expect(origin.hasSuffix("/e4") && news.allSatisfy { !$0.isAlarm })
            #expect(try await course.sync(stand) == [])
            #expect(try await course.client(stand).logAlarms() == [])
        }
    }

    @Test("A smaller note under the same origin is an alarm at once, though the server will not talk of it")
    func smaller() async throws {
        let course = Course()
        try await course.begin(["data"])
        let old = try await course.run { stand in try await stand.partition().read { try $0.checkpointNote() } }
        try await course.run { stand in
            #expect(try await course.appeal(stand, "a") == [])
            let phone = try Phone(stand, folder: course.phone)
            phone.line.set(unknown: ["evidence.consistency"])
            try await phone.client.cache().changeLog { $0.show(old, over: 1) }
            var report = SyncReport()
            try await phone.client.watchLog(&report)
            guard case .alarm(.rollback, let file)? = report.log.first else {
                Issue.record("\(report.log)")
                return
            }
            let (held, shown) = try Self.alarm(file)
            #expect(held.origin == shown.origin && held.size > shown.size)
            // Said once; a server that can prove its log is believed again.
            phone.line.set(unknown: [])
            #expect(try await phone.client.sync().log == [])
            try await phone.client.close()
        }
    }

    /// A phone that was shown more than is proved; then the copy with its keys, another history that grew past all of it.
    private func grownBeyond(_ course: Course) async throws -> (proved: Checkpoint, seen: Checkpoint) {
        try await course.begin(["data", "keys"])
        let (proved, seen) = try await course.run { stand in
            let proved = try await course.held(stand)
            for subject in ["two", "three"] {
                let news = try await course.appeal(stand, subject)
                #expect(news == [])
            }
            #expect(try await course.held(stand) == proved)
            let note = try await stand.partition().read { try $0.checkpointNote() }
            return (proved, try #require(LogWatch.checkpoint(note)))
        }
        try course.putBack(["data", "keys"])
        try await course.run { stand in
            for index in 0..<12 {
                try await stand.partition().system("test.act", leaf: .system) { $0.note["what"] = .string("other \(index)") }
            }
            #expect(try await stand.partition().read { try $0.checkpoint().size } > seen.size)
        }
        return (proved, seen)
    }

    /// The alarm shows the note that the log does not go on from; what was held stays held.
    private func expectAlarm(_ news: [LogNews], _ proved: Checkpoint, _ course: Course, _ stand: Stand) async throws {
        let files = news.compactMap { one in if case .alarm(.unproved, let file) = one { file } else { nil } }
        guard let file = files.first else {
            Issue.record("\(news)")
            return
        }
        let (held, shown) = try Self.alarm(file)
        #expect(held.origin == proved.origin && proved.size < held.size && held.size < shown.size, "\(news)")
        #expect(try await course.held(stand) == proved)
    }

    @Test("Put back with its keys and grown past all that was shown, within the hour: an act that is gone has a proof asked for at once")
    func grownWithinTheHour() async throws {
        let course = Course()
        let (proved, _) = try await grownBeyond(course)
        try await course.run { stand in try await expectAlarm(try await course.sync(stand), proved, course, stand) }
    }

    @Test("The same where no record tells: the notes shown before are proved when the hour is over, though larger ones came since")
    func grownAfterTheHour() async throws {
        let course = Course()
        let (proved, seen) = try await grownBeyond(course)
        try await course.run { stand in
            let phone = try Phone(stand, folder: course.phone)
            // Only the note of the grown log comes, and it is no reason to ask.
            let grown = try await stand.partition().read { try $0.checkpointNote() }
            try await phone.client.cache().changeLog { $0.show(grown, over: 7) }
            var report = SyncReport()
            try await phone.client.watchLog(&report)
            #expect(report.log == [])
            let state = try await phone.client.cache().logState()
            let sizes = (state.seen?.unproved ?? []).compactMap { LogWatch.checkpoint($0.note)?.size }
            #expect(sizes.contains(seen.size), "\(sizes)")
            try await phone.client.close()
        }
        course.seconds += 3_600
        try await course.run { stand in
            try await stand.partition().system("test.act", leaf: .system) { $0.note["what"] = "later" }
            let phone = try Phone(stand, folder: course.phone)
            let later = try await stand.partition().read { try $0.checkpointNote() }
            try await phone.client.cache().changeLog { $0.show(later, over: 8) }
            var report = SyncReport()
            try await phone.client.watchLog(&report)
            try await phone.client.close()
            try await expectAlarm(report.log, proved, course, stand)
        }
    }

    @Test("A log that only grows is proved as seldom as before: not within the hour, and once when it is over")
    func ordinaryGrowth() async throws {
        let course = Course()
        try await course.begin(["data"])
        try await course.run { stand in
            let phone = try Phone(stand, folder: course.phone)
            #expect(try await phone.client.sync().log == [])
            _ = phone.line.takeMethods()
            for index in 0..<20 {
                let grievance = Grievance(.general, subject: "\(index)", description: "x")
                try await phone.client.file(.appealSubmit(grievance, id: phone.client.newID(), today: "2026-11-21"))
                #expect(try await phone.client.sync().log == [])
            }
            #expect(!phone.line.takeMethods().contains("evidence.consistency"))
            let state = try await phone.client.cache().logState()
            #expect((state.seen?.unproved ?? []).count <= 3)
            try await phone.client.close()
        }
        course.seconds += 3_600
        try await course.run { stand in
            try await stand.partition().system("test.act", leaf: .system) { $0.note["what"] = "later" }
            let phone = try Phone(stand, folder: course.phone)
            var asked = 0
            for _ in 0..<3 {
                #expect(try await phone.client.sync().log == [])
                asked += phone.line.takeMethods().count { $0 == "evidence.consistency" }
            }
            // Once from what is held, and once from what each earlier connection showed last.
            #expect(1...4 ~= asked)
            let state = try await phone.client.cache().logState()
            #expect(state.seen?.unproved == [])
            try await phone.client.close()
        }
    }

    @Test("Many connections within the hour: the list is proved when it is full, and nothing is forgotten or alarmed over")
    func manyConnections() async throws {
        let course = Course()
        try await course.begin(["data"])
        try await course.run { stand in
            for index in 0..<(LogSeen.mostUnproved + 2) {
                #expect(try await course.appeal(stand, "\(index)") == [])
                let state = try await course.client(stand).cache().logState()
                #expect((state.seen?.unproved ?? []).count <= LogSeen.mostUnproved)
            }
            #expect(try await course.held(stand).size > Int64(LogSeen.mostUnproved))
        }
    }
}
