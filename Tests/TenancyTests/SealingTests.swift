import Base
import Casework
import Evidence
import Foundation
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// What storage holds opens only in its own place, under its own tenant's keys (why.md B10, S12).
@Suite struct SealingTests {
    /// Two rows whose bodies, feeds, ids or revisions are swapped behind our back.
    @Test(arguments: ["body", "feed", "id", "rev"]) func aSwapIsNeverServed(_ what: String) async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let person = Person(1).principal
        try await partition.system("test") { writer in
            try writer.addGrant(subject: 1, feed: .employee("1"), until: nil)
            try writer.put(Department(id: "a", name: "mine", status: .active), in: .employee("1"))
            try writer.put(Department(id: "b", name: "theirs", status: .active), in: .employee("2"))
        }
        let commits = partition.commits
        try await partition.tamper { transaction in
            let code = Department.schema.code
            guard let a = try transaction.entry(collection: code, id: "a"), let b = try transaction.entry(collection: code, id: "b"),
                let bodyA = a.body, let bodyB = b.body
            else { throw StoreError.closed }
            var header = a.header
            header.seq = try transaction.nextSeq()
            switch what {
            case "body": try transaction.put(header, body: bodyB)
            case "feed":
                var moved = b.header
                (moved.feed, moved.seq) = (a.header.feed, header.seq)
                try transaction.put(moved, body: bodyB)
            case "id":
                header.id = "c"
                try transaction.put(header, body: bodyA)
            default:
                header.rev += 1
                try transaction.put(header, body: bodyA)
            }
        }
        #expect(partition.commits == commits + 1)
        await #expect(throws: RPCError(.unavailable)) { try await partition.pull(PullRequest(cursor: nil), for: person) }
        #expect(
            house.alarms.recent.contains {
                if case .sealDamaged = $0 { true } else { false }
            })
    }

    @Test(arguments: Kind.allCases) func rotationUnderReadersAndWriters(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        try await partition.system("test") { writer in
            try writer.setAccess(subject: 1, employee: "1", roles: [.employee, .hr])
            for index in 0..<600 { try writer.put(Department(id: "r\(index)", name: "n\(index)", status: .active), in: .employee("1")) }
        }
        _ = try await Person(1).push(partition, 1, "test.put", ["id": "x", "feed": "e/1", "name": "x", "at": 9_999_999_999_999])
        let before = try await partition.read { try $0.record(Department.self, id: "r5") }
        let readers = Task {
            var failures = 0
            for _ in 0..<60 {
                do {
                    let page = try await partition.pull(PullRequest(cursor: nil), for: Person(1).principal)
                    if try JSON(parsing: page)["reset"] != true { failures += 1 }
                } catch { failures += 1 }
            }
            return failures
        }
        let number = try await house.registry.rotateKey("demo", by: "olga")
        #expect(await readers.value == 0)
        #expect(number == 2)
        #expect(partition.seals.keys.sorted() == [2])
        let after = try await partition.read { try $0.record(Department.self, id: "r5") }
        #expect(after?.rev == before?.rev && after?.seq == before?.seq)
        // Everything still opens in a new process, which has the new key only: rows, outcomes, role holders.
        house.registry.closeAll()
        let again = try await house.again().open("demo")
        let dup = try await Person(1).push(again, 1, "test.put", ["id": "x", "feed": "e/1", "name": "x", "at": 9_999_999_999_999])
        #expect(dup.words == ["dup ok"])
        #expect(try await again.read { try $0.holders(of: .hr) } == ["1"])
        #expect(try await again.read { try $0.records(Department.self, in: .employee("1"), limit: 1000).count } == 601)
    }

    @Test func sealsAreCountedAcrossRestarts() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        for n in 1...5 { _ = try await Person(1).push(partition, Int64(n), "void", [:]) }
        let counted = try #require(partition.seals[1])
        #expect(counted >= 10)
        house.registry.closeAll()
        let again = try await house.again().open("demo")
        #expect(try #require(again.seals[1]) >= counted)
    }

    @Test func keysOfOneTenantDoNotServeAnother() async throws {
        let house = try House(.memory)
        _ = try await house.tenant("one")
        _ = try await house.registry.create(code: "two", name: "Two")
        let stolen = try #require(try house.keys.load(tenant: 1))
        try house.keys.save(tenant: 2, stolen)
        await #expect(throws: RPCError(.unavailable)) { try await house.registry.open("two") }
    }

    @Test func aWrongPlatformKeyIsRefusedAtTheStart() async throws {
        let house = try House(.sqlite)
        _ = try await house.tenant()
        #expect(throws: KeyError.wrongPlatformKey) {
            try TenantRegistry(
                stores: house.factory, keys: house.keys, platformKey: House.platformKey(8), clock: house.clock, random: house.random,
                pools: house.pools)
        }
    }

    @Test func keyFilesAreReplacedWholeAndDestroyed() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try FileKeyStore(folder: folder)
        #expect(try store.load(tenant: 7) == nil)
        try store.save(tenant: 7, [1, 2, 3])
        try store.save(tenant: 7, [4])
        #expect(try store.load(tenant: 7) == [4])
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/7.key")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try store.destroy(tenant: 7)
        try store.destroy(tenant: 7)
        #expect(try store.load(tenant: 7) == nil)
    }
}
