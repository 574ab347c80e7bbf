import Crypto

/// HMAC-SHA-256, cut short, for the texts that clients carry about and hand back.
enum MAC {
    static func tag(_ bytes: [UInt8], count: Int, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)).prefix(count))
    }

    /// Compares in a time that does not depend on where the two differ.
    static func equal(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(a, b) { difference |= left ^ right }
        return difference == 0
    }
}

/// What a MAC covers without carrying it: parts, each led by its length, so that no two lists of parts make the same bytes.
public enum MACContext {
    public static func bytes(_ parts: [String]) -> [UInt8] {
        var out: [UInt8] = []
        for part in parts {
            Varint.write(UInt64(part.utf8.count), into: &out)
            out.append(contentsOf: part.utf8)
        }
        return out
    }
}

/// Unsigned LEB128; one number has one spelling.
enum Varint {
    static func write(_ value: UInt64, into out: inout [UInt8]) {
        var rest = value
        while rest > 0x7F {
            out.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        out.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Nil for a number that is cut off, longer than needed, or beyond 64 bits. Moves `at` behind it.
    static func read(_ bytes: some RandomAccessCollection<UInt8>, at index: inout Int) -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while index < bytes.count {
            let byte = bytes[bytes.index(bytes.startIndex, offsetBy: index)]
            index += 1
            if shift == 63, byte > 1 { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return byte == 0 && shift > 0 ? nil : value }
            shift += 7
            if shift > 63 { return nil }
        }
        return nil
    }
}
