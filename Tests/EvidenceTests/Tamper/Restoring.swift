import Archive
import Base
import Evidence

/// A server whose database came out of a backup and that began a new epoch, against a checkpoint that a client kept.
enum Restoring {
    /// Leaves that the kept checkpoint counts are lost: in one restore, in one of two, or with an epoch that was passed over.
    static func lossy(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        var other = world.world
        let first = other.firstOfActs
        guard first < other.leaves.count else { return nil }
        let size = first + random.below(other.leaves.count - first)
        var kept = world.note
        switch random.below(3) {
        case 0: try go(&other, to: size, random)
        case 1:
            try go(&other, to: size, random)
            let more = size + 1 + random.below(other.leaves.count - size)
            try go(&other, to: more, random)
        default:
            // What was kept is of an epoch that nothing goes on from.
            var lost = other
            try go(&lost, to: size, random)
            kept = try lost.checkpoint().note
            other.time = lost.time
            try other.restore(to: first + random.below(other.leaves.count - first), epoch: lost.epoch + 1 + Int64(random.below(2)))
            other.goOn(random.below(6))
        }
        return .bundle(try zip(other), Pin(checkpoint: kept))
    }

    /// The same with nothing lost behind what was kept.
    static func honest(_ world: TamperWorld, _ random: SeededRandom) throws -> Altered? {
        var other = world.world
        let first = other.firstOfActs
        let size = first + random.below(other.leaves.count - first + 1)
        let kept = try other.checkpoint(1 + random.below(size)).note
        try go(&other, to: size, random)
        if random.below(2) == 0 { try go(&other, to: size + 1 + random.below(other.leaves.count - size), random) }
        return .bundle(try zip(other), Pin(checkpoint: kept))
    }

    private static func go(_ world: inout LogWorld, to size: Int, _ random: SeededRandom) throws {
        try world.restore(to: size, epoch: world.epoch + 1 + Int64(random.below(2)))
        world.goOn(random.below(6))
        world.time += 10_000
    }

    private static func zip(_ world: LogWorld) throws -> [UInt8] {
        var parts = try world.parts()
        parts.attachments = []
        return try parts.zip()
    }
}
