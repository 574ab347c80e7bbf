import Base
package import Crypto
import Foundation

/// A text with signatures below it, as C2SP `signed-note` lays down: the text ends with a line feed, an empty line follows, then a
/// line `— name base64(key id ‖ signature)` for each signer.
package struct SignedNote: Sendable, Equatable {
    package struct Signature: Sendable, Equatable {
        package var name: String
        /// The first four bytes of SHA-256(name ‖ line feed ‖ algorithm ‖ public key).
        package var keyID: [UInt8]
        package var bytes: [UInt8]

        package init(name: String, keyID: [UInt8], bytes: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    /// Ends with a line feed; no other control characters.
    package var text: String
    package var signatures: [Signature]

    package init(text: String, signatures: [Signature] = []) {
        self.text = text
        self.signatures = signatures
    }

    /// Nil for anything that is not exactly of this form. At most 16 signatures, 64 KiB in all.
    package init?(parsing note: String) {
        guard note.utf8.count <= 65_536, !note.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" }),
            let border = note.range(of: "\n\n", options: [.backwards, .literal])
        else { return nil }
        text = String(note[..<border.lowerBound]) + "\n"
        let lines = note[border.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 2, lines.count <= 17, lines.last == "" else { return nil }
        signatures = []
        for line in lines.dropLast() {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty, !parts[1].contains("+"),
                let blob = Base64.decode(parts[2]), blob.count > 4
            else { return nil }
            signatures.append(Signature(name: String(parts[1]), keyID: Array(blob.prefix(4)), bytes: Array(blob.dropFirst(4))))
        }
    }

    package var encoded: String {
        text + "\n" + signatures.map { "\u{2014} \($0.name) \(Data($0.keyID + $0.bytes).base64EncodedString())\n" }.joined()
    }
}

/// The name and Ed25519 key of a signer of notes.
package struct NoteVerifier: Sendable {
    package let name: String
    package let key: Curve25519.Signing.PublicKey

    package init(name: String, key: Curve25519.Signing.PublicKey) {
        self.name = name
        self.key = key
    }

    /// Algorithm 1 is Ed25519.
    package var keyID: [UInt8] {
        var hash = SHA256()
        hash.update(data: Array(name.utf8))
        hash.update(data: [0x0A, 0x01])
        hash.update(data: key.rawRepresentation)
        return Array(hash.finalize().prefix(4))
    }

    /// `name+hex(key id)+base64(algorithm ‖ key)`, the form in which keys are handed from hand to hand.
    package var encoded: String { "\(name)+\(Hex.encode(keyID))+\(Data([0x01] + key.rawRepresentation).base64EncodedString())" }

    package init?(parsing text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let blob = Base64.decode(parts[2]), blob.count == 33, blob.first == 0x01,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: blob.dropFirst())
        else { return nil }
        self.init(name: String(parts[0]), key: key)
        guard Hex.encode(keyID) == parts[1] else { return nil }
    }

    /// Whether the key signed these bytes.
    package func holds(_ signature: [UInt8], over bytes: [UInt8]) -> Bool { key.isValidSignature(signature, for: bytes) }

    /// Whether the note carries a signature of this key that holds. A second line under the same name and key id must hold as well.
    package func verify(_ note: SignedNote) -> Bool {
        let mine = note.signatures.filter { $0.name == name && $0.keyID == keyID }
        return !mine.isEmpty && mine.allSatisfy { key.isValidSignature($0.bytes, for: Data(note.text.utf8)) }
    }
}

/// Signs notes under a name.
package struct NoteSigner: Sendable {
    package let name: String
    private let key: Curve25519.Signing.PrivateKey

    package init(name: String, key: Curve25519.Signing.PrivateKey) {
        self.name = name
        self.key = key
    }

    package var verifier: NoteVerifier { NoteVerifier(name: name, key: key.publicKey) }

    /// Of bytes that are no note.
    package func signature(over bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }

    package func sign(_ note: SignedNote) throws -> SignedNote {
        var signed = note
        let bytes = try key.signature(for: Data(note.text.utf8))
        signed.signatures.append(.init(name: name, keyID: verifier.keyID, bytes: Array(bytes)))
        return signed
    }
}
