import Base
import Casework
import Crypto
import Evidence
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// Exactly once, in order, whatever is repeated, lost or refused (protocol §7).
@Suite struct PushTests {
    private func put(_ id: String, _ feed: String = "e/1", name: String = "x", refuse: String? = nil, fresh: Bool? = nil) -> JSON {
        var members: [(String, JSON)] = [("id", .string(id)), ("feed", .string(feed)), ("name", .string(name))]
        if let refuse { members.append(("refuse", .string(refuse))) }
        if let fresh { members.append(("fresh", .bool(fresh))) }
        return .object(JSONObject(members))
    }

    @Test(arguments: Kind.allCases) func aRepeatIsAnsweredFromTheOutcome(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let person = Person(1, signed: true)
        let first = try person.mutation(1, "test.put", put("r1"))
        let ok = await person.push(partition, [first])
        #expect(ok.words == ["ok"] && ok.lm == 1)
        #expect(ok.result(0)?["put"] == "r1" && ok.result(0)?["leaf"] == 1)
        #expect(ok.json["dur"] == .null)
        let again = await person.push(partition, [first, try person.mutation(2, "test.put", put("r2"))])
        #expect(again.words == ["dup ok", "ok"] && again.lm == 2)
        #expect(again.result(0) == ok.result(0))
        let leaves = try await partition.read { try $0.snapshot.head().leaves }
        #expect(leaves == 3)
    }

