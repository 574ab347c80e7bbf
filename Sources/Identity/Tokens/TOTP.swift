package import Base
internal import Crypto
internal import Foundation

/// Time-based one-time passwords (RFC 6238): HMAC-SHA-1, 30 s steps, six digits, one step of tolerance to each side.
package enum TOTP {
    package static let stepSeconds: Int64 = 30
    package static let secretBytes = 20

    package static func step(at time: Timestamp) -> Int64 { time.ms / 1000 / stepSeconds }

    /// The six digits of one step.
    package static func code(secret: [UInt8], step: Int64) -> String {
        var counter = [UInt8]()
        counter.append(number: step)
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 15)
        let value = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(value % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose code this is, later than `last` (a code is good once); nil for a wrong or spent one.
    package static func verify(_ code: String, secret: [UInt8], now: Timestamp, after last: Int64) -> Int64? {
        let middle = step(at: now)
        var found: Int64?
        for step in [middle - 1, middle, middle + 1]
        where step > last && constantTimeEqual(Array(TOTP.code(secret: secret, step: step).utf8), Array(code.utf8)) {
            found = step
        }
        return found
    }

    /// What a phone's authenticator reads (Key Uri Format); issuer and account percent-encoded.
    package static func uri(secret: [UInt8], issuer: String, account: String) -> String {
        func escaped(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(Base32.encode(secret))&issuer=\(escaped(issuer))"
    }
}

/// Base32 without padding (RFC 4648 §6), as authenticators show secrets.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var out = [UInt8]()
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(alphabet[Int(buffer >> bits) & 31])
            }
        }
        if bits > 0 { out.append(alphabet[Int(buffer << (5 - bits)) & 31]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil for a character outside the alphabet; case and blanks do not matter.
    package static func decode(_ text: String) -> [UInt8]? {
        var out = [UInt8]()
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for character in text.uppercased().utf8 where character != 32 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        return out
    }
}
