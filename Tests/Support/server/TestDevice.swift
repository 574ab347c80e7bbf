import Base
import Crypto
import Foundation
import Wire

/// A device with a real P-256 key.
package struct TestDevice: Sendable {
    package let name: String
    private let key: P256.Signing.PrivateKey

    package init(_ name: String = "test phone") {
        self.name = name
        key = P256.Signing.PrivateKey()
    }

    /// The key as it travels.
    package var keyText: String { Base64URL.encode(Array(key.publicKey.compressedRepresentation)) }

    package func sign(_ bytes: [UInt8]) throws -> String {
        Base64URL.encode(Array(try key.signature(for: Data(bytes)).rawRepresentation))
    }

    /// `sig` for a sign-in; `device`: the id, or nil for a new device.
    package func challenge(server: String, tenant: String, device: String? = nil, nonce: String) throws -> String {
        try sign(SignedBytes.challenge(server: server, tenant: tenant, device: device ?? keyText, nonce: nonce))
    }
}
