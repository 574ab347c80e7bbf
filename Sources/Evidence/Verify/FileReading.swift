/// A file that was verified by itself, with what a comparison needs of it.
struct FileReading {
    var verdict: Verdict
    var keys: [NoteVerifier] = []
    /// Checkpoints that a key of the file signed, or that stand alone: where epochs began is read from them.
    var notes: [Checkpoint] = []
    /// The file's own checkpoint as it stands, with its signatures.
    var note: SignedNote?
    var nodes: NodeWatch?

    init(_ verdict: Verdict) { self.verdict = verdict }

    init(_ log: LogCheck) {
        (verdict, keys, note, nodes) = (log.verdict, log.keys, log.note, log.nodes)
        notes = log.earlier.filter(\.isSigned).map(\.checkpoint) + [log.checkpoint].compactMap { $0 }
    }
}
