import Base

/// What the person knows by another way, against the file (protocol/evidence.md §4.2, §4.3).
enum PinCheck {
    /// The parts of the pinned checkpoint's tree, to be looked for in the file's proofs.
    static func watch(_ pin: Pin) -> NodeWatch? {
        pin.checkpoint.flatMap { Checkpoint(parsing: $0.text) }.map { NodeWatch(wantedSize: $0.size) }
    }

    static func apply(_ pin: Pin, to log: inout LogCheck) {
        if let key = pin.key {
            if log.keys.contains(where: { $0.encoded == key.encoded }) {
                log.verdict.isEstablished = true
            } else {
                log.verdict.fail(.pinKey, key.encoded)
            }
        }
        if let note = pin.checkpoint { checkpoint(note, &log) }
        for witness in pin.witnesses {
            switch log.note.flatMap({ witness.verify($0) }) {
            case true?: log.verdict.counts.witnesses += 1
            case false?: log.verdict.fail(.witnessSignature, witness.name)
            case nil: break
            }
        }
        if log.verdict.counts.witnesses > 0 { log.verdict.proved.append(.witness) }
    }

    private static func checkpoint(_ note: SignedNote, _ log: inout LogCheck) {
        guard let kept = Checkpoint(parsing: note.text), let now = log.checkpoint, LogOrigin(kept.origin)?.keyName == log.keys.last?.name,
            log.keys.contains(where: { $0.verify(note) })
        else { return log.verdict.fail(.pinCheckpoint, "") }
        log.verdict.isEstablished = true
        let name = "\(kept.origin) \(kept.size)"
        if kept.origin == now.origin, isBackward(kept, now) {
            log.verdict.fail(.pinFork, name)
        } else if kept.origin == now.origin {
            let root = kept.size == now.size ? now.root : kept.size == 0 ? TreeHash.empty : kept.size < now.size ? log.nodes?.root : nil
            guard let root else { return log.verdict.notProved.append(.pinnedCheckpoint) }
            if root == kept.root { log.verdict.proved.append(.pinnedCheckpoint) } else { log.verdict.fail(.pinFork, name) }
        } else if let before = now.before, before.origin == kept.origin, before.size == kept.size {
            if before.root == kept.root { log.verdict.proved.append(.pinnedCheckpoint) } else { log.verdict.fail(.pinFork, name) }
        } else {
            log.verdict.notProved.append(.pinnedCheckpoint)
        }
    }

    /// A log only grows: the smaller of two checkpoints is not the later one.
    static func isBackward(_ a: Checkpoint, _ b: Checkpoint) -> Bool {
        guard let (x, y) = a.time.flatMap({ x in b.time.map { (x, $0) } }), a.size != b.size else { return false }
        return a.size < b.size ? x.ms > y.ms : y.ms > x.ms
    }
}

extension Verdict {
    /// What is proved and what is not, once every check has run. `more` adds what this kind of file has besides.
    mutating func conclude(_ more: (inout Verdict) -> Void) {
        let pinned = (proved, notProved)
        (proved, notProved) = ([], NotProved.always)
        if isClean("checkpoint", "keys") { proved.append(.log) }
        if counts.leaves > 0, isClean("leaf") { proved.append(.leaves) }
        if counts.signed > 0, isClean("act", "device") { proved.append(.acts) }
        if counts.records > 0, isClean("record", "leaf") { proved.append(.records) }
        if counts.attachments > 0, isClean("attachment", "member") { proved.append(.attachments) }
        if counts.keys > 1, isClean("keys") { proved.append(.rotation) }
        if !isEstablished { notProved.append(.signer) }
        if counts.employerVouched > 0 { notProved.append(.employerVouched) }
        if counts.unsigned > 0 { notProved.append(.unsigned) }
        if counts.erased > 0 { notProved.append(.erased) }
        if counts.withheld > 0 { notProved.append(.withheld) }
        more(&self)
        proved += pinned.0
        notProved += pinned.1
    }
}
