import Base
import Wire

/// The body of a `log.key` leaf: the log's first key, or a new one that the old one signed for (protocol/evidence.md §1.7).
package struct KeyChange: Sendable {
    package static let op = "log.key"

    /// The key from this leaf on.
    package let key: NoteVerifier
    /// The key before it, and its signature over the new one; nil for the first.
    package let before: (key: NoteVerifier, signature: [UInt8])?

    /// What the old key signs.
    package static func signedBytes(_ key: NoteVerifier) -> [UInt8] { Array("gongdao/v1/log-key\n\(key.encoded)\n".utf8) }

    /// The first key's body.
    package static func first(_ key: NoteVerifier) -> [UInt8] {
        JSON.object(["v": 1, "op": .string(op), "key": .string(key.encoded)]).bytes
    }

    /// The body of a rotation.
    package static func rotation(to key: NoteVerifier, from old: NoteSigner) throws -> [UInt8] {
        let signature = try old.signature(over: signedBytes(key))
        return JSON.object([
            "v": 1, "op": .string(op), "key": .string(key.encoded), "before": .string(old.verifier.encoded),
            "sig": .string(Base64URL.encode(signature)),
        ]).bytes
    }

    /// Nil for another body.
    package init?(body: [UInt8]) {
        guard let view = try? JSONDocument(body).root, view["v"]?.int == 1, view["op"]?.string == KeyChange.op,
            let key = view["key"]?.string.flatMap(NoteVerifier.init(parsing:))
        else { return nil }
        self.key = key
        guard let old = view["before"] else {
            before = nil
            return
        }
        guard let verifier = old.string.flatMap(NoteVerifier.init(parsing:)), let signature = view["sig"]?.base64URL else { return nil }
        before = (verifier, signature)
    }

    /// Whether the key before signed for this one.
    package var holds: Bool {
        guard let before else { return true }
        return before.key.name == key.name && before.key.holds(before.signature, over: KeyChange.signedBytes(key))
    }
}
