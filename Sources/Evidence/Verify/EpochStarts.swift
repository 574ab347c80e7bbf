import Base

/// How the epochs of one log began, as far as notes that it signed tell, and what follows for two of its checkpoints
/// (protocol/evidence.md §4.3).
struct EpochStarts {
    enum Relation: Equatable {
        /// Two histories were signed.
        case forked
        /// Leaves from here on that the smaller or earlier one counts are in the log no more.
        case lost(from: Int64)
        /// The other's first leaves, as many as the smaller one has, must be its tree.
        case onTheWay
        case unknown
    }

    private enum Start: Equatable {
        case first
        case after(Checkpoint.Before)
        /// Notes of one epoch say two things.
        case torn
    }

    private var starts: [String: Start] = [:]

    /// Takes in a note that is known to be signed by the log.
    mutating func learn(_ checkpoint: Checkpoint) {
        let start = checkpoint.before.map(Start.after) ?? .first
        starts[checkpoint.origin] = (starts[checkpoint.origin] ?? start) == start ? start : .torn
    }

    /// Of two checkpoints of one log the one of the lower epoch first, within an epoch the smaller one.
    static func ordered(_ a: Checkpoint, _ b: Checkpoint) -> (low: Checkpoint, high: Checkpoint) {
        let (x, y) = (LogOrigin(a.origin)?.epoch ?? 0, LogOrigin(b.origin)?.epoch ?? 0)
        return (x, a.size) <= (y, b.size) ? (a, b) : (b, a)
    }

    /// What `high` says of `low`; both were learned.
    func relation(_ low: Checkpoint, _ high: Checkpoint) -> Relation {
        guard low.hasPossibleStart, high.hasPossibleStart, starts[low.origin] != .torn else { return .forked }
        if low.origin == high.origin {
            if low.size == high.size { return low.root == high.root ? .onTheWay : .forked }
            return low.isLater(than: high) ? .forked : .onTheWay
        }
        guard let goal = LogOrigin(low.origin)?.epoch, let top = LogOrigin(high.origin) else { return .unknown }
        var (at, size, epoch) = (high.origin, high.size, top.epoch)
        while true {
            switch starts[at] {
            case nil:
                // The end of `low`'s epoch is not told, but it lies below this one's.
                if low.size >= size, low.size > 0 { return .lost(from: max(0, size - 1)) }
                return low.isLater(than: high) ? .forked : .unknown
            case .first, .torn: return .forked
            case .after(let before):
                guard before.size < size, let next = LogOrigin(before.origin), next.keyName == top.keyName, next.epoch < epoch else {
                    return .forked
                }
                if next.epoch == goal { return ended(low, before, high) }
                if next.epoch < goal { return passedOver(low, before) }
                (at, size, epoch) = (before.origin, before.size, next.epoch)
            }
        }
    }

    /// The epoch of `low` ended there.
    private func ended(_ low: Checkpoint, _ end: Checkpoint.Before, _ high: Checkpoint) -> Relation {
        if low.size > end.size { return .lost(from: end.size) }
        if low.isLater(than: high) || low.size == end.size && low.root != end.root { return .forked }
        return .onTheWay
    }

    /// The log went on from an epoch below that of `low`: nothing that this one had of its own is left.
    private func passedOver(_ low: Checkpoint, _ end: Checkpoint.Before) -> Relation {
        guard let before = low.before else { return .forked }
        return .lost(from: min(end.size, before.size))
    }
}

extension Checkpoint {
    /// Whether its `before` line can be true: an earlier epoch of the same log, with fewer leaves.
    var hasPossibleStart: Bool {
        guard let before else { return true }
        guard let mine = LogOrigin(origin), let other = LogOrigin(before.origin) else { return false }
        return other.keyName == mine.keyName && other.epoch < mine.epoch && before.size < size
    }

    func isLater(than other: Checkpoint) -> Bool {
        guard let mine = time, let its = other.time else { return false }
        return mine > its
    }
}
