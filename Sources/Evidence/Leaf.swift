package import Base

/// One leaf of a tenant's log: version (1) ‖ kind (1) ‖ time in ms, big endian (8) ‖ commitment (32), and nothing else.
///
/// Who did what stands in the body, sealed beside the leaf and deletable: erasing a person's data leaves the tree valid,
/// and nothing that can be guessed (no signature, no plain hash) stays behind (why.md B11).
package struct Leaf: Sendable, Equatable {
    package static let version: UInt8 = 1
    package static let byteCount = 42

    package let kind: LeafKind
    package let time: Timestamp
    /// SHA-256(salt ‖ body), 32 bytes.
    package let commitment: [UInt8]

    package init(kind: LeafKind, time: Timestamp, commitment: [UInt8]) {
        self.kind = kind
        self.time = time
        self.commitment = commitment
    }

    /// Reads the 42 bytes of a stored leaf; nil for another length, an unknown version or kind.
    package init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Leaf.byteCount, bytes[0] == Leaf.version, let kind = LeafKind(rawValue: bytes[1]) else { return nil }
        var time: UInt64 = 0
        for byte in bytes[2..<10] { time = time << 8 | UInt64(byte) }
        self.init(kind: kind, time: Timestamp(ms: Int64(bitPattern: time)), commitment: Array(bytes[10...]))
    }

    package var bytes: [UInt8] {
        var out: [UInt8] = [Leaf.version, kind.rawValue]
        out.reserveCapacity(Leaf.byteCount)
        let ms = UInt64(bitPattern: time.ms)
        for shift in stride(from: 56, through: 0, by: -8) { out.append(UInt8(truncatingIfNeeded: ms >> UInt64(shift))) }
        return out + commitment
    }
}
