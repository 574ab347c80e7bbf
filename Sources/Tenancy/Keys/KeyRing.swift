import Base
package import Crypto
import Synchronization

/// The keys of one tenant at one moment: an immutable value that readers hold while they read, swapped whole by rotation
/// (why.md S12).
package final class KeyRing: Sendable {
    /// The tenant's number, part of everything sealed under this ring.
    package let tenant: Int64
    /// The number of the key that new seals use.
    package let current: UInt16
    /// For equality lookups, feed keys and mutation hashes (HMAC-SHA-256); not rotated with the data keys.
    package let indexKey: SymmetricKey
    /// The state of an HMAC that has taken `indexKey` in; every use copies it.
    let indexMAC: HMAC<SHA256>
    /// For the MACs of cursors and time tokens.
    package let cursorKey: [UInt8]
    package let tokenKey: [UInt8]
    let keys: [UInt16: DataKey]
    private let secret: [UInt8]

    /// `secret`: the tenant's 32-byte index secret, from which index, cursor and token keys are derived.
    init(tenant: Int64, current: UInt16, keys: [UInt16: DataKey], secret: [UInt8]) {
        self.tenant = tenant
        self.current = current
        self.keys = keys
        self.secret = secret
        let source = SymmetricKey(data: secret)
        func derive(_ use: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: source, salt: [UInt8](), info: Array("gongdao/v1/tenant/\(use)".utf8), outputByteCount: 32)
        }
        indexKey = derive("index")
        indexMAC = HMAC<SHA256>(key: indexKey)
        cursorKey = derive("cursor").withUnsafeBytes { Array($0) }
        tokenKey = derive("token").withUnsafeBytes { Array($0) }
    }

    /// A first ring with one random key.
    static func create(tenant: Int64, random: any RandomSource) -> KeyRing {
        KeyRing(
            tenant: tenant, current: 1, keys: [1: DataKey(number: 1, bytes: random.bytes(32), seals: 0)], secret: random.bytes(32))
    }

    /// This ring with one more key, which becomes the current one.
    func rotated(random: any RandomSource) -> KeyRing {
        let next = current + 1
        var keys = keys
        keys[next] = DataKey(number: next, bytes: random.bytes(32), seals: 0)
        return KeyRing(tenant: tenant, current: next, keys: keys, secret: secret)
    }

    /// This ring without a key that nothing is sealed with any more.
    func dropping(_ number: UInt16) -> KeyRing {
        KeyRing(tenant: tenant, current: current, keys: keys.filter { $0.key != number || number == current }, secret: secret)
    }

    /// Numbers of all keys, oldest first.
    package var numbers: [UInt16] { keys.keys.sorted() }

    /// How often each key has sealed since it was made (counted up, never down, across restarts).
    package var seals: [UInt16: Int64] { keys.mapValues { $0.seals } }

    var secretBytes: [UInt8] { secret }
}

/// One AES-256-GCM key and the count of its seals.
final class DataKey: Sendable {
    let number: UInt16
    let key: SymmetricKey
    private let count: Atomic<Int64>

    init(number: UInt16, bytes: [UInt8], seals: Int64) {
        self.number = number
        key = SymmetricKey(data: bytes)
        count = Atomic(seals)
    }

    var seals: Int64 { count.load(ordering: .relaxed) }
    func counted() { count.add(1, ordering: .relaxed) }

    /// After a restart the count goes on from what was written; never downwards.
    func raise(to value: Int64) { count.max(value, ordering: .relaxed) }
    var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }
}

/// The place from which everyone of a partition takes the ring; rotation puts a new one in.
package final class KeyRingBox: Sendable {
    // Guards which ring is current; held for a read or a swap of one reference only.
    private let ring: Mutex<KeyRing>

    init(_ ring: KeyRing) { self.ring = Mutex(ring) }

    package var now: KeyRing { ring.withLock { $0 } }
    func swap(_ new: KeyRing) { ring.withLock { $0 = new } }
}
