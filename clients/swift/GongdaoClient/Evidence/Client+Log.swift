internal import Base
internal import Evidence
internal import Wire

extension Client {
    /// The newest proved checkpoint as a signed note, and the log's keys; nil before the first one.
    public func heldCheckpoint() throws -> (note: String, keys: [String])? {
        let watch = try cache().logState().watch
        return watch.held.last.map { ($0, watch.keys) }
    }

    /// Files of the alarms that this device raised over the log, oldest first; each holds both notes.
    public func logAlarms() throws -> [String] { try cache().logState().files ?? [] }

    /// Judges the notes that pages and receipts brought. Without a connection they are judged next time.
    func watchLog(_ report: inout SyncReport) async throws {
        // First against all that was ever shown: that needs no proof, and no hour is waited for.
        let odd = try cache().changeLog { $0.look() }
        for fork in odd.forks { try alarm(.fork, fork.held, fork.shown, &report) }
        let state = try cache().logState()
        // What was not judged for want of a connection is odd still.
        let less = odd.less ?? state.less()
        guard let shown = less?.shown ?? state.shown, !state.alarmed.contains(shown), let checkpoint = LogWatch.checkpoint(shown)
        else { return }
        let earlier = state.earlier.flatMap { LogWatch(held: [$0]).contradiction(to: shown) }
        if let old = state.watch.contradiction(to: shown) ?? earlier { return try alarm(.fork, old, shown, &report) }
        if less == nil, !state.isProofDue, let newest = state.watch.newest, newest.origin == checkpoint.origin, newest.size <= checkpoint.size,
            state.watch.isSigned(shown), let then = newest.time, let now = checkpoint.time, now.ms - then.ms < options.logProofMs
        { return }
        do {
            try await prove(state, shown, &report)
        } catch ClientError.rpc(let error) {
            let larger = less?.than
            switch error.code {
            // The server has just learnt from our note that it was rolled back, and begins a new epoch.
            case .cursorReset: if let larger { try alarm(.rollback, larger, shown, &report) }
            case .notFound:
                let isLess = state.watch.newest.map { $0.origin == checkpoint.origin && $0.size > checkpoint.size } ?? false
                try alarm(isLess || larger != nil ? .rollback : .unproved, larger ?? state.watch.held.last, shown, &report)
            default:
                // Who shows less than before and will not talk of it has no proof; a server that is busy is asked again.
                guard let larger, ![.transient, .wait].contains(error.code.retryClass) else { return }
                try alarm(.rollback, larger, shown, &report)
            }
        } catch ClientError.offline, ClientError.timeout {
            return
        }
    }

    /// Asks for the way from what is held, shows the largest note ever seen along with it, and takes over what the answer proves.
    private func prove(_ state: LogState, _ shown: String, _ report: inout SyncReport) async throws {
        let answer = try await consistency(from: state.watch.newest, note: state.seen?.largest ?? state.watch.held.last, shown)
        var watch = state.watch
        do {
            guard let answer else { throw LogFault.form }
            _ = try watch.follow(answer)
            guard watch.isSigned(shown) else { throw LogFault.signature }
            // The page's note and the answer's last one are of two moments: of one size they must be one.
            if watch.contradiction(to: shown) != nil { throw LogFault.history }
        } catch {
            return try alarm(.unproved, state.watch.held.last, shown, &report, "\(error)")
        }
        guard let answer, let end = watch.held.last, try await judge(state, answer, end, &report) else { return }
        let proved = watch
        let odd = try cache().changeLog { log in
            (log.watch, log.doubt) = (proved, nil)
            if log.shown == state.shown { (log.shown, log.earlier) = (end, nil) }
            // Notes under a key that only this answer named.
            let odd = log.look()
            _ = log.seen?.take(end)
            log.seen?.proved(state.seen?.unproved ?? [], to: end)
            if let newest = proved.newest { log.seen?.forget(before: newest.origin) }
            return odd
        }
        for fork in odd.forks { try alarm(.fork, fork.held, fork.shown, &report) }
    }

    /// What was seen and never proved, against an answer that holds. False where two histories show: then nothing is taken over.
    private func judge(_ state: LogState, _ answer: ConsistencyAnswer, _ end: String, _ report: inout SyncReport) async throws -> Bool {
        let (seen, ends, unproved) = (state.seen ?? LogSeen(), answer.ends, try unprovedNotes(state))
        if let old = LogSeen.contradiction(among: seen.notes + unproved, to: ends) {
            try alarm(.fork, old, end, &report)
            return false
        }
        let (losses, newest) = (seen.losses(ends), LogWatch.checkpoint(end))
        for loss in losses {
            // In an epoch that goes on nothing can be lost: the log is shorter than it was.
            guard LogWatch.checkpoint(loss.note)?.origin != newest?.origin else {
                try alarm(.rollback, loss.note, end, &report)
                return false
            }
            guard let file = try keep(.restored, loss.note, end, "\(loss.leaves.lowerBound) \(loss.leaves.upperBound)") else { continue }
            report.log.append(.restored(from: loss.leaves.lowerBound, to: loss.leaves.upperBound, file: file))
        }
        let held = state.watch.newest
        if losses.isEmpty, let held, let newest, held.origin != newest.origin {
            report.log.append(.resumed(origin: newest.origin, from: newest.before?.size ?? held.size))
        }
        guard let newest else { return false }
        for note in unproved {
            guard let checkpoint = LogWatch.checkpoint(note), checkpoint.origin != newest.origin || checkpoint.size < newest.size,
                // Lost with the end of its epoch, as was told.
                !ends.contains(where: { $0.origin == checkpoint.origin && $0.size < checkpoint.size && $0.origin != newest.origin })
            else { continue }
            guard let why = try await fault(checkpoint, note, newest, end) else { continue }
            try alarm(.unproved, note, end, &report, why)
            return false
        }
        return true
    }

