package import Base
internal import Synchronization
internal import Wire

/// Challenges for a device's signature (why.md B9): 16 random bytes, the time they end, and our MAC; good for 60 s and for one use.
/// Nothing is kept for a nonce that nobody uses.
package final class Nonces: Sendable {
    private let key: [UInt8]
    private let random: any RandomSource
    private struct Used {
        var ends: [String: Int64] = [:]
        var swept: Int64 = 0
    }
    /// Guards the nonces used within the last minute.
    private let used = Mutex(Used())
    static let macBytes = 16

    package init(keys: IdentityKeys, random: any RandomSource) {
        key = keys.nonce
        self.random = random
    }

    package func make(now: Timestamp) -> String {
        var bytes = random.bytes(16)
        bytes.append(number: now.ms + Limits.nonceMs)
        return Base64URL.encode(bytes + hmac(key, bytes).prefix(Nonces.macBytes))
    }

    /// True exactly once for a nonce of ours that has not ended.
    package func spend(_ text: String, now: Timestamp) -> Bool {
        guard let bytes = Base64URL.decode(text), bytes.count == 24 + Nonces.macBytes else { return false }
        let body = Array(bytes[..<24])
        guard constantTimeEqual(Array(hmac(key, body).prefix(Nonces.macBytes)), Array(bytes[24...])) else { return false }
        let ends = body.number(at: 16)
        guard ends >= now.ms else { return false }
        return used.withLock { used in
            if now.ms - used.swept > Limits.nonceMs {
                used.ends = used.ends.filter { $0.value >= now.ms }
                used.swept = now.ms
            }
            return used.ends.updateValue(ends, forKey: text) == nil
        }
    }
}
