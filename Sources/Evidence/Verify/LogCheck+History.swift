/// The file's checkpoint against others of its log: those it brings, its own `before` line, and what somebody kept
/// (protocol/evidence.md §4.3).
extension LogCheck {
    /// A member of `checkpoints/`.
    struct Earlier {
        var path: String
        var note: SignedNote
        var checkpoint: Checkpoint
        /// By a key of the file's chain.
        var isSigned: Bool
    }

    enum Standing: Equatable {
        /// Its leaves are the first ones of this log.
        case beginning
        case forked
        /// `<origin> <from> <signed>`.
        case lost(String)
        case unknown
    }

    /// Asks for the trees that will be judged; before leaves are read.
    mutating func expectBeginnings(_ pin: Pin) {
        guard let checkpoint else { return }
        var sizes = earlier.map(\.checkpoint.size)
        if let before = checkpoint.before { sizes.append(before.size) }
        if let kept = pin.checkpoint.flatMap({ Checkpoint(parsing: $0.text) }) { sizes.append(kept.size) }
        sizes = sizes.filter { $0 > 0 && $0 < checkpoint.size }
        guard !sizes.isEmpty else { return }
        var watch = nodes ?? NodeWatch()
        for size in sizes { watch.want(size) }
        nodes = watch
    }

    /// How another checkpoint of this log stands to the file's own. `more`: notes by which epochs are followed, besides the file's.
    func standing(of other: Checkpoint) -> Standing {
        guard let checkpoint else { return .unknown }
        var starts = EpochStarts()
        for one in [checkpoint, other] + earlier.filter(\.isSigned).map(\.checkpoint) { starts.learn(one) }
        let (low, high) = EpochStarts.ordered(other, checkpoint)
        switch starts.relation(low, high) {
        case .forked: return .forked
        case .lost(let from): return .lost("\(low.origin) \(from) \(low.size)")
        case .unknown: return .unknown
        case .onTheWay:
            guard low == other, let root = root(of: other.size) else { return .unknown }
            return root == other.root ? .beginning : .forked
        }
    }

    /// The root of the tree of the first leaves, as far as the file's proofs tell.
    private func root(of size: Int64) -> TreeNode? {
        if size == 0 { return TreeHash.empty }
        return size == checkpoint?.size ? checkpoint?.root : nodes?.root(of: size)
    }

    /// `checkpoint.before`, after the last leaf. Answers the members that are shown to be the beginning.
    @discardableResult
    mutating func judgeEarlier() -> [Earlier] {
        guard let checkpoint else { return [] }
        if !checkpoint.hasPossibleStart {
            verdict.fail(.checkpointBefore, "checkpoint.note")
        } else if let before = checkpoint.before, let root = root(of: before.size), root != before.root {
            verdict.fail(.checkpointBefore, "checkpoint.note")
        }
        var beginnings: [Earlier] = []
        for one in earlier {
            let other = one.checkpoint
            guard one.isSigned else {
                if !other.hasPossibleStart { verdict.fail(.checkpointBefore, one.path) }
                continue
            }
            switch standing(of: other) {
            case .beginning: beginnings.append(one)
            case .forked, .lost: verdict.fail(.checkpointBefore, one.path)
            case .unknown:
                // Whatever lies between the epochs: another tree of that size was either rewritten or lost.
                guard other.size < checkpoint.size, let root = root(of: other.size), root != other.root else { continue }
                verdict.fail(.checkpointBefore, one.path)
            }
        }
        return beginnings
    }
}
