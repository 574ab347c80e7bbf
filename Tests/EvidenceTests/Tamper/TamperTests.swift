import Archive
import Base
import Evidence
import Foundation
import Testing

/// Random alterations of every class, all found; as many untouched logs, receipts and bundles, none accused. `make tamper` runs
/// 100,000; here a share of 2,000. The seed is printed, and `GONGDAO_SEED` repeats a run.
@Suite("Tampering", .serialized) struct TamperTests {
    static let environment = ProcessInfo.processInfo.environment
    static let total = environment["GONGDAO_TAMPER"].flatMap { Int($0) } ?? 2_000
    static let seed = environment["GONGDAO_SEED"].flatMap { UInt64($0) } ?? SystemRandom().next() >> 16
    static let share = (total + Tampering.allCases.count - 1) / Tampering.allCases.count

    /// Worlds to alter: with and without a changed key, with erased and withheld bodies.
    static let worlds: [LogWorld] = (0..<6).compactMap { number in
        guard var world = try? LogWorld(seed: seed &+ UInt64(number), acts: 2 + number % 3, rotated: number % 2 == 0) else { return nil }
        if number == 4 { world.erase(world.acts[0]) }
        if number == 5 { world.leaves[world.acts[0]].isWithheld = true }
        return world
    }

    struct Tally: Sendable {
        var tried = 0
        var found = 0
        var missed: [String] = []
    }

    /// Runs a class over both cores; what a verdict finds counts only by findings outside `ignoring`.
    static func run(_ kind: Tampering, count: Int, seed: UInt64, ignoring: Set<Substring> = []) async throws -> Tally {
        try await withThrowingTaskGroup(of: Tally.self) { group in
            for worker in 0..<2 {
                group.addTask {
                    let random = SeededRandom(seed: seed &+ UInt64(worker) &* 7_919)
                    var tally = Tally()
                    while tally.tried < count / 2 {
                        let world = worlds[random.below(worlds.count)]
                        guard let verdict = try kind.run(world, random) else { continue }
                        tally.tried += 1
                        let found = verdict.failed.contains { !ignoring.contains($0.code.rawValue.prefix { $0 != "." }) }
                        if found { tally.found += 1 } else { tally.missed.append("\(kind.rawValue) number \(tally.tried) of worker \(worker)") }
                    }
                    return tally
                }
            }
            return try await group.reduce(into: Tally()) { sum, part in
                sum.tried += part.tried
                sum.found += part.found
                sum.missed += part.missed
            }
        }
    }

    @Test("All tamperings of every class are found")
    func all() async throws {
        #expect(Self.worlds.count == 6)
        var lines = ["seed \(Self.seed)"]
        for (number, kind) in Tampering.allCases.enumerated() {
            let tally = try await Self.run(kind, count: Self.share, seed: Self.seed &+ UInt64(number) &* 104_729)
            lines.append("\(tally.found)/\(tally.tried)  \(kind.rawValue)")
            #expect(tally.tried >= Self.share - 1 && tally.found == tally.tried, "seed \(Self.seed): \(tally.missed.prefix(3))")
        }
        print(lines.joined(separator: "\n"))
    }

    @Test("The test of the test: a verifier without the checks of a class misses some of it", arguments: Tampering.allCases)
    func canary(kind: Tampering) async throws {
        let tally = try await Self.run(kind, count: 24, seed: 5, ignoring: kind.checks)
        #expect(tally.found < tally.tried, "\(kind.rawValue) is found by something else")
    }

    @Test("Untouched logs, receipts and bundles are never accused")
    func untouched() async throws {
        let count = Self.total
        let (zips, seed) = (try Self.worlds.map { try $0.bundle() }, Self.seed)
        let accused = try await withThrowingTaskGroup(of: [String].self) { group in
            for worker in 0..<2 {
                group.addTask {
                    let random = SeededRandom(seed: seed &+ UInt64(worker))
                    var accused: [String] = []
                    for number in 0..<(count / 2) {
                        let place = random.below(Self.worlds.count)
                        let world = Self.worlds[place]
                        let verdict = try Self.verdict(number % 4, world, zips[place], random)
                        if verdict.result != .proved { accused.append("\(number % 4) \(verdict.failed.prefix(2))") }
                    }
                    return accused
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(accused == [], "seed \(Self.seed)")
    }

    private static func verdict(_ kind: Int, _ world: LogWorld, _ zip: [UInt8], _ random: SeededRandom) throws -> Verdict {
        switch kind {
        case 0: return BundleVerifier.verify(MemorySource(zip), pin: world.pin)
        case 1:
            // Any checkpoint somebody kept on the way.
            let size = 1 + random.below(world.leaves.count)
            return BundleVerifier.verify(MemorySource(zip), pin: Pin(checkpoint: try world.checkpoint(size).note))
        case 2:
            let known = world.acts.filter { world.leaves[$0].body != nil }
            return ReceiptVerifier.verify(try world.receipt(known[random.below(known.count)], devices: random.below(2) == 0).bytes, pin: world.pin)
        default:
            var verifier = LogVerifier(kept: [try world.checkpoint(1 + random.below(world.leaves.count)).checkpoint])
            for leaf in world.leaves { verifier.append(leaf.leaf.bytes, leaf.body) }
            return verifier.finish(try world.checkpoint().note, key: world.keys[world.keys.count - 1].signer.verifier)
        }
    }
}
