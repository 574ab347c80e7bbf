package import Archive

/// Compares two people's files of one log (protocol/evidence.md §4.5): bundles, receipts, checkpoints. Two histories signed by one
/// key are found without the server, and so are leaves that were signed and thrown away.
package struct Comparison {
    package let a: Verdict
    package let b: Verdict
    package let verdict: Verdict
    /// The checkpoint notes of both files, as they stand: with a contradiction they are the proof.
    package let notes: [String]

    private init(_ x: FileReading, _ y: FileReading, _ verdict: Verdict) {
        (a, b, self.verdict) = (x.verdict, y.verdict, verdict)
        notes = [x, y].compactMap { $0.note?.encoded }
    }

    /// `key`: for plain checkpoints, which bring no key of their own.
    package static func compare(_ first: any ByteSource, _ second: any ByteSource, key: NoteVerifier? = nil) -> Comparison {
        let pin = Pin(key: key)
        var watch = NodeWatch()
        watch.keepsAll = true
        let x = FileVerifier.run(first, pin, watch)
        guard let one = x.verdict.checkpoint else { return invalid(x, FileVerifier.run(second, pin, nil)) }
        // The second file is asked for the first one's tree, and for every subtree the first one shows.
        var other = NodeWatch()
        other.want(one.size)
        other.others = x.nodes?.kept ?? [:]
        other.keepsAll = true
        let y = FileVerifier.run(second, pin, other)
        guard let two = y.verdict.checkpoint, !fails(x.verdict), !fails(y.verdict) else { return invalid(x, y) }
        var verdict = Verdict(.comparison)
        verdict.checkpoint = one
        if let why = unrelated(x, y) {
            verdict.notProved.append(why)
            return Comparison(x, y, verdict)
        }
        let (low, high) = EpochStarts.ordered(one, two)
        var shown = y.nodes?.root(of: low.size)
        if high != two {
            var back = NodeWatch()
            back.want(low.size)
            shown = FileVerifier.run(first, pin, back).nodes?.root(of: low.size)
        }
        judge(low, high, shown, x.notes + y.notes, y.nodes, &verdict)
        return Comparison(x, y, verdict)
    }

    /// `shown`: the root of `high`'s first leaves, as many as `low` has, by the proofs of its file.
    private static func judge(
        _ low: Checkpoint, _ high: Checkpoint, _ shown: TreeNode?, _ notes: [Checkpoint], _ nodes: NodeWatch?, _ verdict: inout Verdict
    ) {
        var starts = EpochStarts()
        for note in notes { starts.learn(note) }
        let relation = starts.relation(low, high)
        let name = "\(low.origin) \(low.size)"
        if case .lost(let from) = relation { return verdict.fail(.compareLost, "\(low.origin) \(from) \(low.size)") }
        // After a restore the same numbers are other leaves, but for those that both epochs have.
        let common = low.origin == high.origin ? Int64.max : relation == .onTheWay ? low.size : 0
        for address in nodes?.contradictions(within: common) ?? [] {
            verdict.fail(
                address.level == 0 ? .compareLeaf : .compareNode, address.level == 0 ? "\(address.index)" : "\(address.level)/\(address.index)")
        }
        let root = low.size == 0 ? TreeHash.empty : low.origin == high.origin && low.size == high.size ? high.root : shown
        if relation == .forked || relation == .onTheWay && root.map({ $0 != low.root }) ?? false { verdict.fail(.compareRoot, name) }
        guard verdict.counts.failed == 0 else { return }
        if relation == .onTheWay, root != nil {
            verdict.proved.append(.compareSame)
            verdict.isEstablished = true
        } else {
            verdict.notProved.append(.compareUnknown)
        }
    }

    /// A file that does not hold by itself proves nothing. One that cannot be checked for want of a key is no such.
    private static func fails(_ verdict: Verdict) -> Bool { verdict.result == .failed || verdict.result == .unreadable }

    private static func invalid(_ x: FileReading, _ y: FileReading) -> Comparison {
        var verdict = Verdict(.comparison)
        if fails(x.verdict) { verdict.fail(.compareInvalid, "A") }
        if fails(y.verdict) { verdict.fail(.compareInvalid, "B") }
        verdict.isUnreadable = x.verdict.isUnreadable || y.verdict.isUnreadable
        return Comparison(x, y, verdict)
    }

    /// One log: a key in common, and one key name; a plain note must be signed by a key of the other file.
    private static func unrelated(_ x: FileReading, _ y: FileReading) -> NotProved? {
        guard let one = x.verdict.checkpoint, let two = y.verdict.checkpoint, PinCheck.isOneLog(one.origin, two.origin) else {
            return .compareUnrelated
        }
        let isOne: Bool
        switch (x.keys.isEmpty, y.keys.isEmpty) {
        case (true, true): return .compareUnchecked
        case (true, false): isOne = signed(x.note, y.keys)
        case (false, true): isOne = signed(y.note, x.keys)
        case (false, false): isOne = !Set(x.keys.map(\.encoded)).isDisjoint(with: y.keys.map(\.encoded))
        }
        return isOne ? nil : .compareUnrelated
    }

    private static func signed(_ note: SignedNote?, _ keys: [NoteVerifier]) -> Bool {
        note.map { note in keys.contains { $0.verify(note) } } ?? false
    }
}
