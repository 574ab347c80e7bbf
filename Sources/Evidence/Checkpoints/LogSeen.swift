/// The largest signed note that somebody was shown of each epoch of a log, proved or not: what a restored log lost is seen by it, and a
/// rollback within the time that a proof is good for (why.md B5, S15). A server that begins a new epoch does not shake it off. Beside it
/// stand the smaller notes that nothing was proved of yet: a log that was rolled back and has grown beyond them contradicts only these.
package struct LogSeen: Codable, Sendable, Equatable {
    /// So many unproved notes wait for the next proof; with more, it is asked for at once.
    package static let mostUnproved = 16
    /// A server that gives no proofs fills the list no further: the newest but one goes.
    static let mostKept = 32

    /// A note as it was shown over a connection. A database is put back while its server stands still, and that ends every connection:
    /// of the notes that one connection brought the last is enough.
    package struct Sighting: Codable, Sendable, Equatable {
        package let note: String
        /// Which connection: a random number.
        package let run: Int64

        package init(note: String, run: Int64) { (self.note, self.run) = (note, run) }
    }

    /// One an epoch, oldest epoch first; each was signed by a key of the log that was known then.
    package private(set) var notes: [String]
    /// Not proved yet, in the order in which they came; nil in the cache of an older version.
    private var pending: [Sighting]?

    package init(notes: [String] = []) { self.notes = notes }

    /// Notes seen since the last proof, oldest first, the largest among them. What an older version left may have been proved.
    package var unproved: [Sighting] { pending ?? notes.map { Sighting(note: $0, run: 0) } }

    /// Whether the next proof is due whatever the time.
    package var isFull: Bool { unproved.count >= LogSeen.mostUnproved }

    /// What a note says beside those seen before it.
    package enum Sight: Sendable, Equatable {
        /// It is the largest of its epoch now, or was already.
        case largest
        /// The one seen before it that knows more: more leaves of the same epoch, or a later epoch.
        case less(than: String)
        /// Another root under the same origin and size: two histories were signed.
        case fork(with: String)
    }

    /// A restore lost what this note counts.
    package struct Loss: Sendable, Equatable {
        /// The note that knew more than the end of its epoch.
        package let note: String
        /// Numbers of the leaves thrown away.
        package let leaves: Range<Int64>
    }

    /// The largest of all: by epoch, then by size.
    package var largest: String? { notes.last }

    /// Takes a note whose signature holds. One that is no checkpoint of a log's epoch says nothing. With the connection that brought it,
    /// it waits for a proof; without, it has one.
    package mutating func take(_ note: String, over run: Int64? = nil) -> Sight {
        guard let shown = LogWatch.checkpoint(note), let origin = LogOrigin(shown.origin) else { return .largest }
        let end = Checkpoint.Before(origin: shown.origin, size: shown.size, root: shown.root)
        if let other = LogSeen.contradiction(among: unproved.map(\.note), to: [end]) { return .fork(with: other) }
        var list = unproved
        let sight = place(note, shown, origin)
        guard sight == .largest, let run else { return sight }
        list.removeAll { old in
            LogWatch.checkpoint(old.note).map { $0.origin == shown.origin && (old.run == run || $0.size == shown.size) } ?? true
        }
        list.append(Sighting(note: note, run: run))
        if list.count > LogSeen.mostKept { list.remove(at: list.count - 2) }
        pending = list
        return sight
    }

    private mutating func place(_ note: String, _ shown: Checkpoint, _ origin: LogOrigin) -> Sight {
        var at = 0
        for (index, old) in notes.enumerated() {
            guard let seen = LogWatch.checkpoint(old), let epoch = LogOrigin(seen.origin)?.epoch else { continue }
            if seen.origin == shown.origin {
                if seen.size == shown.size { return seen.root == shown.root ? .largest : .fork(with: old) }
                if seen.size > shown.size { return .less(than: old) }
                notes[index] = note
                return .largest
            }
            if epoch > origin.epoch { return .less(than: old) }
            at = index + 1
        }
        notes.insert(note, at: at)
        return .largest
    }

    /// Where epochs ended that something was seen of: what it counted beyond the end is lost.
    package func losses(_ ends: [Checkpoint.Before]) -> [Loss] {
        notes.compactMap { note in
            guard let seen = LogWatch.checkpoint(note), let end = ends.first(where: { $0.origin == seen.origin }), seen.size > end.size
            else { return nil }
            return Loss(note: note, leaves: end.size..<seen.size)
        }
    }

    /// One of these notes that cannot be the same history with where an epoch ended, or with the newest checkpoint: of one size, another
    /// root.
    package static func contradiction(among notes: [String], to ends: [Checkpoint.Before]) -> String? {
        notes.first { note in
            guard let seen = LogWatch.checkpoint(note) else { return false }
            return ends.contains { $0.origin == seen.origin && $0.size == seen.size && $0.root != seen.root }
        }
    }

    /// These are proved to be beginnings of `end`.
    package mutating func proved(_ notes: [Sighting], to end: String) {
        let newest = LogWatch.checkpoint(end)
        pending = unproved.filter { old in
            guard let seen = LogWatch.checkpoint(old.note), !notes.contains(where: { $0.note == old.note }) else { return false }
            return seen.origin != newest?.origin || seen.size != newest?.size
        }
    }

    /// Of epochs before this one nothing more is needed: what they lost has been told.
    package mutating func forget(before origin: String) {
        guard let last = LogOrigin(origin)?.epoch else { return }
        let isOver = { (note: String) in LogWatch.checkpoint(note).flatMap { LogOrigin($0.origin)?.epoch }.map { $0 < last } ?? true }
        pending = unproved.filter { !isOver($0.note) }
        notes.removeAll(where: isOver)
    }
}

extension ConsistencyAnswer {
    /// Where the epochs ended that the answer went through, and where the newest one stands: of use once the answer was followed.
    package var ends: [Checkpoint.Before] {
        steps.compactMap { step in
            LogWatch.checkpoint(step.note).map { Checkpoint.Before(origin: $0.origin, size: $0.size, root: $0.root) }
        }
    }

    /// That `newest` goes on from this one as well, which was only seen so far. This answer may be of a later moment.
    package func prove(_ seen: Checkpoint, to newest: Checkpoint) throws(LogFault) {
        guard let end = steps.last.flatMap({ LogWatch.checkpoint($0.note) }) else { throw .form }
        try check(from: seen, keys: try chainOfKeys(in: end))
        if end.origin == newest.origin, end.size == newest.size, end.root != newest.root { throw .history }
    }
}
