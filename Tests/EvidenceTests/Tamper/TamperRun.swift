import Base
import Evidence

/// Gives the same things to both verifiers, over both cores, until each has judged its share.
enum TamperRun {
    struct Count: Sendable, CustomStringConvertible {
        var tried = 0
        var found = 0

        var description: String { "\(found)/\(tried)" }

        mutating func add(_ other: Count) {
            tried += other.tried
            found += other.found
        }
    }

    struct Tally: Sendable {
        var swift = Count()
        var python = Count()
        /// What the two judged differently, by worker and number.
        var differing: [String] = []
    }

    typealias Make = @Sendable (TamperWorld, SeededRandom) throws -> Altered?

    /// `make`: something to judge, or nil where the dice gave nothing. Found is what is neither proved nor only consistent in itself.
    static func both(_ count: Int, seed: UInt64, _ make: @escaping Make) async throws -> Tally {
        try await withThrowingTaskGroup(of: Tally.self) { group in
            for worker in 0..<2 {
                group.addTask { try share(count / 2, worker, SeededRandom(seed: seed &+ UInt64(worker) &* 7_919), make) }
            }
            return try await group.reduce(into: Tally()) { sum, part in
                sum.swift.add(part.swift)
                sum.python.add(part.python)
                sum.differing += part.differing
            }
        }
    }

    private static func share(_ count: Int, _ worker: Int, _ random: SeededRandom, _ make: Make) throws -> Tally {
        let judge = try PythonJudge()
        var tally = Tally()
        while tally.swift.tried < count || tally.python.tried < count {
            // A batch for the other process to work on while this one does its own.
            var batch: [(Altered, asked: Bool)] = []
            var asked = 0
            while batch.count < 32 {
                guard let altered = try make(TamperTests.worlds[random.below(TamperTests.worlds.count)], random) else { continue }
                let task = tally.python.tried + asked < count ? altered.task : nil
                if let task { try judge.ask([task]) }
                asked += task == nil ? 0 : 1
                batch.append((altered, task != nil))
            }
            for (altered, asked) in batch {
                let exit = tally.swift.tried < count ? altered.verdict.result.exit : nil
                if let exit { tally.swift.count(exit) }
                guard asked else { continue }
                let other = try judge.answer()
                tally.python.count(other)
                if let exit, exit != other { tally.differing.append("number \(tally.swift.tried) of worker \(worker): \(exit), \(other)") }
            }
        }
        return tally
    }
}

extension TamperRun.Count {
    mutating func count(_ exit: Int32) {
        tried += 1
        found += exit == 0 || exit == 3 ? 0 : 1
    }
}
