internal import Base
internal import Crypto
internal import CryptoExtras
internal import Foundation

/// What a password hash costs: scrypt's N (as a power of two), r and p (RFC 7914).
package struct PasswordCost: Sendable, Equatable {
    package var logN: Int
    package var r: Int
    package var p: Int

    package init(logN: Int, r: Int, p: Int) {
        self.logN = logN
        self.r = r
        self.p = p
    }

    /// N = 2^15, r = 8, p = 1: 32 MiB and some tens of milliseconds a hash.
    package static let standard = PasswordCost(logN: 15, r: 8, p: 1)
    /// What a stored hash may ask of us; a forged row must not take all memory.
    static let most = PasswordCost(logN: 20, r: 16, p: 4)

    var isSound: Bool {
        (1...PasswordCost.most.logN).contains(logN) && (1...PasswordCost.most.r).contains(r)
            && (1...PasswordCost.most.p).contains(p)
    }

    /// Less work than `other` in any parameter: such a hash is made anew at the next sign-in.
    func isBelow(_ other: PasswordCost) -> Bool { logN < other.logN || r < other.r || p < other.p }
}

/// A scrypt hash with its parameters and salt: `$scrypt$ln=15,r=8,p=1$<salt>$<hash>`, both base64url.
package struct PasswordHash: Sendable, Equatable {
    package var cost: PasswordCost
    package var salt: [UInt8]
    package var hash: [UInt8]

    static let saltBytes = 16
    static let hashBytes = 32

    /// Hashes a password; takes tens of milliseconds, so call it on the password pool.
    package init(of password: String, cost: PasswordCost, salt: [UInt8]) throws {
        self.cost = cost
        self.salt = salt
        hash = try PasswordHash.derive(password, cost: cost, salt: salt)
    }

    /// Nil for anything this project did not write, or parameters beyond all measure.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let numbers = parts[2].split(separator: ",")
        func number(_ index: Int, _ name: String) -> Int? {
            guard index < numbers.count, numbers[index].hasPrefix(name) else { return nil }
            return Int(numbers[index].dropFirst(name.count))
        }
        guard numbers.count == 3, let logN = number(0, "ln="), let r = number(1, "r="), let p = number(2, "p="),
            let salt = Base64URL.decode(parts[3]), let hash = Base64URL.decode(parts[4]),
            salt.count >= 8, hash.count == PasswordHash.hashBytes
        else { return nil }
        cost = PasswordCost(logN: logN, r: r, p: p)
        guard cost.isSound else { return nil }
        self.salt = salt
        self.hash = hash
    }

    package var text: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Base64URL.encode(salt))$\(Base64URL.encode(hash))"
    }

    /// Whether the password is the one hashed here; as slow as hashing, and equally slow for a wrong one.
    package func matches(_ password: String) throws -> Bool {
        constantTimeEqual(try PasswordHash.derive(password, cost: cost, salt: salt), hash)
    }

    private static func derive(_ password: String, cost: PasswordCost, salt: [UInt8]) throws -> [UInt8] {
        // NFC, so that a name typed on another keyboard gives the same bytes.
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: hashBytes, rounds: 1 << cost.logN, blockSize: cost.r,
            parallelism: cost.p)
        return key.withUnsafeBytes { Array($0) }
    }
}

/// Compares without telling by its time where the first difference is.
package func constantTimeEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for index in a.indices { difference |= a[index] ^ b[index] }
    return difference == 0
}
