package import Archive

/// Verifies an evidence file of whatever kind: told by its first bytes, never by its name.
package enum FileVerifier {
    package static func verify(_ source: any ByteSource, pin: Pin = Pin()) -> Verdict { run(source, pin, nil).verdict }

    static func run(_ source: any ByteSource, _ pin: Pin, _ nodes: NodeWatch?) -> (verdict: Verdict, keys: [NoteVerifier], nodes: NodeWatch?) {
        guard let head = try? source.read(at: 0, count: Int(min(4, source.size))), let first = head.first else {
            return (.unreadable(.unknown, .file, ""), [], nil)
        }
        if head.starts(with: [0x50, 0x4B]) { return BundleVerifier.run(source, pin, nodes) }
        guard source.size <= Int64(EvidenceReceipt.maxBytes), let bytes = try? source.read(at: 0, count: Int(source.size)) else {
            return (.unreadable(.unknown, .file, ""), [], nil)
        }
        if first == UInt8(ascii: "{") { return ReceiptVerifier.run(bytes, pin, nodes) }
        guard let text = String(validating: bytes, as: UTF8.self), SignedNote(parsing: text) != nil else {
            return (.unreadable(.unknown, .file, ""), [], nil)
        }
        return (checkpoint(text, pin), pin.key.map { [$0] } ?? [], nil)
    }

    /// A note by itself brings no key: with none given, only its form is told.
    private static func checkpoint(_ text: String, _ pin: Pin) -> Verdict {
        var log = LogCheck(.checkpoint)
        if log.read(checkpoint: text), let key = pin.key, let note = log.note {
            log.verdict.key = key.encoded
            log.verdict.counts.keys = 1
            if LogOrigin(log.checkpoint?.origin ?? "")?.keyName != key.name { log.verdict.fail(.checkpointOrigin, key.name) }
            if key.verify(note) { log.verdict.isEstablished = true } else { log.verdict.fail(.checkpointSignature, key.name) }
        }
        let known = log.verdict.isEstablished
        log.verdict.conclude { verdict in if !known { verdict.proved = [] } }
        return log.verdict
    }
}
