package import Wire

/// What somebody who keeps a log's checkpoints holds, and how a newer one is judged (why.md S15, S18). Nothing held is given up but for a
/// checkpoint of the same epoch that was proved to go on from it.
package struct LogWatch: Codable, Sendable, Equatable {
    /// The log's keys (vkeys), oldest first; the first one was taken on trust.
    package var keys: [String]
    /// Notes, the newest one of each epoch, oldest first.
    package var held: [String]

    package init(keys: [String] = [], held: [String] = []) {
        self.keys = keys
        self.held = held
    }

    package var newest: Checkpoint? { held.last.flatMap(LogWatch.checkpoint) }

    package static func checkpoint(_ note: String) -> Checkpoint? {
        SignedNote(parsing: note).flatMap { Checkpoint(parsing: $0.text) }
    }

    /// Whether a note is signed by a key that is known already.
    package func isSigned(_ note: String) -> Bool { LogWatch.isSigned(note, by: keys) }

    static func isSigned(_ note: String, by keys: [String]) -> Bool {
        guard let signed = SignedNote(parsing: note) else { return false }
        return keys.contains { NoteVerifier(parsing: $0)?.verify(signed) ?? false }
    }

    /// The checkpoint held of the same origin and size whose root is another: with `note` it proves that two histories were signed.
    package func contradiction(to note: String) -> String? {
        guard let shown = LogWatch.checkpoint(note) else { return nil }
        return held.first { old in
            LogWatch.checkpoint(old).map { $0.origin == shown.origin && $0.size == shown.size && $0.root != shown.root } ?? false
        }
    }

    /// Takes over what an answer of `evidence.consistency` proves, asked from the newest checkpoint held (or from nothing). Answers the
    /// leaves that a restore lost, if any. Throws what does not hold; then nothing is changed.
    package mutating func follow(_ answer: ConsistencyAnswer) throws(LogFault) -> Range<Int64>? {
        guard let last = answer.steps.last, let end = LogWatch.checkpoint(last.note) else { throw .form }
        let chain = try answer.chainOfKeys(in: end)
        let isNewEpoch = newest.map { $0.origin != end.origin } ?? true
        guard keys.isEmpty || chain.starts(with: keys) || isNewEpoch && chain.first == keys.first else { throw .keys }
        let start = newest ?? Checkpoint(origin: answer.steps[0].origin, size: 0, root: TreeHash.empty)
        try answer.check(from: start, keys: chain)
        let lost = answer.lost
        held.removeAll { LogWatch.checkpoint($0)?.origin == end.origin }
        held.append(last.note)
        keys = chain
        return lost
    }
}

/// Why a log's answer does not hold.
package enum LogFault: Error, Sendable, Equatable {
    /// Not of the form of the protocol.
    case form
    /// The keys do not go on from those known.
    case keys
    /// A checkpoint is not signed by any of them.
    case signature
    /// A checkpoint does not go on from the one before it: the history was changed.
    case history
}

/// The answer of `evidence.consistency`, read.
package struct ConsistencyAnswer: Sendable {
    package struct Step: Sendable {
        package let origin: String
        package let size: Int64
        package let note: String
        package let proof: [TreeNode]
    }

    package let lost: Range<Int64>?
    package let steps: [Step]
    let keys: [DisclosedLeaf]

    package init(_ view: JSONView) throws(FormError) {
        if let lost = view["lost"] {
            let (from, to) = (try lost.count("from"), try lost.count("to"))
            guard from < to else { throw FormError("lost") }
            self.lost = from..<to
        } else {
            lost = nil
        }
        steps = try view.need("chain").elements.map { step throws(FormError) -> Step in
            let from = try step.need("from")
            return Step(
                origin: try from.text("origin"), size: try from.count("size"), note: try step.text("checkpoint"),
                proof: try step.nodes("proof"))
        }
        guard !steps.isEmpty else { throw FormError("chain") }
        keys = try view.need("keys").elements.map { leaf throws(FormError) -> DisclosedLeaf in try DisclosedLeaf(leaf) }
    }

    /// The log's keys, each signed for by the one before, all named by leaves of that tree.
    func chainOfKeys(in end: Checkpoint) throws(LogFault) -> [String] {
        var chain: [NoteVerifier] = []
        for key in keys {
            guard let leaf = Leaf(key.leaf), leaf.kind == .key, let body = key.body, body.hash == leaf.commitment,
                TreeProof.holds(leaf: TreeHash.leaf(key.leaf), index: key.index, size: end.size, root: end.root, proof: key.proof),
                let change = KeyChange(body: body.body), change.holds, change.before?.key.encoded == chain.last?.encoded
            else { throw .keys }
            chain.append(change.key)
        }
        guard !chain.isEmpty else { throw .keys }
        return chain.map(\.encoded)
    }

    /// Step by step: every checkpoint signed, every one the beginning of the next, every epoch joined to the one before.
    func check(from start: Checkpoint, keys: [String]) throws(LogFault) {
        var at = Checkpoint.Before(origin: start.origin, size: start.size, root: start.root)
        for (index, step) in steps.enumerated() {
            guard let next = LogWatch.checkpoint(step.note), step.origin == at.origin else { throw .form }
            guard LogWatch.isSigned(step.note, by: keys) else { throw .signature }
            if index == 0, let lost {
                // What the restore lost cannot be proved: the epoch's end is taken from its own checkpoint, and a later epoch must follow.
                guard lost.upperBound == at.size, lost.lowerBound == next.size, step.size == next.size, next.origin == at.origin,
                    steps.count > 1
                else { throw .form }
                at = Checkpoint.Before(origin: at.origin, size: next.size, root: next.root)
            }
            guard step.size == at.size else { throw .form }
            if next.origin != at.origin, next.before != at { throw .history }
            guard TreeProof.consistent(old: at.size, oldRoot: at.root, size: next.size, root: next.root, proof: step.proof) else {
                throw .history
            }
            at = Checkpoint.Before(origin: next.origin, size: next.size, root: next.root)
        }
    }
}
