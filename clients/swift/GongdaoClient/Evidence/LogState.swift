internal import Evidence
internal import Wire

/// A device's memory of the tenant's log: it keeps checkpoints, asks for proofs, and says so when they do not hold (why.md S15).
struct LogState: Codable, Sendable, Equatable {
    /// Notes that wait for their signature to be looked at; more come in no sync.
    static let mostWaiting = 32

    var watch = LogWatch()
    /// The newest note that a page or a receipt brought and that is not proved yet.
    var shown: String?
    /// The one before it: two of one size must be one.
    var earlier: String?
    /// Notes an alarm was raised over: said once, kept in its file.
    var alarmed: [String] = []
    /// The largest signed note seen of each epoch; nil in the cache of an older version, which has what it holds.
    var seen: LogSeen?
    /// Notes shown that were not looked at yet; of an older version, which did not know how they came.
    var waiting: [String]?
    /// The same, with the connections they came over.
    var sights: [LogSeen.Sighting]?
    /// What this device holds went back: the next proof is due whatever the time.
    var doubt: Bool?
    /// Accepted acts, by local number, whose records stood here at the end of the last sync.
    var stood: [Int64]?
    /// Files of alarms, newest last.
    var files: [String]?

    var isProofDue: Bool { doubt ?? false || seen?.isFull ?? false }

    /// A page or a receipt brought a note, over this connection.
    mutating func show(_ note: String, over run: Int64) {
        let sight = LogSeen.Sighting(note: note, run: run)
        if !(sights ?? []).contains(sight) { sights = ((sights ?? []) + [sight]).suffix(LogState.mostWaiting) }
        if shown != note { (earlier, shown) = (shown, note) }
    }

    /// Looks at the notes that wait, by the keys known now; one whose key is not known waits on. Answers what is odd about them.
    mutating func look() -> (forks: [(held: String, shown: String)], less: (than: String, shown: String)?) {
        var seen = self.seen ?? LogSeen(notes: watch.held)
        var forks: [(held: String, shown: String)] = []
        var less: (than: String, shown: String)?
        var rest: [LogSeen.Sighting] = []
        for sight in (waiting ?? []).map({ LogSeen.Sighting(note: $0, run: 0) }) + (sights ?? []) {
            guard watch.isSigned(sight.note) else {
                rest.append(sight)
                continue
            }
            switch seen.take(sight.note, over: sight.run) {
            case .largest: break
            case .less(let than): less = (than, sight.note)
            case .fork(let held): forks.append((held, sight.note))
            }
        }
        (self.seen, waiting, sights) = (seen, nil, rest)
        return (forks, less)
    }

    /// Whether the note shown last knows less than one seen before.
    func less() -> (than: String, shown: String)? {
        guard let shown, watch.isSigned(shown), var seen, case .less(let than) = seen.take(shown) else { return nil }
        return (than, shown)
    }
}

extension CacheFile {
    static let logDocument = "log"

    func logState() throws -> LogState { try read { try $0.value(LogState.self, CacheFile.logDocument) ?? LogState() } }

    @discardableResult
    func changeLog<T>(_ body: (inout LogState) -> T) throws -> T { try write { try $0.changeLog(body) } }
}

extension CacheTransaction {
    @discardableResult
    func changeLog<T>(_ body: (inout LogState) -> T) throws -> T {
        var state = try value(LogState.self, CacheFile.logDocument) ?? LogState()
        let result = body(&state)
        try setValue(state, CacheFile.logDocument)
        return result
    }
}
