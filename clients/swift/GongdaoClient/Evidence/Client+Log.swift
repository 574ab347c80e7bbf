internal import Base
internal import Evidence
internal import Wire

/// A device's memory of the tenant's log: it keeps checkpoints, asks for proofs, and says so when they do not hold (why.md S15).
struct LogState: Codable, Sendable, Equatable {
    var watch = LogWatch()
    /// The newest note that a page brought and that is not proved yet.
    var shown: String?
    /// The one before it: two of one size must be one.
    var earlier: String?
    /// Notes an alarm was raised over: said once, kept in its file.
    var alarmed: [String] = []
}

extension CacheFile {
    static let logDocument = "log"

    func logState() throws -> LogState { try read { try $0.value(LogState.self, CacheFile.logDocument) ?? LogState() } }

    func changeLog(_ body: (inout LogState) -> Void) throws { try write { try $0.changeLog(body) } }
}

extension CacheTransaction {
    func changeLog(_ body: (inout LogState) -> Void) throws {
        var state = try value(LogState.self, CacheFile.logDocument) ?? LogState()
        body(&state)
        try setValue(state, CacheFile.logDocument)
    }
}

extension Client {
    /// The newest proved checkpoint as a signed note, and the log's keys; nil before the first one.
    public func heldCheckpoint() throws -> (note: String, keys: [String])? {
        let watch = try cache().logState().watch
        return watch.held.last.map { ($0, watch.keys) }
    }

    /// Judges the note that the last pages brought. Without a connection it is judged next time.
    func watchLog(_ report: inout SyncReport) async throws {
        let state = try cache().logState()
        guard let shown = state.shown, !state.alarmed.contains(shown), let checkpoint = LogWatch.checkpoint(shown) else { return }
        let earlier = state.earlier.flatMap { LogWatch(held: [$0]).contradiction(to: shown) }
        if let old = state.watch.contradiction(to: shown) ?? earlier { return try alarm(.fork, old, shown, &report) }
        if let newest = state.watch.newest, newest.origin == checkpoint.origin, newest.size <= checkpoint.size,
            state.watch.isSigned(shown), let then = newest.time, let now = checkpoint.time, now.ms - then.ms < options.logProofMs
        { return }
        var from: JSONObject = ["origin": .string(checkpoint.origin), "size": 0]
        if let newest = state.watch.newest, let note = state.watch.held.last {
            from = ["origin": .string(newest.origin), "size": .int(newest.size), "note": .string(note)]
        }
        do {
            let answer = try await patiently { try await self.request("evidence.consistency", ["from": .object(from)]) }
            try take(answer, state, shown, &report)
        } catch ClientError.rpc(let error) {
            switch error.code {
            // The server has just learnt from our note that it was rolled back, and begins a new epoch.
            case .cursorReset, .methodNotFound: return
            case .notFound:
                let isLess = state.watch.newest.map { $0.origin == checkpoint.origin && $0.size > checkpoint.size } ?? false
                try alarm(isLess ? .rollback : .unproved, state.watch.held.last, shown, &report)
            default: return
            }
        } catch ClientError.offline, ClientError.timeout {
            return
        }
    }

    private func take(_ json: JSON, _ state: LogState, _ shown: String, _ report: inout SyncReport) throws {
        var watch = state.watch
        do {
            guard let document = try? JSONDocument(json.bytes) else { throw LogFault.form }
            let answer: ConsistencyAnswer
            do { answer = try ConsistencyAnswer(document.root) } catch { throw LogFault.form }
            let lost = try watch.follow(answer)
            guard watch.isSigned(shown) else { throw LogFault.signature }
            // The page's note and the answer's last one are of two moments: of one size they must be one.
            if watch.contradiction(to: shown) != nil { throw LogFault.history }
            let proved = watch
            try cache().changeLog { $0.watch = proved }
            if let lost { report.log.append(.restored(from: lost.lowerBound, to: lost.upperBound)) }
        } catch let fault as LogFault {
            try alarm(.unproved, state.watch.held.last, shown, &report, "\(fault)")
        }
    }

    /// Both notes into a file of their own, which nothing overwrites; the held one stays.
    private func alarm(
        _ kind: LogNews.Kind, _ held: String?, _ shown: String, _ report: inout SyncReport, _ detail: String? = nil
    ) throws {
        let path = "\(profile.folder)/log-alarm-\(nowMs).json"
        let file: JSON = [
            "kind": .string(kind.rawValue), "held": held.map(JSON.string) ?? .null, "shown": .string(shown), "ms": .int(nowMs),
            "keys": .array(try cache().logState().watch.keys.map(JSON.string)), "detail": detail.map(JSON.string) ?? .null,
        ]
        try profile.makeFolders()
        try SecretFile.write(file.bytes, to: path)
        try cache().changeLog { $0.alarmed = $0.alarmed.suffix(31) + [shown] }
        report.log.append(.alarm(kind, file: path))
    }
}