    /// Why the log does not go on from a note that was seen; nil where it does.
    private func fault(_ seen: Checkpoint, _ note: String, _ newest: Checkpoint, _ end: String) async throws -> String? {
        do {
            guard let answer = try await consistency(from: seen, note: note, end) else { throw LogFault.form }
            try answer.prove(seen, to: newest)
            return nil
        } catch let fault as LogFault {
            return "\(fault)"
        } catch ClientError.rpc(let error) where error.code == .notFound {
            return "\(error.code)"
        }
    }

    /// Notes that no answer has proved, none twice. Where what is held went back, those of the latest receipts as well: what a receipt
    /// was signed with may have been replaced by a larger note that the same connection brought.
    private func unprovedNotes(_ state: LogState) throws -> [String] {
        var notes = (state.seen ?? LogSeen()).unproved.map(\.note)
        if state.doubt ?? false, let held = state.watch.newest {
            notes += try keptReceipts().compactMap { receipt -> String? in
                guard let note = receipt.file["checkpoint"]?.stringValue, let seen = LogWatch.checkpoint(note), state.watch.isSigned(note)
                else { return nil }
                return seen.origin == held.origin && seen.size > held.size ? note : nil
            }.suffix(Client.receiptsInDoubt)
        }
        var known = state.watch.held.compactMap(LogWatch.checkpoint)
        return notes.filter { note in
            guard let seen = LogWatch.checkpoint(note), !known.contains(seen) else { return false }
            known.append(seen)
            return true
        }
    }

    /// Receipts whose notes are proved at once where what is held went back.
    private static let receiptsInDoubt = 8

    /// After a sync: an accepted act whose record stood here and does not any more is no proof of anything, but a reason to ask for one.
    /// Once an act; a record that was erased or that this person may not hold any more costs one question.
    func doubtWhereActsAreGone() throws {
        try cache().write { transaction in
            let items = try transaction.outbox().items
            let stands = try items.filter { item in
                guard item.state == .accepted, item.contained, item.voided == nil else { return false }
                return try item.effects.contains { try $0.kind == .put && transaction.row(collection: $0.collection, id: $0.id) != nil }
            }
            let (log, now) = (try transaction.value(LogState.self, CacheFile.logDocument) ?? LogState(), stands.map(\.local))
            let stood = log.stood ?? []
            guard stood != now else { return }
            let isGone = stood.contains { local in !now.contains(local) && items.contains { $0.local == local } }
            try transaction.changeLog { log in
                log.stood = now
                if isGone { log.doubt = true }
            }
        }
    }

    /// Nil where the answer is not of its form. From nothing: from the beginning of the epoch shown.
    private func consistency(from held: Checkpoint?, note: String?, _ shown: String) async throws -> ConsistencyAnswer? {
        var from: JSONObject = ["origin": .string(held?.origin ?? LogWatch.checkpoint(shown)?.origin ?? ""), "size": .int(held?.size ?? 0)]
        if let note { from["note"] = .string(note) }
        let params: JSON = ["from": .object(from)]
        let answer = try await patiently { try await self.request("evidence.consistency", params) }
        return try? JSONDocument(answer.bytes).root.consistencyAnswer()
    }

    private func alarm(
        _ kind: LogNews.Kind, _ held: String?, _ shown: String, _ report: inout SyncReport, _ detail: String? = nil
    ) throws {
        guard let path = try keep(kind, held, shown, detail) else { return }
        report.log.append(.alarm(kind, file: path))
    }

    /// Both notes into a file of their own, which nothing overwrites; the held one stays. Nil where the alarm was raised before.
    private func keep(_ kind: LogNews.Kind, _ held: String?, _ shown: String, _ detail: String?) throws -> String? {
        let state = try cache().logState()
        guard !state.alarmed.contains(shown) || kind == .restored else { return nil }
        var path = "\(profile.folder)/log-alarm-\(nowMs).json"
        if let number = state.files?.count, state.files?.contains(path) ?? false { path = "\(profile.folder)/log-alarm-\(nowMs)-\(number).json" }
        let file: JSON = [
            "kind": .string(kind.rawValue), "held": held.map(JSON.string) ?? .null, "shown": .string(shown), "ms": .int(nowMs),
            "keys": .array(state.watch.keys.map(JSON.string)), "detail": detail.map(JSON.string) ?? .null,
        ]
        try profile.makeFolders()
        try SecretFile.write(file.bytes, to: path)
        let name = path
        try cache().changeLog { log in
            // A restore is told once, by what is taken over with it; its new epoch goes on.
            if kind != .restored { log.alarmed = log.alarmed.suffix(31) + [shown] }
            log.files = (log.files ?? []).suffix(31) + [name]
        }
        return name
    }
}

extension JSONView {
    fileprivate func consistencyAnswer() throws -> ConsistencyAnswer { try ConsistencyAnswer(self) }
}