    @Test func refusalsAreConsumedAndRepeated() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let no = try await person.push(partition, 1, "test.put", put("r1", refuse: "no"))
        #expect(no.words == ["no 1407"] && no.lm == 1)
        #expect(no.result(0)?["reason"] == "test.no")
        #expect(try await person.push(partition, 1, "test.put", put("r1", refuse: "no")).words == ["dup no 1407"])
        let leaf = try await partition.read { try $0.snapshot.leaf(1).flatMap { Leaf($0.bytes) } }
        #expect(leaf?.kind == .refused)
        #expect(try await person.push(partition, 2, "nonsense", [:]).words == ["no 1405"])
        #expect(try await person.push(partition, 3, "test.put", ["id": "r", "feed": "t", "name": "x", "extra": 1]).words == ["no 1405"])
    }

    @Test func aWaitStopsTheQueueAndConsumesNothing() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let answer = await person.push(
            partition,
            [
                try person.mutation(1, "test.put", put("r1")), try person.mutation(2, "test.put", put("r2", refuse: "wait")),
                try person.mutation(3, "test.put", put("r3")),
            ])
        #expect(answer.words == ["ok", "wait 1004"] && answer.lm == 1)
        #expect(try await person.push(partition, 2, "test.put", put("r2")).words == ["ok"])
    }

    @Test func gapsReusedNumbersAndForeignQueuesAreRefusedWhole() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        #expect(try await person.push(partition, 2, "test.put", put("r2")).error == RPCError(.queueGap, value: 0))
        #expect(try await person.push(partition, 1, "test.put", put("r1")).words == ["ok"])
        #expect(try await person.push(partition, 3, "test.put", put("r3")).error == RPCError(.queueGap, value: 1))
        // A phone restored from its own backup files another act under the same number.
        #expect(try await person.push(partition, 1, "test.put", put("other")).error == RPCError(.mutationReused))
        let mixed = await person.push(
            partition, [try person.mutation(1, "test.put", put("other")), try person.mutation(2, "test.put", put("r2"))])
        #expect(mixed.error == RPCError(.mutationReused))
        #expect(try await partition.read { try $0.record(Department.self, id: "r2") } == nil)
        #expect(await person.push(partition, [try person.mutation(2, "void", [:], queue: "d9.0")], queue: "d9.0").error?.code == .notFound)
        #expect(await person.push(partition, [try person.mutation(2, "void", [:], queue: "d1.16")], queue: "d1.16").error?.code == .invalid)
        let jump = await person.push(partition, [try person.mutation(2, "void", [:]), try person.mutation(4, "void", [:])])
        #expect(jump.error?.code == .invalid)
        var other = Person(2)
        other.principal.device = person.principal.device
        #expect(try await other.push(partition, 2, "void", [:]).words == ["wait 1205"])
    }

    @Test func aPhoneThatSleptForAThousandActsIsToldSo() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        var mutations: [PushRequest.Mutation] = []
        for n in 1...1_150 { mutations.append(try person.mutation(Int64(n), "void", [:])) }
        for start in stride(from: 0, to: mutations.count, by: 200) {
            let slice = Array(mutations[start..<min(start + 200, mutations.count)])
            #expect(await person.push(partition, slice).lm == Int64(start + slice.count))
        }
        #expect(await person.push(partition, [mutations[100]]).error == RPCError(.mutationReused))
        #expect(await person.push(partition, [mutations[200]]).words == ["dup ok"])
    }

    @Test func onlyTheDeviceKeySigns() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let (person, thief) = (Person(1, signed: true), Person(1, signed: true))
        #expect(await thief.push(partition, [try person.mutation(1, "void", [:])]).error?.code == .invalid)
        var unsigned = try person.mutation(1, "void", [:])
        unsigned.signature = nil
        #expect(await person.push(partition, [unsigned]).error?.code == .invalid)
        var altered = try person.mutation(1, "test.put", put("r1"))
        altered.a = put("r2")
        #expect(await person.push(partition, [altered]).error?.code == .invalid)
        #expect(await person.push(partition, [try person.mutation(1, "void", [:])]).words == ["ok"])
    }

    @Test func aPoisonedActIsConsumedAtTheThirdTry() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let acts = [try person.mutation(1, "test.boom", [:]), try person.mutation(2, "test.put", put("r2"))]
        #expect(await person.push(partition, acts).words == ["wait -32603"])
        #expect(await person.push(partition, acts).words == ["wait -32603"])
        #expect(await person.push(partition, acts).words == ["no -32603", "ok"])
        #expect(
            house.alarms.recent.contains {
                if case .poisoned(_, "d1.0", 1, _) = $0 { true } else { false }
            })
    }

    @Test func preconditionsConflictOrHide() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        try await partition.system("test") { try $0.addGrant(subject: 1, feed: .employee("1"), until: nil) }
        _ = try await person.push(partition, 1, "test.put", put("r1"))
        _ = try await person.push(partition, 2, "test.put", put("x1", "e/2"))
        let rev = try await partition.read { try $0.record(Department.self, id: "r1")?.rev } ?? 0
        #expect(try await person.push(partition, 3, "test.put", put("r1"), if: ["department/r1": .int(rev)]).words == ["ok"])
        let moved = try await person.push(partition, 4, "test.put", put("r1"), if: ["department/r1": .int(rev)])
        #expect(moved.words == ["cf 1404"] && moved.result(0)?["now"]?["department/r1"] == .int(rev + 1))
        #expect(try await person.push(partition, 5, "test.put", put("r1"), if: ["department/x1": 1]).words == ["no 1402"])
        #expect(try await person.push(partition, 6, "test.put", put("r1", fresh: true)).words == ["no 1405"])
    }

    @Test func whenProvesAnIntervalAndDropsFalseClaims() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let start = house.clock.now().ms
        let token = try await partition.timeToken(device: "d1")
        house.clock.advance(ms: 60_000)
        let proven = try await person.push(partition, 1, "test.proven", [:], when: ["tt": .string(token), "dt": 99_999_999])
        #expect(proven.result(0)?["from"] == .int(start) && proven.result(0)?["to"] == .int(start + 60_000))
        let newer = try await partition.timeToken(device: "d1")
        house.clock.advance(ms: 60_000)
        _ = try await person.push(partition, 2, "test.proven", [:], when: ["tt": .string(newer), "dt": .null])
        // An older token behind a newer one proves no more than the newer one did.
        let older = try await person.push(partition, 3, "test.proven", [:], when: ["tt": .string(token)])
        #expect(older.result(0)?["from"] == .int(start + 60_000))
        let foreign = try await partition.timeToken(device: "d2")
        #expect(try await person.push(partition, 4, "test.proven", [:], when: ["tt": .string(foreign)]).words == ["no 1405"])
    }

    @Test func aPreviewStoresNothing() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let commits = partition.commits
        let bytes = try await partition.preview(op: "test.put", a: put("r1"), if: nil, for: person.principal)
        #expect(try JSON(parsing: bytes) == ["out": ["ok", ["put": "r1"]]])
        let no = try await partition.preview(op: "test.put", a: put("r1", refuse: "no"), if: nil, for: person.principal)
        #expect(try JSON(parsing: no)["out"]?[1] == 1407)
        #expect(partition.commits == commits)
    }
}
