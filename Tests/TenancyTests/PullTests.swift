import Base
import Casework
import Foundation
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// Single rules of a pull (protocol §6).
@Suite struct PullTests {
    private func department(_ id: String, _ name: String = "x") -> Department { Department(id: id, name: name, status: .active) }

    private func page(_ partition: Partition, _ cursor: String?, _ p: Principal, _ session: PullSession? = nil, budget: Int? = nil)
        async throws -> JSON
    {
        try JSON(parsing: try await partition.pull(PullRequest(cursor: cursor, session: session, budget: budget), for: p))
    }

    @Test func anEmptyPullTouchesNoStore() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1).principal
        try await partition.system("test") { writer in
            try writer.setAccess(subject: 1, employee: "1", roles: [.employee])
            try writer.put(self.department("a"), in: .tenant)
        }
        let session = PullSession()
        let first = try await page(partition, nil, person, session)
        let cursor = first["cur"]?.stringValue
        #expect(first["more"] == false && first["tt"] != nil && first["feeds"] == ["e/1", "t"])
        // The store is gone: whoever touches it fails.
        try partition.closeStoreForTest()
        #expect(try await page(partition, cursor, person, session) == ["more": false])
        house.clock.advance(ms: Limits.timeTokenMs)
        await #expect(throws: RPCError(.unavailable)) { try await page(partition, cursor, person, session) }
    }

    @Test func aPullSeesWhatWasCommittedAndItsOwnQueue() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let person = Person(1)
        let session = PullSession()
        try await partition.system("test") { try $0.setAccess(subject: 1, employee: "1", roles: [.employee]) }
        var cursor = try await page(partition, nil, person.principal, session)["cur"]?.stringValue
        _ = try await person.push(partition, 1, "test.put", ["id": "r1", "feed": "e/1", "name": "one"])
        let next = try await page(partition, cursor, person.principal, session)
        #expect(next["put"]?[0]?["rows"]?[0]?[2] == "one" && next["lm"] == ["d1.0": 1])
        #expect(next["dig"]?["e/1"]?["department"]?.stringValue?.hasPrefix("1.") ?? false)
        cursor = next["cur"]?.stringValue
        #expect(try await page(partition, cursor, person.principal, session) == ["more": false])
        // A refused act changes no feed, but the client must learn that it is through.
        _ = try await person.push(partition, 2, "nonsense", [:])
        let refused = try await page(partition, cursor, person.principal, session)
        #expect(refused["more"] == false && refused["lm"] == ["d1.0": 2] && refused["ckpt"] != nil && refused["put"] == nil)
    }

    @Test func aCursorHoldsOnlyInItsContext() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        var person = Person(1).principal
        try await partition.system("test") { try $0.setAccess(subject: 1, employee: "1", roles: [.employee]) }
        let cursor = try #require(try await page(partition, nil, person)["cur"]?.stringValue)
        let other = Person(2).principal
        await #expect(throws: RPCError(.cursorReset)) { try await page(partition, cursor, other) }
        await #expect(throws: RPCError(.cursorReset)) { try await page(partition, String(cursor.dropLast()), person) }
        person.schema += 1
        await #expect(throws: RPCError(.cursorReset)) { try await page(partition, cursor, person) }
    }

    @Test(arguments: Kind.allCases) func aCursorBelowAFloorStartsAgain(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let person = Person(1).principal
        try await partition.system("test") { writer in
            try writer.setAccess(subject: 1, employee: "1", roles: [.employee])
            try writer.put(self.department("a"), in: .employee("1"))
            try writer.put(self.department("b"), in: .tenant)
        }
        let cursor = try #require(try await page(partition, nil, person)["cur"]?.stringValue)
        let day: Int64 = 86_400_000
        for _ in 0..<3 {
            house.clock.advance(ms: day)
            try await partition.system("test") { try $0.put(self.department("z\(house.clock.now().ms)"), in: .employee("2")) }
        }
        try await partition.system("test") { try $0.remove(Department.self, id: "a") }
        for _ in 0..<100 {
            house.clock.advance(ms: day)
            try await partition.system("test") { try $0.put(self.department("y\(house.clock.now().ms)"), in: .employee("2")) }
        }
        #expect(await partition.purgeTombstones(house.clock.now()) == 1)
        await #expect(throws: RPCError(.cursorReset)) { try await page(partition, cursor, person) }
        let fresh = try await page(partition, nil, person)
        #expect(fresh["reset"] == true)
    }

    @Test func aGrantThatIsOverGivesNothingAndIsDropped() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1).principal
        let end = house.clock.now().adding(seconds: 3600)
        try await partition.system("test") { writer in
            try writer.setAccess(subject: 1, employee: "1", roles: [.employee])
            try writer.addGrant(subject: 1, feed: .hr, until: end)
            try writer.put(self.department("a"), in: .hr)
        }
        let session = PullSession()
        let cursor = try await page(partition, nil, person, session)["cur"]?.stringValue
        house.clock.set(end)
        try await partition.system("test") { try $0.put(self.department("b"), in: .hr) }
        let silent = try await page(partition, cursor, person, session)
        #expect(silent["put"] == nil)
        #expect(await partition.fireTimers() == 1)
        let dropped = try await page(partition, cursor, person, session)
        #expect(dropped["drop"] == ["q/hr"] && dropped["put"] == nil)
    }

    @Test func thePurgeReceiptIsKeptWithTheNextBatch() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let session = PullSession()
        try await partition.system("test") { writer in
            try writer.setAccess(subject: 1, employee: "1", roles: [.employee])
            try writer.put(self.department("a"), in: .tenant)
        }
        let first = try await page(partition, nil, person.principal, session)["cur"]?.stringValue
        try await partition.system("test") { try $0.remove(Department.self, id: "a") }
        let gone = try await page(partition, first, person.principal, session)
        #expect(gone["gone"]?[0]?["ids"] == ["a"])
        #expect(try await partition.read { try $0.snapshot.meta("purged/d1") } == nil)
        _ = try await page(partition, gone["cur"]?.stringValue, person.principal, session)
        _ = try await person.push(partition, 1, "void", [:])
        #expect(try await partition.read { try $0.snapshot.meta("purged/d1") } != nil)
    }

    @Test func verifyFindsTheBucketThatDiffers() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1).principal
        let revs = try await partition.system("test") { writer in
            try writer.setAccess(subject: 1, employee: "1", roles: [.employee])
            return try (0..<100).map { try writer.put(self.department("r\($0)"), in: .tenant) }
        }
        var sums = [(count: Int64, sum: UInt64)](repeating: (0, 0), count: 4)
        for (index, rev) in revs.enumerated() {
            let bucket = Bucket.of("r\(index)", 4)
            // One row of the client is an older one.
            let held = index == 7 ? rev - 1 : rev
            sums[bucket].count += 1
            sums[bucket].sum = Digest.add(sums[bucket].sum, Digest.term(collection: "department", id: "r\(index)", rev: held))
        }
        let texts = sums.map { JSON.string(Digest.text(count: $0.count, sum: $0.sum)) }
        let place: [(String, JSON)] = [("in", "t"), ("c", "department"), ("n", 4)]
        let answer = try JSON(parsing: try await partition.verify(.object(JSONObject(place + [("sums", .array(texts))])), for: person))
        let wrong = Bucket.of("r7", 4)
        #expect(answer["uneq"] == [.int(Int64(wrong))])
        let params = JSON.object(JSONObject(place + [("b", .int(Int64(wrong)))]))
        let bucket = try JSON(parsing: try await partition.bucket(params, for: person))
        #expect(bucket["put"]?[0]?["rows"]?.arrayValue?.count == Int(sums[wrong].count) && bucket["more"] == false)
        let foreign = JSON.object(JSONObject([("in", "q/hr"), ("c", "department"), ("n", 4), ("b", 0)]))
        await #expect(throws: RPCError(.notFound)) { try await partition.bucket(foreign, for: person) }
    }

    @Test func anOlderSchemaGetsTheRowCutAndUnknownWordsRewritten() throws {
        let schema = CollectionSchema(
            "old", code: 999, area: "test", secrecy: .open, meaning: "test",
            columns: [
                Column("state", .enumeration(["a", "b", "new"])), Column("note", .text), Column("later", .json, since: 2),
            ])
        let projection = try #require(Projection(schema, schema: 1) { $0.name == "state" ? ["a", "b"] : nil })
        let row = Array(#"["i,]\"",7,"new",{"x":[1,"]"]},{"y":"}"}]"#.utf8)
        #expect(String(decoding: try projection.project(row), as: UTF8.self) == #"["i,]\"",7,"other",{"x":[1,"]"]}]"#)
        #expect(String(decoding: try projection.project(Array(#"["i",7,"a"]"#.utf8)), as: UTF8.self) == #"["i",7,"a"]"#)
    }

    @Test func subscribersWakeForTheirOwnFeedsOnly() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let (mine, theirs) = (WakeLog(), WakeLog())
        try await partition.system("test") { writer in
            try writer.setAccess(subject: 1, employee: "1", roles: [.employee])
            try writer.setAccess(subject: 2, employee: "2", roles: [.employee])
        }
        let one = try await partition.subscribe(for: Person(1).principal) { mine.add($0) }
        let two = try await partition.subscribe(for: Person(2).principal) { theirs.add($0) }
        try await partition.system("test") { try $0.put(self.department("a"), in: .employee("1")) }
        #expect(mine.count == 1 && theirs.count == 0)
        try await partition.system("test") { try $0.addGrant(subject: 2, feed: .hr, until: nil) }
        #expect(theirs.last?.access ?? false)
        one.cancel()
        try await partition.system("test") { try $0.put(self.department("b"), in: .employee("1")) }
        #expect(mine.count == 1)
        two.cancel()
    }
}
