import Base

/// Checks a whole log, leaf after leaf, as an auditor or a benchmark does: order of times, commitments of the bodies that still exist,
/// the root at every checkpoint kept on the way, and the signed one at the end. Memory is the right edge of the tree.
package struct LogVerifier {
    package private(set) var verdict = Verdict(.checkpoint)
    private var tree = MerkleRoot()
    private var lastTime = Int64.min
    // Checkpoints by size, ascending; those passed are taken off.
    private var kept: [Checkpoint]

    /// `kept`: checkpoints of this origin that somebody kept earlier.
    package init(kept: [Checkpoint] = []) {
        self.kept = kept.sorted { $0.size > $1.size }
        compare()
    }

    /// The next leaf, with its body where that still exists.
    package mutating func append(_ bytes: [UInt8], _ body: Commitment? = nil) {
        let name = "leaf \(tree.size)"
        verdict.counts.leaves += 1
        if let leaf = Leaf(bytes) {
            if leaf.time.ms < lastTime { verdict.fail(.leafTime, name) }
            lastTime = max(lastTime, leaf.time.ms)
            if let body { if body.hash != leaf.commitment { verdict.fail(.leafCommitment, name) } } else { verdict.counts.erased += 1 }
        } else {
            verdict.fail(.leafForm, name)
        }
        tree.append(bytes)
        compare()
    }

    private mutating func compare() {
        while let next = kept.last, next.size == tree.size {
            if next.root != tree.value { verdict.fail(.pinFork, "\(next.size)") }
            kept.removeLast()
        }
    }

    /// After the last leaf: the newest checkpoint, and the key it must be signed by. Kept checkpoints beyond the end are a log that
    /// has been cut.
    package mutating func finish(_ note: SignedNote, key: NoteVerifier) -> Verdict {
        verdict.key = key.encoded
        verdict.isEstablished = true
        if let checkpoint = Checkpoint(parsing: note.text) {
            verdict.checkpoint = checkpoint
            if checkpoint.size != tree.size { verdict.fail(.checkpointSize, "\(tree.size)") }
            if checkpoint.size == tree.size, checkpoint.root != tree.value { verdict.fail(.leafProof, "\(tree.size)") }
        } else {
            verdict.fail(.checkpointForm, "")
        }
        if !key.verify(note) { verdict.fail(.checkpointSignature, key.name) }
        for checkpoint in kept { verdict.fail(.pinFork, "\(checkpoint.size)") }
        verdict.conclude { _ in }
        return verdict
    }
}
