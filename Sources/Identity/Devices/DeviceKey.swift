internal import Base
internal import Crypto
internal import Foundation

/// P-256 public keys as they travel (X9.63 compressed, 33 bytes, base64url) and the signatures they check (raw r‖s, base64url).
package enum DeviceKey {
    /// The key's bytes; nil unless they are a point of the curve.
    package static func bytes(_ text: String) -> [UInt8]? {
        guard let bytes = Base64URL.decode(text), bytes.count == 33,
            (try? P256.Signing.PublicKey(compressedRepresentation: bytes)) != nil
        else { return nil }
        return bytes
    }

    /// Whether `signature` is that key's over these bytes; false for anything malformed.
    package static func verify(key: [UInt8], signature: String, over bytes: [UInt8]) -> Bool {
        guard let raw = Base64URL.decode(signature), raw.count == 64,
            let key = try? P256.Signing.PublicKey(compressedRepresentation: key),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
        else { return false }
        return key.isValidSignature(signature, for: Data(bytes))
    }
}
