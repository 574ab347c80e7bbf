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
    /// Notes shown that were not looked at yet.
    var waiting: [String]?
    /// Files of alarms, newest last.
    var files: [String]?

    /// A page or a receipt brought a note.
    mutating func show(_ note: String) {
        if !(waiting ?? []).contains(note) { waiting = ((waiting ?? []) + [note]).suffix(LogState.mostWaiting) }
        if shown != note { (earlier, shown) = (shown, note) }
    }

    /// Looks at the notes that wait, by the keys known now; one whose key is not known waits on. Answers what is odd about them.
    mutating func look() -> (forks: [(held: String, shown: String)], less: (than: String, shown: String)?) {
        var seen = self.seen ?? LogSeen(notes: watch.held)
        var forks: [(held: String, shown: String)] = []
        var less: (than: String, shown: String)?
        var rest: [String] = []
        for note in waiting ?? [] {
            guard watch.isSigned(note) else {
                rest.append(note)
                continue
            }
            switch seen.take(note) {
            case .largest: break
            case .less(let than): less = (than, note)
            case .fork(let held): forks.append((held, note))
            }
        }
        (self.seen, waiting) = (seen, rest)
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
