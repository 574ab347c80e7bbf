import Base
import Crypto

/// Digests of what a feed holds of one collection (protocol §6): a count and an additive sum modulo 2^48. They detect faults, not
/// attacks: whoever may choose ids can craft a collision.
public enum Digest {
    /// Sums are kept below this.
    public static let modulus: UInt64 = 1 << 48

    /// What one row adds: the first 6 bytes of SHA-256(collection, 0, id, 0, rev in decimal), big-endian.
    public static func term(collection: String, id: String, rev: Int64) -> UInt64 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(collection.utf8.count + id.utf8.count + 24)
        bytes.append(contentsOf: collection.utf8)
        bytes.append(0)
        bytes.append(contentsOf: id.utf8)
        bytes.append(0)
        bytes.append(contentsOf: String(rev).utf8)
        return SHA256.hash(data: bytes).prefix(6).reduce(0) { $0 << 8 | UInt64($1) }
    }

    public static func add(_ sum: UInt64, _ term: UInt64) -> UInt64 { (sum &+ term) & (modulus - 1) }
    public static func subtract(_ sum: UInt64, _ term: UInt64) -> UInt64 { (sum &- term) & (modulus - 1) }

    /// `24.9f3c2a77b1d0`: the count, and the sum as 12 hexadecimal digits.
    public static func text(count: Int64, sum: UInt64) -> String {
        let bytes = (0..<6).reversed().map { UInt8(truncatingIfNeeded: sum >> (UInt64($0) * 8)) }
        return "\(count)." + Hex.encode(bytes)
    }

    /// Nil for anything but what `text` makes.
    public static func parse(_ text: String) -> (count: Int64, sum: UInt64)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int64(parts[0]), count >= 0, let bytes = Hex.decode(parts[1]), bytes.count == 6 else {
            return nil
        }
        let sum = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Digest.text(count: count, sum: sum) == text ? (count, sum) : nil
    }
}
