import Base
package import Crypto
import Foundation

/// The key above all tenants: 32 bytes from a systemd credential, the environment or a file (Bootstrap decides which).
///
/// It never works itself: each use has a key of its own, derived by HKDF-SHA256 under a name of its own, so that nothing made
/// for one use can pass in another (why.md B9).
package struct PlatformKey: Sendable {
    package static let byteCount = 32

    private let master: SymmetricKey

    /// Nil unless the key has exactly 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == PlatformKey.byteCount else { return nil }
        master = SymmetricKey(data: bytes)
    }

    /// The key for one use, such as `"wrap"`; the same bytes for the same name, for ever.
    package func derive(_ use: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, salt: [UInt8](), info: Array("gongdao/v1/platform/\(use)".utf8), outputByteCount: 32)
    }

    /// Signs what the platform itself declares (certificates of deletion); Ed25519.
    package func signingKey() throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: derive("sign").withUnsafeBytes { Data($0) })
    }

    /// 8 bytes that tell two platform keys apart without saying anything about either.
    package var fingerprint: String {
        Hex.encode(derive("fingerprint").withUnsafeBytes { Array($0.prefix(8)) })
    }
}
