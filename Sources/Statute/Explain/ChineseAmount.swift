/// Amounts in the capital figures of letters and receipts: 59947.94 = 伍万玖仟玖佰肆拾柒元玖角肆分.
package enum ChineseAmount {
    private static let digits = Array("零壹贰叁肆伍陆柒捌玖").map(String.init)
    private static let places = ["", "拾", "佰", "仟"]
    private static let groups = ["", "万", "亿", "万亿"]

    package static func text(fen: Int64) -> String {
        let magnitude = fen.magnitude
        let (yuan, rest) = (magnitude / 100, Int(magnitude % 100))
        var text = yuan == 0 ? "" : whole(yuan) + "元"
        if rest == 0 { return (fen < 0 ? "负" : "") + (text.isEmpty ? "零元整" : text + "整") }
        if rest / 10 > 0 { text += digits[rest / 10] + "角" } else if yuan > 0 { text += "零" }
        if rest % 10 > 0 { text += digits[rest % 10] + "分" }
        return (fen < 0 ? "负" : "") + text
    }

    private static func whole(_ yuan: UInt64) -> String {
        var parts: [String] = []
        var rest = yuan
        var group = 0
        while rest > 0, group < groups.count {
            let four = Int(rest % 10_000)
            if four > 0 {
                // A zero is spoken between this group and the ones above it where its thousand is empty.
                parts.append((four < 1_000 && rest >= 10_000 ? "零" : "") + self.four(four) + groups[group])
            } else if let last = parts.popLast() {
                parts.append(last.hasPrefix("零") ? last : "零" + last)
            }
            rest /= 10_000
            group += 1
        }
        return parts.reversed().joined()
    }

    private static func four(_ number: Int) -> String {
        var text = ""
        var pendingZero = false
        for place in stride(from: 3, through: 0, by: -1) {
            let digit = number / [1, 10, 100, 1_000][place] % 10
            if digit == 0 {
                pendingZero = !text.isEmpty
            } else {
                text += (pendingZero ? "零" : "") + digits[digit] + places[place]
                pendingZero = false
            }
        }
        return text
    }
}
