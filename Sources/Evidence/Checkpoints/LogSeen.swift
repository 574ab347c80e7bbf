/// The largest signed note that somebody was shown of each epoch of a log, proved or not: what a restored log lost is seen by it, and a
/// rollback within the time that a proof is good for (why.md B5, S15). A server that begins a new epoch does not shake it off.
package struct LogSeen: Codable, Sendable, Equatable {
    /// One an epoch, oldest epoch first; each was signed by a key of the log that was known then.
    package private(set) var notes: [String]

    package init(notes: [String] = []) { self.notes = notes }

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

    /// Takes a note whose signature holds. One that is no checkpoint of a log's epoch says nothing.
    package mutating func take(_ note: String) -> Sight {
        guard let shown = LogWatch.checkpoint(note), let origin = LogOrigin(shown.origin) else { return .largest }
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

    /// Seen, and not what an epoch that ended there, or the newest checkpoint, can be the same history with: of one size, another root.
    package func contradiction(to ends: [Checkpoint.Before]) -> String? {
        notes.first { note in
            guard let seen = LogWatch.checkpoint(note) else { return false }
            return ends.contains { $0.origin == seen.origin && $0.size == seen.size && $0.root != seen.root }
        }
    }

    /// Of epochs before this one nothing more is needed: what they lost has been told.
    package mutating func forget(before origin: String) {
        guard let last = LogOrigin(origin)?.epoch else { return }
        notes.removeAll { LogWatch.checkpoint($0).flatMap { LogOrigin($0.origin)?.epoch }.map { $0 < last } ?? true }
    }
}

extension ConsistencyAnswer {
    /// Where the epochs ended that the answer went through, and where the newest one stands: of use once the answer was followed.
    package var ends: [Checkpoint.Before] {
        steps.compactMap { step in
            LogWatch.checkpoint(step.note).map { Checkpoint.Before(origin: $0.origin, size: $0.size, root: $0.root) }
        }
    }

    /// That the newest checkpoint goes on from this one as well, which was only seen so far.
    package func prove(_ seen: Checkpoint) throws(LogFault) {
        guard let end = steps.last.flatMap({ LogWatch.checkpoint($0.note) }) else { throw .form }
        try check(from: seen, keys: try chainOfKeys(in: end))
    }
}
