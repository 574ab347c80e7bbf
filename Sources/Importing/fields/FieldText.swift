/// Cells as people type them, brought into one form before anything is read from them.
package enum FieldText {
    /// Without blanks at either end and inside runs, full-width letters, digits and signs as ASCII, no zero-width characters.
    package static func clean(_ text: String) -> String {
        // Nearly every cell is clean already.
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
        var out = String.UnicodeScalarView()
        var gap = false
        for scalar in text.unicodeScalars {
            let folded = fold(scalar)
            if folded.properties.isWhitespace {
                gap = !out.isEmpty
            } else if !isInvisible(folded) {
                if gap { out.append(" ") }
                gap = false
                out.append(folded)
            }
        }
        return String(out)
    }

    /// U+FF01…U+FF5E are ASCII in full width, U+3000 is a full-width blank.
    private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x3000: " "
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        default: scalar
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF, 0x00...0x1F, 0x7F...0x9F: true
        default: false
        }
    }

    /// A number a spreadsheet shortened, such as `1.23E+17`: its last digits are lost for ever.
    package static func isShortened(_ text: String) -> Bool {
        let upper = text.uppercased()
        guard let mark = upper.firstIndex(of: "E") else { return false }
        let (mantissa, exponent) = (upper[..<mark], upper[upper.index(after: mark)...])
        let digits = exponent.drop { $0 == "+" || $0 == "-" }
        return !mantissa.isEmpty && mantissa.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } && mantissa.contains(where: \.isNumber)
            && exponent.first == "+" && (1...3).contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// What may be shown of a value in a report: enough to find the cell, not enough to know it.
    package static func masked(_ text: String) -> String {
        let characters = Array(text.prefix(64))
        switch characters.count {
        case 0: return ""
        case 1...2: return String(characters[0]) + "*"
        case 3...7: return String(characters[0]) + String(repeating: "*", count: characters.count - 2) + String(characters[characters.count - 1])
        default:
            return String(characters.prefix(3)) + String(repeating: "*", count: min(8, characters.count - 5)) + String(characters.suffix(2))
        }
    }
}
