package import Archive

/// Compares two people's files of one log (protocol/evidence.md §4.5): bundles, receipts, checkpoints. Two histories signed by one
/// key are found without the server.
package struct Comparison {
    package let a: Verdict
    package let b: Verdict
    package let verdict: Verdict

    /// `key`: for two plain checkpoints, which bring no key of their own.
    package static func compare(_ first: any ByteSource, _ second: any ByteSource, key: NoteVerifier? = nil) -> Comparison {
        let pin = Pin(key: key)
        var watch = NodeWatch()
        watch.keepsAll = true
        let x = FileVerifier.run(first, pin, watch)
        guard let small = x.verdict.checkpoint else { return invalid(x.verdict, FileVerifier.run(second, pin, nil).verdict) }
        // The second file is asked for the first one's tree, and for every subtree the first one shows.
        var other = NodeWatch(wantedSize: small.size)
        other.others = x.nodes?.kept ?? [:]
        other.keepsAll = true
        let y = FileVerifier.run(second, pin, other)
        guard let large = y.verdict.checkpoint, !fails(x.verdict), !fails(y.verdict) else { return invalid(x.verdict, y.verdict) }
        var back: NodeWatch?
        if large.size < small.size { back = FileVerifier.run(first, pin, NodeWatch(wantedSize: large.size)).nodes }
        var verdict = Verdict(.comparison)
        verdict.checkpoint = small
        guard related(x.keys, y.keys, first, second) else {
            verdict.notProved.append(.compareUnrelated)
            return Comparison(a: x.verdict, b: y.verdict, verdict: verdict)
        }
        // After a restore the same numbers are other leaves.
        for address in small.origin == large.origin ? y.nodes?.contradictions ?? [] : [] {
            verdict.fail(address.level == 0 ? .compareLeaf : .compareNode, "\(address.level)/\(address.index)")
        }
        judge(small, large, forward: y.nodes?.root, back: back?.root, &verdict)
        return Comparison(a: x.verdict, b: y.verdict, verdict: verdict)
    }

    /// Checkpoints against each other: equal sizes by their roots, others by what the larger file's proofs say of the smaller tree.
    private static func judge(_ a: Checkpoint, _ b: Checkpoint, forward: TreeNode?, back: TreeNode?, _ verdict: inout Verdict) {
        let said: TreeNode?
        let root: TreeNode
        if a.origin != b.origin {
            // Another epoch: only where one names the other's end.
            if let before = b.before, before.origin == a.origin, before.size == a.size {
                (said, root) = (before.root, a.root)
            } else if let before = a.before, before.origin == b.origin, before.size == b.size {
                (said, root) = (before.root, b.root)
            } else {
                (said, root) = (nil, a.root)
            }
        } else if a.size == b.size {
            (said, root) = (b.root, a.root)
        } else if a.size < b.size {
            (said, root) = (forward, a.root)
        } else {
            (said, root) = (back, b.root)
        }
        if a.origin == b.origin, PinCheck.isBackward(a, b) { verdict.fail(.compareRoot, "\(a.origin) \(a.size) \(b.size)") }
        if let said, said != root { verdict.fail(.compareRoot, "\(a.origin) \(min(a.size, b.size))") }
        guard verdict.counts.failed == 0 else { return }
        if said == nil {
            verdict.notProved.append(.compareUnknown)
        } else {
            verdict.proved.append(.compareSame)
            verdict.isEstablished = true
        }
    }

    /// A file that does not hold by itself proves nothing. One that cannot be checked for want of a key is no such.
    private static func fails(_ verdict: Verdict) -> Bool { verdict.result == .failed || verdict.result == .unreadable }

    private static func invalid(_ a: Verdict, _ b: Verdict) -> Comparison {
        var verdict = Verdict(.comparison)
        if fails(a) { verdict.fail(.compareInvalid, "A") }
        if fails(b) { verdict.fail(.compareInvalid, "B") }
        verdict.isUnreadable = a.isUnreadable || b.isUnreadable
        return Comparison(a: a, b: b, verdict: verdict)
    }

    /// One log: a key in common; a plain note must be signed by a key of the other file.
    private static func related(_ a: [NoteVerifier], _ b: [NoteVerifier], _ first: any ByteSource, _ second: any ByteSource) -> Bool {
        func signed(_ keys: [NoteVerifier], _ source: any ByteSource) -> Bool {
            guard source.size <= 65_536, let bytes = try? source.read(at: 0, count: Int(source.size)),
                let note = SignedNote(parsing: String(decoding: bytes, as: UTF8.self))
            else { return false }
            return keys.contains { $0.verify(note) }
        }
        if a.isEmpty { return signed(b, first) }
        if b.isEmpty { return signed(a, second) }
        return !Set(a.map(\.encoded)).isDisjoint(with: b.map(\.encoded))
    }
}
