import Base

/// What the person knows by another way, against the file (protocol/evidence.md §4.2, §4.3).
enum PinCheck {
    /// After the last leaf of a bundle or a receipt, whose keys are known.
    static func apply(_ pin: Pin, to log: inout LogCheck) {
        let beginnings = log.judgeEarlier()
        if let key = pin.key {
            if log.keys.contains(where: { $0.encoded == key.encoded }) {
                log.verdict.isEstablished = true
            } else {
                log.verdict.fail(.pinKey, key.encoded)
            }
        }
        if let note = pin.checkpoint { checkpoint(note, &log) }
        witnesses(pin, &log, beginnings)
    }

    private static func checkpoint(_ note: SignedNote, _ log: inout LogCheck) {
        let checkpoint = Checkpoint(parsing: note.text)
        guard let kept = checkpoint, LogOrigin(kept.origin)?.keyName == log.keys.last?.name, log.keys.contains(where: { $0.verify(note) })
        else { return log.verdict.fail(.pinCheckpoint, checkpoint?.origin ?? "") }
        log.verdict.isEstablished = true
        judge(kept, &log)
    }

    /// A plain note brings no chain of keys: only what the given key signed is the log's own word; what contradicts is told in any case.
    static func applyToNote(_ pin: Pin, _ log: inout LogCheck) {
        log.judgeEarlier()
        if let note = pin.checkpoint {
            let kept = Checkpoint(parsing: note.text)
            let lines = note.signatures.filter { $0.name == pin.key?.name && $0.keyID == pin.key?.keyID }
            if let kept, let now = log.checkpoint, isOneLog(kept.origin, now.origin), lines.isEmpty || pin.key?.verify(note) ?? false {
                // Without a key neither of the two is known to be the log's: they can contradict each other, and prove nothing.
                judge(kept, &log, isUnsigned: lines.isEmpty)
            } else {
                log.verdict.fail(.pinCheckpoint, kept?.origin ?? "")
            }
        }
        witnesses(pin, &log, [])
    }

    private static func judge(_ kept: Checkpoint, _ log: inout LogCheck, isUnsigned: Bool = false) {
        switch log.standing(of: kept) {
        case .beginning where !isUnsigned && log.verdict.isClean("pin"): log.verdict.proved.append(.pinnedCheckpoint)
        case .beginning where !isUnsigned: break
        case .beginning, .unknown: log.verdict.notProved.append(.pinnedCheckpoint)
        case .forked: log.verdict.fail(.pinFork, "\(kept.origin) \(kept.size)")
        case .lost(let item): log.verdict.fail(.pinLost, item)
        }
    }

    private static func witnesses(_ pin: Pin, _ log: inout LogCheck, _ beginnings: [LogCheck.Earlier]) {
        let now = log.checkpoint.map { ($0.origin, $0.size) }
        let older = beginnings.filter { one in now.map { $0 != (one.checkpoint.origin, one.checkpoint.size) } ?? false }
        // A key given twice is one witness.
        var given: Set<String> = []
        for witness in pin.witnesses where given.insert(witness.encoded).inserted {
            switch log.note.flatMap({ witness.verify($0) }) {
            case true?: log.verdict.counts.witnesses += 1
            case false?: log.verdict.fail(.witnessSignature, witness.name)
            // Asked for, and not confirmed: that must not pass for silence.
            case nil: if !older.contains(where: { witness.verify($0.note) == true }) { log.verdict.absentWitnesses.append(witness.name) }
            }
            for one in log.earlier where witness.verify(one.note) == false { log.verdict.fail(.witnessSignature, witness.name) }
        }
        if !log.verdict.absentWitnesses.isEmpty { log.verdict.notProved.append(.witnessAbsent) }
        let isClean = log.verdict.isClean("witness")
        if log.verdict.counts.witnesses > 0, isClean { log.verdict.proved.append(.witness) }
        if isClean, log.verdict.isClean("checkpoint"),
            older.contains(where: { one in pin.witnesses.contains { $0.verify(one.note) == true } })
        {
            log.verdict.proved.append(.witnessEarlier)
        }
    }

    /// Of one key name; an origin of another form has none.
    static func isOneLog(_ a: String, _ b: String) -> Bool {
        guard let x = LogOrigin(a), let y = LogOrigin(b) else { return false }
        return x.keyName == y.keyName
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
