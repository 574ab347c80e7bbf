import Base
package import Crypto

/// What the person who verifies knows by another way than the file (protocol/evidence.md §4).
package struct Pin: Sendable {
    /// The log's key, as handed from hand to hand.
    package var key: NoteVerifier?
    /// A checkpoint kept earlier.
    package var checkpoint: SignedNote?
    package var witnesses: [WitnessVerifier]

    package init(key: NoteVerifier? = nil, checkpoint: SignedNote? = nil, witnesses: [WitnessVerifier] = []) {
        self.key = key
        self.checkpoint = checkpoint
        self.witnesses = witnesses
    }

    /// A kept checkpoint from its file's text. What is no signed note at all fails as `pin.checkpoint` like a note that is no checkpoint.
    package static func checkpoint(_ text: String) -> SignedNote { SignedNote(parsing: text) ?? SignedNote(text: "") }
}

/// The name and Ed25519 key of a witness (C2SP `tlog-cosignature`: algorithm 4).
package struct WitnessVerifier: Sendable {
    package let name: String
    package let key: Curve25519.Signing.PublicKey

    package init(name: String, key: Curve25519.Signing.PublicKey) {
        self.name = name
        self.key = key
    }

    package var keyID: [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, 0x04] + Array(key.rawRepresentation)).prefix(4))
    }

    package var encoded: String { "\(name)+\(Hex.encode(keyID))+\(Base64.encode([0x04] + Array(key.rawRepresentation)))" }

    package init?(parsing text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let blob = Base64.decode(parts[2]), blob.count == 33, blob.first == 0x04,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: blob.dropFirst())
        else { return nil }
        self.init(name: String(parts[0]), key: key)
        guard Hex.encode(keyID) == parts[1] else { return nil }
    }

    /// What a witness signs: its time in seconds, then the checkpoint.
    package static func signedBytes(_ text: String, seconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
    }

    /// Nil where the note has no line of this witness; else whether all of them hold.
    package func verify(_ note: SignedNote) -> Bool? {
        let mine = note.signatures.filter { $0.name == name && $0.keyID == keyID }
        guard !mine.isEmpty else { return nil }
        return mine.allSatisfy { signature in
            guard signature.bytes.count == 72 else { return false }
            let seconds = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return key.isValidSignature(signature.bytes.dropFirst(8), for: WitnessVerifier.signedBytes(note.text, seconds: seconds))
        }
    }
}
