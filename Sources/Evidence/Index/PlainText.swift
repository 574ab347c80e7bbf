/// Text from data as it may stand on a page: what would act on the reader's screen instead of being read is made visible.
package enum PlainText {
    /// Control characters become U+FFFD, direction overrides (by which a name could show reversed) their own number in brackets;
    /// a tab becomes a blank; line breaks stay.
    package static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: acts) else { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09: out.append(" ")
            case 0x0D: break
            case 0x202A...0x202E, 0x2066...0x2069:
                out.append(contentsOf: "[U+\(String(scalar.value, radix: 16, uppercase: true))]".unicodeScalars)
            case 0x2028, 0x2029, 0x85: out.append("\n")
            default: out.append(acts(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return String(out)
    }

    private static func acts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// A hash in lower-case hexadecimal, in groups of eight that an eye can compare and a line can break between.
    package static func grouped(_ hex: String) -> String {
        var out = ""
        for (index, character) in hex.enumerated() {
            if index > 0, index % 8 == 0 { out.append(" ") }
            out.append(character)
        }
        return out
    }

    /// Bytes with a unit: `17 B`, `3.4 KB`, `12.0 MB` (1 KB = 1,000 B).
    package static func size(_ bytes: Int64) -> String {
        func tenths(_ unit: Int64, _ name: String) -> String {
            let value = (bytes + unit / 20) * 10 / unit
            return "\(value / 10).\(value % 10) \(name)"
        }
        switch bytes {
        case ..<1000: return "\(bytes) B"
        case ..<1_000_000: return tenths(1000, "KB")
        default: return tenths(1_000_000, "MB")
        }
    }
}
