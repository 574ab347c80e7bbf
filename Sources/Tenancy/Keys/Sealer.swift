package import Base
import Crypto
package import Foundation

/// Seals and opens under one tenant's ring: key number (2, big endian) ‖ nonce (12, random) ‖ ciphertext ‖ tag (16),
/// AES-256-GCM with the use as associated data. Never a counter nonce: after a restore it would repeat (why.md B10).
package struct Sealer: Sendable {
    package static let overhead = 2 + 12 + 16

    let box: KeyRingBox
    /// Held for as long as this value lives: what was readable when a read began stays readable through it.
    package let ring: KeyRing
    private let random: any RandomSource

    package init(_ box: KeyRingBox, random: any RandomSource) {
        self.box = box
        ring = box.now
        self.random = random
    }

    package func seal(_ bytes: some DataProtocol, _ use: SealUse) throws -> [UInt8] {
        guard let key = ring.keys[ring.current] else { throw SealError.unknownKey(ring.current) }
        key.counted()
        let sealed = try AES.GCM.seal(
            bytes, using: key.key, nonce: AES.GCM.Nonce(data: random.bytes(12)),
            authenticating: use.associatedData(tenant: ring.tenant, key: key.number))
        var out = [UInt8]()
        out.reserveCapacity(bytes.count + Sealer.overhead)
        out.append(UInt8(key.number >> 8))
        out.append(UInt8(key.number & 255))
        sealed.nonce.withUnsafeBytes { out.append(contentsOf: $0) }
        sealed.ciphertext.withUnsafeBytes { out.append(contentsOf: $0) }
        sealed.tag.withUnsafeBytes { out.append(contentsOf: $0) }
        return out
    }

    package func open(_ sealed: some RandomAccessCollection<UInt8>, _ use: SealUse) throws(SealError) -> Data {
        guard sealed.count >= Sealer.overhead else { throw .damaged(use) }
        let second = sealed.index(after: sealed.startIndex)
        let number = UInt16(sealed[sealed.startIndex]) << 8 | UInt16(sealed[second])
        // Rows are opened by the thousand: one copy of the bytes, not one byte after another.
        let combined =
            sealed.withContiguousStorageIfAvailable { Data(buffer: UnsafeBufferPointer(rebasing: $0[2...])) } ?? Data(sealed.dropFirst(2))
        // A key newer than the ring that this reader holds: the ring was swapped after it began.
        guard let key = ring.keys[number] ?? box.now.keys[number] else { throw .unknownKey(number) }
        do {
            return try AES.GCM.open(
                AES.GCM.SealedBox(combined: combined), using: key.key,
                authenticating: use.associatedData(tenant: ring.tenant, key: number))
        } catch { throw .damaged(use) }
    }

    /// The number of the key that a sealed value names.
    static func keyNumber(_ sealed: [UInt8]) -> UInt16? {
        sealed.count >= overhead ? UInt16(sealed[0]) << 8 | UInt16(sealed[1]) : nil
    }
}

/// A stored value that does not open. Never served: the caller answers 1001 and raises an alarm.
package enum SealError: Error, Sendable, Equatable {
    /// Altered, cut short, or moved here from another place.
    case damaged(SealUse)
    /// Sealed with a key that this tenant does not have (any more).
    case unknownKey(UInt16)
}
