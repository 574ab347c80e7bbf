/// How many columns text takes on a terminal, and how to cut and pad it by columns. A grapheme is never split.
enum Width {
    /// 0, 1 or 2. A grapheme is as wide as its widest scalar; an emoji sequence is two columns wide, whatever it joins.
    static func of(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            // The emoji variation selector asks for the wide picture.
            if scalar.value == 0xFE0F, width == 1, character.unicodeScalars.first?.properties.isEmoji == true { width = 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    static func of(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + of($1) } }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x20 || (0x7F..<0xA0).contains(value) { return 0 }
        if value < 0x300 { return 1 }
        // Two regional indicators are one flag.
        if (0x1F1E6...0x1F1FF).contains(value) { return 2 }
        if contains(WidthTable.zero, value) { return 0 }
        return contains(WidthTable.wide, value) ? 2 : 1
    }

    private static func contains(_ ranges: [(UInt32, UInt32)], _ value: UInt32) -> Bool {
        var (low, high) = (0, ranges.count - 1)
        while low <= high {
            let middle = (low + high) / 2
            if value < ranges[middle].0 {
                high = middle - 1
            } else if value > ranges[middle].1 {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }

    /// At most `columns` wide; what was cut is shown as `…`.
    static func truncate(_ text: String, to columns: Int) -> String {
        guard of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        var out = ""
        var used = 0
        for character in text {
            let width = of(character)
            if used + width > columns - 1 { break }
            out.append(character)
            used += width
        }
        return out + "…"
    }

    enum Side { case left, right }

    /// Exactly `columns` wide where the text is not wider.
    static func pad(_ text: String, to columns: Int, _ side: Side = .left) -> String {
        let gap = String(repeating: " ", count: max(0, columns - of(text)))
        return side == .left ? text + gap : gap + text
    }
}
