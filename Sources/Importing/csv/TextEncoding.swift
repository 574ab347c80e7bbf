/// The encodings a spreadsheet program writes.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case gb18030 = "GB18030"

    /// What the first bytes of a file say, and how many of them are a byte-order mark. Order of tries: mark, UTF-16 by its zero
    /// bytes, strict UTF-8, GB18030. `whole` says whether the sample is the whole file (its last character may else be cut).
    package static func detect(_ sample: some Collection<UInt8>, whole: Bool) -> (encoding: TextEncoding, mark: Int) {
        let bytes = Array(sample)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        // Headings and separators are ASCII somewhere: in UTF-16 every such character has a zero byte, and UTF-8 text has none.
        let even = stride(from: 0, to: bytes.count, by: 2).count { bytes[$0] == 0 }
        let odd = stride(from: 1, to: bytes.count, by: 2).count { bytes[$0] == 0 }
        if odd > even, odd > bytes.count / 16 { return (.utf16LittleEndian, 0) }
        if even > odd, even > bytes.count / 16 { return (.utf16BigEndian, 0) }
        return (isUTF8(bytes, whole: whole) ? .utf8 : .gb18030, 0)
    }

    private static func isUTF8(_ bytes: [UInt8], whole: Bool) -> Bool {
        var check = UTF8Check()
        guard check.feed(bytes[...]) == nil else { return false }
        return !whole || check.isComplete
    }
}

/// Strict UTF-8 (RFC 3629), fed in pieces: no overlong forms, no surrogates, nothing above U+10FFFF.
struct UTF8Check {
    /// Continuation bytes still due, and what the next one may be.
    private var due = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    var isComplete: Bool { due == 0 }

    /// The index of the first byte that is wrong; nil where all may stand.
    mutating func feed(_ bytes: ArraySlice<UInt8>) -> Int? {
        for index in bytes.indices where !accepts(bytes[index]) { return index }
        return nil
    }

    private mutating func accepts(_ byte: UInt8) -> Bool {
        if due > 0 {
            guard (low...high).contains(byte) else { return false }
            due -= 1
            (low, high) = (0x80, 0xBF)
            return true
        }
        switch byte {
        case 0x00...0x7F: return true
        case 0xC2...0xDF: due = 1
        case 0xE0: (due, low) = (2, 0xA0)
        case 0xED: (due, high) = (2, 0x9F)
        case 0xE1...0xEF: due = 2
        case 0xF0: (due, low) = (3, 0x90)
        case 0xF4: (due, high) = (3, 0x8F)
        case 0xF1...0xF3: due = 3
        default: return false
        }
        return true
    }
}
