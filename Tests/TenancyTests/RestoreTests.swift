import Base
import Casework
import Evidence
import Foundation
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// Yesterday's copy: declared, or found out (why.md B5).
@Suite struct RestoreTests {
    private func put(_ id: String) -> JSON { ["id": .string(id), "feed": "e/1", "name": "x"] }

    private func yesterday(_ house: House) async throws -> (cursor: String, partition: Partition, path: String) {
        let partition = try await house.tenant()
        let person = Person(1)
        try await partition.system("test") { try $0.addGrant(subject: 1, feed: .employee("1"), until: nil) }
        for n in 1...4 { _ = try await person.push(partition, Int64(n), "test.put", put("r\(n)")) }
        let path = house.folder + "/yesterday"
        let store = try house.factory.tenant(partition.tenant.number, create: false)
        try store.backup(to: path) { _, _ in }
        try store.close()
        for n in 5...9 { _ = try await person.push(partition, Int64(n), "test.put", put("r\(n)")) }
        var client = ModelClient()
        repeat {
            client.apply(try JSON(parsing: try await partition.pull(PullRequest(cursor: client.cursor), for: person.principal)))
        } while client.more
        return (try #require(client.cursor), partition, path)
    }

    @Test(arguments: Kind.allCases) func aCursorFromTheFutureRaisesTheEpoch(_ kind: Kind) async throws {
        let house = try House(kind)
        let (cursor, _, path) = try await yesterday(house)
        house.registry.closeAll()
        // The whole platform went back, so it remembers nothing either.
        try house.factory.restoreTenant(1, from: path)
        let registry = try house.again()
        try registry.forgetHeads()
        let partition = try await registry.open("demo")
        let person = Person(1)
        await #expect(throws: RPCError(.cursorReset)) { try await partition.pull(PullRequest(cursor: cursor), for: person.principal) }
        let (head, leaf) = try await partition.read { reader in
            let head = try reader.snapshot.head()
            return (head, try reader.snapshot.leaf(head.leaves - 1).flatMap { Leaf($0.bytes) })
        }
        #expect(leaf?.kind == .system)
        // Nobody here knows how many leaves there were: a bundle says that there may have been more.
        let end = try #require(try await partition.read { try $0.epochEnds($0.checkpoint()) }.first)
        #expect(end.had == nil && ExportRemarks.restored(end).text.en.contains("if anything"))
        #expect(house.alarms.recent.contains(.undeclaredRollback(tenant: 1, epoch: head.epoch)))
        // A second client with the same proof does not raise it again.
        await #expect(throws: RPCError(.cursorReset)) { try await partition.pull(PullRequest(cursor: cursor), for: person.principal) }
        #expect(try await partition.read { try $0.snapshot.head().epoch } == head.epoch)
        // The client sends again what was lost; revisions jump above every one ever given.
        #expect(try await person.push(partition, 10, "test.put", put("r10")).error == RPCError(.queueGap, value: 4))
        #expect(try await person.push(partition, 5, "test.put", put("r5")).words == ["ok"])
        let rev = try await partition.read { try $0.record(Department.self, id: "r5")?.rev } ?? 0
        #expect(rev > head.epoch << 20)
        // The log goes on from what the backup held, and says so; its last checkpoint of the old epoch is still there.
        let (checkpoint, old) = try await LogCheck.verify(partition, from: 1)
        let before = try #require(checkpoint.before)
        #expect(checkpoint.origin == "test/demo/e\(head.epoch)" && before.origin == "test/demo/e0")
        #expect(old.map { Checkpoint.Before(origin: $0.origin, size: $0.size, root: $0.root) } == before)
    }

    @Test(arguments: Kind.allCases) func aTokenFromTheFutureRaisesTheEpochToo(_ kind: Kind) async throws {
        let house = try House(kind)
        let (_, old, path) = try await yesterday(house)
        let token = try await old.timeToken(device: "d1")
        house.registry.closeAll()
        try house.factory.restoreTenant(1, from: path)
        let registry = try house.again()
        try registry.forgetHeads()
        let partition = try await registry.open("demo")
        let person = Person(1)
        let when: JSON = ["tt": .string(token)]
        let epoch = try await partition.read { try $0.snapshot.head().epoch }
        #expect(try await person.push(partition, 5, "test.put", put("r5"), when: when).error?.code == .unavailable)
        #expect(try await partition.read { try $0.snapshot.head().epoch } > epoch)
        house.clock.advance(ms: 1)
        #expect(try await person.push(partition, 5, "test.put", put("r5"), when: when).words == ["ok"])
    }

    @Test(arguments: Kind.allCases) func aSmallerPartitionIsNotServedUntilAccepted(_ kind: Kind) async throws {
        let house = try House(kind)
        let (_, _, path) = try await yesterday(house)
        house.registry.closeAll()
        try house.factory.restoreTenant(1, from: path)
        let registry = try house.again()
        // Found out at the start, not at the first request; and requests learn who can end it.
        await registry.inspect()
        #expect(house.alarms.recent.contains(.smallerThanRemembered(tenant: 1)))
        #expect(try await registry.holds(registry.list()) == ["demo": .restored])
        await #expect(throws: TenantHold.restored.error) { try await registry.open("demo") }
        await #expect(throws: TenantHold.restored.error) { try await registry.open("demo") }
        #expect(house.alarms.recent.filter { $0 == .smallerThanRemembered(tenant: 1) }.count == 1)
        try await registry.declareRestored("demo", reason: "disk lost", by: "olga")
        #expect(try await registry.holds(registry.list()) == [:])
        let partition = try await registry.open("demo")
        #expect(try await Person(1).push(partition, 5, "test.put", put("r5")).words == ["ok"])
    }

    @Test(arguments: Kind.allCases) func aMarkedPartitionBeginsANewEpochBeforeAnythingElse(_ kind: Kind) async throws {
        let house = try House(kind)
        let (cursor, _, path) = try await yesterday(house)
        house.registry.closeAll()
        try house.factory.restoreTenant(1, from: path)
        // As `gongdaod restore` leaves it: the history put aside had reached epoch 9.
        try house.registry.platform.writeNow { try RestoreMark.put([1: RestoreMark(epoch: 9, from: "2026-11-20")], $0) }
        let registry = try house.again()
        await registry.inspect()
        let partition = try await registry.open("demo")
        #expect(try await partition.read { try $0.snapshot.head().epoch } == 10)
        #expect(house.alarms.recent.contains(.restored(tenant: 1, epoch: 10, from: "2026-11-20")))
        // What was lost is known here, and every bundle says so; the end of the old epoch goes along.
        let (ends, earlier) = try await partition.read { reader in
            let newest = try reader.checkpoint()
            let ends = try reader.epochEnds(newest)
            return (ends, try reader.earlierCheckpoints(newest, ends))
        }
        let end = try #require(ends.first)
        #expect(ends.count == 1 && end.before.origin == "test/demo/e0" && end.next == 10 && end.had ?? 0 > end.before.size)
        #expect(earlier.map(\.size) == [end.before.size] && earlier.map(\.epoch) == [0])
        let gap = ExportRemarks.restored(end)
        #expect(gap.code == "log.restored" && gap.text.en.contains("leaves \(end.before.size) to \((end.had ?? 0) - 1) are lost"))
        #expect(gap.text.en.contains("e1 to e9") && gap.text.zh.contains("e1 至 e9"))
        let person = Person(1)
        await #expect(throws: RPCError(.cursorReset)) { try await partition.pull(PullRequest(cursor: cursor), for: person.principal) }
        #expect(try await person.push(partition, 5, "test.put", put("r5")).words == ["ok"])
        // Once: the mark is gone.
        registry.closeAll()
        let again = try await house.again().open("demo")
        #expect(try await again.read { try $0.snapshot.head().epoch } == 10)
    }

    @Test func aMissingKeyOrDatabaseIsToldOnceAndClearly() async throws {
        let house = try House(.sqlite)
        _ = try await house.tenant()
        house.registry.closeAll()
        let key = try #require(try house.keys.load(tenant: 1))
        try house.keys.destroy(tenant: 1)
        let registry = try house.again()
        await registry.inspect()
        await #expect(throws: TenantHold.keyMissing.error) { try await registry.open("demo") }
        #expect(house.alarms.recent == [.fileMissing(tenant: 1, what: .keyMissing)])
        #expect(try await registry.holds(registry.list()) == ["demo": .keyMissing])
        try house.keys.save(tenant: 1, key)
        _ = try await registry.open("demo")
        #expect(try await registry.holds(registry.list()) == [:])
        registry.closeAll()
        try house.factory.destroyTenant(1)
        await #expect(throws: TenantHold.dataMissing.error) { try await registry.open("demo") }
        await #expect(throws: TenantHold.dataMissing.error) { try await registry.declareRestored("demo", reason: "x", by: "o") }
    }

    @Test func whatIsInABackupCountsAsDurable() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let person = Person(1)
        for n in 1...3 { _ = try await person.push(partition, Int64(n), "void", [:]) }
        try await house.registry.backup("demo", to: house.folder + "/copy")
        #expect(try await person.push(partition, 4, "void", [:]).json["dur"] == 3)
        house.registry.closeAll()
        let again = try await house.again().open("demo")
        #expect(try await person.push(again, 5, "void", [:]).json["dur"] == 3)
    }
}
