import Archive
import Base
import Evidence
import Foundation
import Testing

/// Random alterations of every class, all found by both verifiers; as many untouched logs, receipts and bundles, none accused.
/// `make tamper` runs 100,000 a verifier; here a share of 2,000. The seed is printed, and `GONGDAO_SEED` repeats a run.
@Suite("Tampering", .serialized) struct TamperTests {
    static let environment = ProcessInfo.processInfo.environment
    static let total = environment["GONGDAO_TAMPER"].flatMap { Int($0) } ?? 2_000
    static let seed = environment["GONGDAO_SEED"].flatMap { UInt64($0) } ?? SystemRandom().next() >> 16
    static let share = (total + Tampering.allCases.count - 1) / Tampering.allCases.count

    /// Worlds to alter: with and without a changed key, with erased and withheld bodies.
    static let worlds: [TamperWorld] = (0..<6).compactMap { number in
        guard var world = try? LogWorld(seed: seed &+ UInt64(number), acts: 2 + number % 3, rotated: number % 2 == 0) else { return nil }
        if number == 4 { world.erase(world.acts[0]) }
        if number == 5 { world.leaves[world.acts[0]].isWithheld = true }
        return try? TamperWorld(world)
    }

    @Test("All tamperings of every class are found by both verifiers, and they agree on each")
    func all() async throws {
        #expect(Self.worlds.count == 6)
        var lines = ["seed \(Self.seed)", "   Swift    Python"]
        for (number, kind) in Tampering.allCases.enumerated() {
            let seed = Self.seed &+ UInt64(number) &* 104_729
            let tally = try await TamperRun.both(Self.share, seed: seed) { world, random in try kind.alter(world, random) }
            lines.append("\(tally.swift)  \(tally.python)  \(kind.rawValue)")
            for one in [tally.swift, tally.python] {
                #expect(one.tried >= Self.share - 1 && one.found == one.tried, "seed \(Self.seed): \(kind.rawValue)")
            }
            #expect(tally.differing == [], "seed \(Self.seed): \(kind.rawValue)")
        }
        print(lines.joined(separator: "\n"))
    }

    @Test("The test of the test: a verifier without the checks of a class misses some of it", arguments: Tampering.allCases)
    func canary(kind: Tampering) throws {
        let random = SeededRandom(seed: 5)
        var missed = 0
        for _ in 0..<24 {
            guard let altered = try kind.alter(Self.worlds[random.below(Self.worlds.count)], random) else { continue }
            let areas = Set(altered.verdict.failed.map { $0.code.rawValue.prefix { $0 != "." } })
            if areas.isSubset(of: kind.checks) { missed += 1 }
        }
        #expect(missed > 0, "\(kind.rawValue) is found by something else")
    }

    @Test("Untouched logs, receipts and bundles are never accused by either")
    func untouched() async throws {
        let tally = try await TamperRun.both(Self.total, seed: Self.seed) { world, random in try Self.whole(world, random) }
        #expect(tally.swift.tried >= Self.total - 1 && tally.python.tried >= Self.total - 1)
        #expect((tally.swift.found, tally.python.found) == (0, 0), "seed \(Self.seed)")
        #expect(tally.differing == [], "seed \(Self.seed)")
    }

    private static func whole(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        let size = 1 + random.below(world.world.leaves.count)
        switch random.below(5) {
        case 0: return .bundle(world.bundle, world.world.pin)
        // Any checkpoint somebody kept on the way.
        case 1: return .bundle(world.bundle, Pin(checkpoint: try world.world.checkpoint(size).note))
        case 2:
            let receipt = world.receipts[random.below(world.receipts.count)]
            return .receipt((random.below(2) == 0 ? receipt.with : receipt.without).bytes, world.world.pin)
        // A backup put back, and nothing lost that was kept.
        case 3: return try Restoring.honest(world, random)
        default: return .log(world.log, note: world.note, key: world.key, kept: [try world.world.checkpoint(size).checkpoint])
        }
    }
}
