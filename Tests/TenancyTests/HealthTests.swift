import Base
import Casework
import Evidence
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// What a running node says of itself in the log, and what an auditor sees by it.
@Suite("Signs of the system's health") struct HealthTests {
    /// Processes one after another on the same files, with a wall clock and one that only goes on.
    private final class Course {
        let house: House
        let person = Person(1)
        var monotonic = ManualMonotonicClock()
        var registry: TenantRegistry
        var sent: Int64 = 0

        init(_ kind: Kind) async throws {
            house = try House(kind)
            _ = try await house.registry.create(code: "demo", name: "Demo")
            house.registry.closeAll()
            registry = house.registry
            try start()
        }

        func start(withoutSigns: Bool = false) throws {
            registry.closeAll()
            monotonic = ManualMonotonicClock()
            registry = try house.again(health: withoutSigns ? nil : NodeHealth(version: "test/1", clock: house.clock, monotonic: monotonic))
        }

        func pass(minutes: Int64, clock: Int64? = nil) {
            monotonic.advance(ms: minutes * 60_000)
            house.clock.advance(ms: (clock ?? minutes) * 60_000)
        }

        func act() async throws {
            sent += 1
            let words = try await person.push(
                registry.open("demo"), sent, "test.put", ["id": .string("r\(sent)"), "feed": "e/1", "name": "x"]).words
            try #require(words == ["ok"], "\(words)")
        }

        func stop() { registry.closeAll() }

        /// As after SIGKILL: nothing is written at the end.
        func kill() async throws {
            try await registry.open("demo").core.healthMemory.last = nil
            registry.closeAll()
        }

        func events() async throws -> [String] {
            try await registry.open("demo").read { reader in
                try reader.leaves(.op, NodeHealth.op, after: -1, limit: 1_000).map { index in
                    try JSON(parsing: reader.leaf(index).secret?.commitment.body ?? [])["event"]?.stringValue ?? ""
                }
            }
        }

        func findings(slice: Int) async throws -> [String] {
            var (from, found) = (Int64(0), [String]())
            while true {
                let answer = try await registry.open("demo").auditVerify(from: from, limit: slice, for: person.principal)
                found += (answer["findings"]?.arrayValue ?? []).compactMap { $0["code"]?.stringValue }
                if answer["done"] == true { return found }
                from = try #require(answer["to"]?.intValue)
            }
        }
    }

    @Test("One with the first write, one with the first write 15 minutes later, one at a clean stop; none for looking on, none for each push",
        arguments: Kind.allCases)
    func bounded(_ kind: Kind) async throws {
        let course = try await Course(kind)
        _ = try await course.registry.open("demo")
        course.stop()
        #expect(try await course.events() == [], "a tenant that is only looked at costs nothing")
        for _ in 0..<28 {
            try await course.act()
            course.pass(minutes: 1)
            await course.registry.tick()
        }
        #expect(try await course.events() == ["start", "run"])
        course.pass(minutes: 600)
        course.stop()
        #expect(try await course.events() == ["start", "run", "stop"])
        try course.start()
        try await course.act()
        #expect(try await course.events() == ["start", "run", "stop", "start"])
        for slice in [1, 3, 100] { #expect(try await course.findings(slice: slice) == [], "\(slice)") }
    }

    @Test("A kill, a clock that was set forward or back, a key that was changed, writes without signs: each is found, whatever the slices")
    func anomalies() async throws {
        let course = try await Course(.memory)
        try await course.act()
        course.pass(minutes: 20, clock: 200)
        try await course.act()
        course.pass(minutes: 20, clock: -100)
        // Until the clock has caught up every act shows the same step: it is told once.
        for _ in 0..<4 { try await course.act() }
        try await course.kill()
        try course.start()
        // The clock is behind the last leaf, whose time does not fall.
        course.pass(minutes: 150)
        try await course.act()
        try await course.registry.open("demo").system("test.key", leaf: .system) { try $0.rotateLogKey(by: "test") }
        course.pass(minutes: 1)
        course.stop()
        try course.start(withoutSigns: true)
        course.pass(minutes: 40)
        for _ in 0..<3 {
            course.pass(minutes: 1)
            try await course.act()
        }
        let found = try await course.findings(slice: 100)
        #expect(found.count { $0 == "clock.forward" } == 1 && found.count { $0 == "stop.unclean" } == 1, "\(found)")
        #expect(found.count { $0 == "clock.back" } == 1 && found.contains("key.changed"), "\(found)")
        #expect(found.count { $0 == "health.missing" } == 1, "\(found)")
        #expect(Set(found) == ["clock.forward", "clock.back", "stop.unclean", "key.changed", "health.missing"])
        for slice in [1, 2, 5] { #expect(Set(try await course.findings(slice: slice)) == Set(found), "\(slice)") }
    }
}
