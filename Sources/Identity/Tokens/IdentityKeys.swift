package import Base
internal import Crypto
internal import Foundation

/// The server's secrets for identity, each derived from one secret under a label of its own. The nonce key is made anew at each start:
/// a challenge given before a restart is worth nothing after it, so "single use" needs no disk.
package struct IdentityKeys: Sendable {
    let access: [UInt8]
    let refresh: [UInt8]
    let nonce: [UInt8]
    let throttle: [UInt8]
    let operators: [UInt8]

    /// `secret`: 32 bytes that live as long as the platform key.
    package init(secret: [UInt8], random: any RandomSource) {
        func derive(_ label: String) -> [UInt8] { hmac(secret, Array("gongdao/identity/\(label)".utf8)) }
        access = derive("access")
        refresh = derive("refresh")
        throttle = derive("throttle")
        operators = derive("operators")
        nonce = random.bytes(32)
    }
}

/// HMAC-SHA-256, 32 bytes.
func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
}

/// SHA-256, 32 bytes.
func sha256(_ message: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: message)) }

extension [UInt8] {
    /// Big-endian, eight bytes.
    mutating func append(number: Int64) {
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> Int64(shift))) }
    }

    /// The number in eight bytes from `offset`; the caller has checked the length.
    func number(at offset: Int) -> Int64 { self[offset..<offset + 8].reduce(0) { $0 << 8 | Int64($1) } }
}
