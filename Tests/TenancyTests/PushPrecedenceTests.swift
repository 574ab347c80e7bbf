import Base
import Casework
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// Where two errors of the protocol's order (§9) meet in a push, the first is answered; each test names the pair.
@Suite("Precedence inside a partition") struct PushPrecedenceTests {
    /// A partition with a record `r1` of revision 1 in `e/1`, its reader, and one who may not read it.
    private func partition(_ body: (House, Partition, Person) async throws -> Void) async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        try await partition.system("test.start") { writer in
            try writer.put(Department(id: "r1", name: "x", status: .active), in: .employee("1"))
            try writer.put(Department(id: "hidden", name: "x", status: .active), in: .employee("2"))
            try writer.addGrant(subject: 1, feed: .employee("1"), until: nil)
        }
        try await body(house, partition, Person(1))
    }

    private func put(_ id: String = "new", refuse: String? = nil, extra: String? = nil) -> JSON {
        var members: [(String, JSON)] = [("id", .string(id)), ("feed", "e/1"), ("name", "x")]
        if let refuse { members.append(("refuse", .string(refuse))) }
        if let extra { members.append((extra, 1)) }
        return .object(JSONObject(members))
    }

    private func roles(_ roles: Set<Role>, leaver: Bool = false) -> Person {
        var person = Person(1, roles: roles)
        person.principal.actor.leaver = leaver
        return person
    }

    private func pair(_ first: ErrorCode, _ second: ErrorCode) { #expect(first.precedence < second.precedence) }

    private static let stale: JSON = ["department/r1": 7]

    @Test("1604 before 1603 before 1602 before 1601: a wiped device is told so although its account is locked")
    func stops() async throws {
        try await partition { house, partition, person in
            func code() async throws -> ErrorCode? { try await person.push(partition, 1, "void", [:]).error?.code }
            try await partition.system("test") { $0.revoke(device: "d1", .deviceWiped) }
            try await partition.system("test") { $0.revoke(subject: 1, .deviceLocked) }
            #expect(try await code() == .deviceWiped)
            try await partition.system("test") { $0.revoke(subject: 1, .accountClosed) }
            #expect(try await code() == .accountClosed)
            try await house.registry.suspend("demo", reason: "test", by: "ops")
            #expect(try await code() == .tenantSuspended)
            pair(.tenantSuspended, .accountClosed)
            pair(.accountClosed, .deviceWiped)
            pair(.deviceWiped, .deviceLocked)
        }
    }

    @Test("1601 before 1205 before 1403: another person on the same device")
    func subject() async throws {
        try await partition { _, partition, person in
            #expect(try await person.push(partition, 1, "test.put", put()).words == ["ok"])
            let other = Person(2, device: "d1")
            #expect(try await other.push(partition, 1, "test.put", put("other")).words == ["wait 1205"])
            try await partition.system("test") { $0.revoke(device: "d1") }
            #expect(try await other.push(partition, 1, "test.put", put("other")).error?.code == .deviceLocked)
            pair(.deviceLocked, .subjectChanged)
            pair(.subjectChanged, .mutationReused)
        }
    }

    @Test("1405 of the call before 1403 and before 1302")
    func form() async throws {
        try await partition { _, partition, person in
            #expect(try await person.push(partition, 1, "test.put", put()).words == ["ok"])
            let reused = [try person.mutation(1, "void", [:]), try person.mutation(3, "void", [:])]
            #expect(await person.push(partition, reused).error?.code == .invalid)
            let gap = [try person.mutation(5, "void", [:]), try person.mutation(7, "void", [:])]
            #expect(await person.push(partition, gap).error?.code == .invalid)
            pair(.invalid, .mutationReused)
            pair(.invalid, .queueGap)
        }
    }

    @Test("1403 before dup: one reused number fails the call, and nothing is done")
    func reused() async throws {
        try await partition { _, partition, person in
            let kept = try person.mutation(1, "test.put", put())
            #expect(await person.push(partition, [kept, try person.mutation(2, "void", [:])]).words == ["ok", "ok"])
            let call = [kept, try person.mutation(2, "test.put", put("x")), try person.mutation(3, "void", [:])]
            #expect(await person.push(partition, call).error?.code == .mutationReused)
            #expect(try await partition.read { try $0.snapshot.queue("d1.0")?.last } == 2)
        }
    }

    @Test("dup before 1203 and before 1401: a lost answer is answered although the role, or the second factor, is gone")
    func repeats() async throws {
        try await partition { _, partition, person in
            let first = try person.mutation(1, "test.put", put())
            #expect(await person.push(partition, [first]).words == ["ok"])
            let bare = roles([])
            #expect(await bare.push(partition, [first, try bare.mutation(2, "test.put", put("r2"))]).words == ["dup ok", "no 1401"])
            var request = PushRequest(queue: person.queue, mutations: [first])
            request.withheld = ["test.put"]
            #expect(Answer(await partition.push(request, for: person.principal)).words == ["dup ok"])
        }
    }

    @Test("1302 before 1203 before 1401: a call that begins with a withheld act is not begun; one behind others stops the queue there")
    func secondFactor() async throws {
        try await partition { _, partition, person in
            let bare = roles([])
            var gap = PushRequest(queue: bare.queue, mutations: [try bare.mutation(4, "test.put", put())])
            gap.withheld = ["test.put"]
            #expect(Answer(await partition.push(gap, for: bare.principal)).error?.code == .queueGap)
            var call = PushRequest(queue: bare.queue, mutations: [try bare.mutation(1, "test.put", put())])
            call.withheld = ["test.put"]
            #expect(Answer(await partition.push(call, for: bare.principal)).error?.code == .stepUp)
            #expect(try await partition.read { try $0.snapshot.queue("d1.0")?.last ?? 0 } == 0)
            var mixed = PushRequest(
                queue: person.queue, mutations: [try person.mutation(1, "void", [:]), try person.mutation(2, "test.put", put())])
            mixed.withheld = ["test.put"]
            #expect(Answer(await partition.push(mixed, for: person.principal)).words == ["ok", "wait 1203"])
            #expect(try await partition.read { try $0.snapshot.queue("d1.0")?.last ?? 0 } == 1)
            pair(.queueGap, .stepUp)
            pair(.stepUp, .forbidden)
        }
    }

    @Test("1302 before what the operation would be answered: an unknown one too")
    func gap() async throws {
        try await partition { (_: House, partition: Partition, person: Person) async throws -> Void in
            #expect(try await person.push(partition, 2, "no.such", [:]).error == RPCError(.queueGap, value: 0))
            pair(.queueGap, .opRetired)
        }
    }

    @Test("1405 of the arguments before 1401, 1401 before 1402, 1401 and 1402 before 1404")
    func audience() async throws {
        try await partition { (_: House, partition: Partition, person: Person) async throws -> Void in
            let bare = roles([])
            #expect(try await bare.push(partition, 1, "test.put", put(extra: "unknown")).words == ["no 1405"])
            #expect(try await bare.push(partition, 2, "test.put", put(), if: ["department/hidden": 1]).words == ["no 1401"])
            #expect(try await bare.push(partition, 3, "test.put", put(), if: Self.stale).words == ["no 1401"])
            let both: JSON = ["department/hidden": 1, "department/r1": 7]
            #expect(try await person.push(partition, 4, "test.put", put(), if: both).words == ["no 1402"])
            #expect(try await person.push(partition, 5, "test.put", put(), if: Self.stale).words == ["cf 1404"])
            pair(.invalid, .forbidden)
            pair(.forbidden, .notFound)
            pair(.notFound, .conflict)
        }
    }

    @Test("An app that may not do it is 1401, behind its arguments and before its preconditions")
    func app() async throws {
        try await partition { (_: House, partition: Partition, _: Person) async throws -> Void in
            var person = Person(1)
            person.principal.app = AppInfo(id: "third", version: "1", operations: ["void"])
            #expect(try await person.push(partition, 1, "test.put", put(extra: "unknown")).words == ["no 1405"])
            #expect(try await person.push(partition, 2, "test.put", put(), if: Self.stale).words == ["no 1401"])
        }
    }

    @Test("1404 before 1407 before 1408 before 1004 before 1001")
    func rules() async throws {
        try await partition { (house: House, partition: Partition, person: Person) async throws -> Void in
            #expect(try await person.push(partition, 1, "test.put", put(refuse: "no"), if: Self.stale).words == ["cf 1404"])
            let leaver = roles([.employee], leaver: true)
            #expect(try await leaver.push(partition, 2, "test.put", put(refuse: "no")).words == ["no 1407"])
            #expect(try await leaver.push(partition, 3, "test.put", put(), if: Self.stale).words == ["cf 1404"])
            #expect(try await leaver.push(partition, 4, "test.put", put(refuse: "wait")).words == ["no 1408"])
            #expect(try await leaver.push(partition, 5, "test.put", put()).words == ["no 1408"])
            #expect(try await partition.read { try $0.record(Department.self, id: "new") } == nil)
            house.faults.setDiskFull(true)
            #expect(try await person.push(partition, 6, "test.put", put(refuse: "wait")).words == ["wait 1004"])
            #expect(try await person.push(partition, 6, "test.put", put()).error?.code == .unavailable)
            house.faults.setDiskFull(false)
            #expect(try await person.push(partition, 6, "test.put", put()).words == ["ok"])
            pair(.conflict, .ruleRefused)
            pair(.ruleRefused, .readOnly)
            pair(.readOnly, .dependencyMissing)
            pair(.dependencyMissing, .unavailable)
        }
    }

    @Test("1601 before 1301: a revoked device with a cursor that is none")
    func pull() async throws {
        try await partition { _, partition, person in
            await #expect(throws: RPCError(.cursorReset)) { try await partition.pull(PullRequest(cursor: "AAAA"), for: person.principal) }
            try await partition.system("test") { $0.revoke(device: "d1") }
            await #expect(throws: RPCError(.deviceLocked)) { try await partition.pull(PullRequest(cursor: "AAAA"), for: person.principal) }
            pair(.deviceLocked, .cursorReset)
        }
    }
}
