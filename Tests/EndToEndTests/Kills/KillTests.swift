import Base
import Foundation
import Testing

/// Kills of the real daemon at the five named points of a mutation's way (`KillPoint`; debug builds). A share of each in every run;
/// `GONGDAO_KILLS=200` (`make kills`) does the full number. `GONGDAO_SEED` repeats a run.
@Suite("Kills", .serialized) struct KillTests {
    static let points = ["after-read", "after-decide", "before-commit", "after-commit-before-answer", "after-answer"]
    static let share = ProcessInfo.processInfo.environment["GONGDAO_KILLS"].flatMap(Int.init) ?? 8

    static let perFolder = 25

    @Test("Killed, started again, sent again: every act happened once and has the answer it had", arguments: points)
    func killed(at point: String) async throws {
        let seed = ProcessInfo.processInfo.environment["GONGDAO_SEED"].flatMap(UInt64.init) ?? SystemRandom().next() % 1_000_000_000
        let began = ContinuousClock.now
        var (kills, filed, repeats) = (0, 0, 0)
        var findings: [String] = []
        // A folder of its own for every so many, so that what is compared each time stays small.
        while kills < Self.share, findings.isEmpty {
            let run = try await KillRun(point, seed: seed &+ UInt64(kills))
            try await run.run(kills: min(Self.perFolder, Self.share - kills))
            (kills, filed, repeats) = (kills + run.kills, filed + run.filed, repeats + run.repeats)
            findings += run.findings
        }
        print("kills: \(kills) at \(point), seed \(seed), \(filed) acts, \(repeats) sent again, \(ContinuousClock.now - began)")
        #expect(findings == [], "repeat with GONGDAO_SEED=\(seed)")
        #expect(kills == Self.share)
        #expect(filed >= kills && repeats >= kills)
    }

    @Test("The comparison can fail: an act that the model does not know is found")
    func canary() async throws {
        let run = try await KillRun("after-answer", seed: 7)
        try await run.fileBehindTheModel()
        try await run.run(kills: 1)
        #expect(run.findings.contains { $0.contains("other claims") })
    }
}
