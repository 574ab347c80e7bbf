/// Base64 with the URL alphabet and without padding (RFC 4648 §5).
public enum Base64URL {
    /// 64 characters that stand in the program for ever.
    private static var alphabet: UnsafePointer<UInt8> {
        let text: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        return text.utf8Start
    }

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for value in 0..<64 { table[Int(alphabet[value])] = UInt8(value) }
        return table
    }()

    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let text = bytes.withContiguousStorageIfAvailable { source in
            String(unsafeUninitializedCapacity: length(of: source.count)) { out in
                out.baseAddress.map { write(source, to: $0) } ?? 0
            }
        }
        return text ?? encode(Array(bytes))
    }

    /// How many characters so many bytes take.
    public static func length(of bytes: Int) -> Int { (bytes * 4 + 2) / 3 }

    /// Writes the characters where there is room for `length(of: source.count)`, and answers how many they are: hashes, salts and
    /// signatures are written at every act, straight into what is being made.
    @discardableResult
    public static func write(_ source: UnsafeBufferPointer<UInt8>, to out: UnsafeMutablePointer<UInt8>) -> Int {
        let letters = alphabet
        var at = out
        var index = 0
        while index + 2 < source.count {
            let group = UInt32(source[index]) << 16 | UInt32(source[index + 1]) << 8 | UInt32(source[index + 2])
            at[0] = letters[Int(group >> 18)]
            at[1] = letters[Int(group >> 12 & 63)]
            at[2] = letters[Int(group >> 6 & 63)]
            at[3] = letters[Int(group & 63)]
            at += 4
            index += 3
        }
        let rest = source.count - index
        guard rest > 0 else { return at - out }
        let group = UInt32(source[index]) << 16 | (rest == 2 ? UInt32(source[index + 1]) << 8 : 0)
        at[0] = letters[Int(group >> 18)]
        at[1] = letters[Int(group >> 12 & 63)]
        if rest == 2 { at[2] = letters[Int(group >> 6 & 63)] }
        return at - out + rest + 1
    }

    /// Nil for a character outside the alphabet, a length no encoder makes, or bits set behind the last byte:
    /// one byte string has one spelling.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var out = [UInt8]()
        out.reserveCapacity(text.utf8.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits = 0
        for character in text.utf8 {
            let value = values[Int(character)]
            guard value != 255 else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        guard bits < 6, buffer & ((1 << UInt32(bits)) - 1) == 0 else { return nil }
        return out
    }
}

/// Lower-case hexadecimal.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var out = [UInt8]()
        out.reserveCapacity(bytes.underestimatedCount * 2)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil for an odd length or anything but `0-9a-fA-F`.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var out = [UInt8]()
        var high: UInt8?
        for character in text.utf8 {
            let value: UInt8
            switch character {
            case 48...57: value = character - 48
            case 97...102: value = character - 87
            case 65...70: value = character - 55
            default: return nil
            }
            if let first = high {
                out.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? out : nil
    }
}
