package import Base
import Crypto

/// A salted commitment to a leaf's body: 32 random bytes for each leaf, so that a short body cannot be guessed from its hash,
/// and a disclosed body (with its salt) proves itself.
package struct Commitment: Sendable, Equatable {
    package static let saltBytes = 32

    package let salt: [UInt8]
    package let body: [UInt8]

    package init(body: [UInt8], random: some RandomSource) {
        self.init(salt: random.bytes(Commitment.saltBytes), body: body)
    }

    package init(salt: [UInt8], body: [UInt8]) {
        self.salt = salt
        self.body = body
    }

    /// Reads what `disclosure` wrote; nil where there is no room for a salt.
    package init?(disclosure bytes: [UInt8]) {
        guard bytes.count >= Commitment.saltBytes else { return nil }
        self.init(salt: Array(bytes[..<Commitment.saltBytes]), body: Array(bytes[Commitment.saltBytes...]))
    }

    /// SHA-256(salt ‖ body).
    package var hash: [UInt8] {
        var digest = SHA256()
        digest.update(data: salt)
        digest.update(data: body)
        return digest.finalize().withUnsafeBytes { [UInt8]($0) }
    }

    /// salt ‖ body: what is sealed beside the leaf, and what is handed out to prove it.
    package var disclosure: [UInt8] { salt + body }
}
