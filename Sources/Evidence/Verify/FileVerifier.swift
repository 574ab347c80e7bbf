package import Archive

/// Verifies an evidence file of whatever kind: told by its first bytes, never by its name.
package enum FileVerifier {
    package static func verify(_ source: any ByteSource, pin: Pin = Pin()) -> Verdict { run(source, pin, nil).verdict }

    static func run(_ source: any ByteSource, _ pin: Pin, _ nodes: NodeWatch?) -> FileReading {
        guard let head = try? source.read(at: 0, count: Int(min(4, source.size))), let first = head.first else { return noFile }
        if head.starts(with: [0x50, 0x4B]) { return BundleVerifier.run(source, pin, nodes) }
        guard source.size <= Int64(EvidenceReceipt.maxBytes), let bytes = try? source.read(at: 0, count: Int(source.size)) else {
            return noFile
        }
        if first == UInt8(ascii: "{") { return ReceiptVerifier.run(bytes, pin, nodes) }
        guard let text = String(validating: bytes, as: UTF8.self), SignedNote(parsing: text) != nil else { return noFile }
        return checkpoint(text, pin)
    }

    private static var noFile: FileReading { FileReading(.unreadable(.unknown, .file, "")) }

    /// A note by itself brings no key: with none given, its signature is not checked, and that is said.
    private static func checkpoint(_ text: String, _ pin: Pin) -> FileReading {
        var log = LogCheck(.checkpoint)
        guard log.read(checkpoint: text), let note = log.note else {
            log.verdict.conclude { _ in }
            log.verdict.proved = []
            return FileReading(log)
        }
        if let key = pin.key {
            log.verdict.key = key.encoded
            log.verdict.counts.keys = 1
            if LogOrigin(log.checkpoint?.origin ?? "")?.keyName != key.name { log.verdict.fail(.checkpointOrigin, key.name) }
            // As in a bundle: who must have signed is settled by the key; whether the signature holds is another thing.
            log.verdict.isEstablished = true
            if !key.verify(note) { log.verdict.fail(.checkpointSignature, key.name) }
        }
        PinCheck.applyToNote(pin, &log)
        log.verdict.conclude { if pin.key == nil { $0.notProved.append(.unchecked) } }
        // Nothing of the log was checked then: all that may stand is a witness's signature, which its own key proves.
        if pin.key == nil { log.verdict.proved.removeAll { $0 != .witness } }
        var reading = FileReading(log)
        reading.keys = pin.key.map { [$0] } ?? []
        return reading
    }
}
