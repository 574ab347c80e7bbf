import Base
import Crypto

/// The line of an RFC 3161 time stamp under a checkpoint (protocol/evidence.md §1.10). Its token is kept and handed out; the authority's
/// signature in it is for those to check who trust that authority.
package enum TimeStampLine {
    /// Bytes of a token, and stamps under one checkpoint.
    package static let mostBytes = 16_384
    package static let most = 2

    /// As of a key of C2SP's extended kind (FF) that is named `rfc3161`.
    package static func keyID(_ name: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, 0xFF] + Array("rfc3161".utf8)).prefix(4))
    }

    package static func isOne(_ signature: SignedNote.Signature) -> Bool { signature.keyID == keyID(signature.name) }

    /// Whether the token can be about this text: it is bounded and holds the text's SHA-256, as its imprint must.
    package static func isAbout(_ text: String, _ signature: SignedNote.Signature) -> Bool {
        guard isOne(signature), signature.bytes.count <= mostBytes else { return false }
        let digest = Array(SHA256.hash(data: Array(text.utf8)))
        return signature.bytes.indices.dropLast(digest.count - 1).contains { signature.bytes[$0...].starts(with: digest) }
    }
}
