package import Base

package enum MoneyField {
    /// Reads yuan with at most two fraction digits; `¥`, `￥`, `元`, `RMB`, `CNY` and well-placed thousands separators are let go.
    /// Anything else is refused: `1.234`, `1.234,50`, `1,23`, `1.2万` could mean two amounts.
    package static func read(_ text: String) throws(FieldError) -> Money {
        if FieldText.isShortened(text) { throw .shortened }
        var plain = text.replacing(" ", with: "")
        for mark in ["¥", "￥", "元", "RMB", "CNY", "$", "USD"] { plain = plain.replacing(mark, with: "") }
        // Accountants write (12.00) for −12.00.
        if plain.hasPrefix("("), plain.hasSuffix(")") { plain = "-" + plain.dropFirst().dropLast() }
        guard let money = Money(yuan: plain) else { throw .money }
        return money
    }

    /// The same with any number of fraction digits, rounded half up to fen, then divided by `divisor`: only where a profile says so.
    package static func read(_ text: String, dividedBy divisor: Int64) throws(FieldError) -> Money {
        let parts = text.replacing(",", with: "").split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let whole = Int64(parts[0]), whole < 1_000_000_000
        else { throw .money }
        let fraction = (parts.count == 2 ? String(parts[1]) : "") + "0000"
        guard let tenThousandths = Int64(fraction.prefix(4)) else { throw .money }
        let amount = whole * 10_000 + tenThousandths
        return Money(fen: (amount * 2 + 100 * divisor) / (200 * divisor))
    }

    /// A decimal number with up to two fraction digits, in hundredths: days, hours.
    package static func hundredths(_ text: String) throws(FieldError) -> Int {
        guard !FieldText.isShortened(text), let value = Money(yuan: text) else { throw .number }
        return Int(value.fen)
    }

    /// `8%`, `0.08` or `0.5 %` in millionths.
    package static func ratePpm(_ text: String) throws(FieldError) -> Int {
        let percent = text.hasSuffix("%")
        let number = text.replacing("%", with: "").replacing(" ", with: "")
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole >= 0, whole <= 100 else { throw .number }
        let digits = parts.count == 2 ? String(parts[1]) : ""
        guard digits.count <= (percent ? 4 : 6), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw .number }
        let scale = percent ? 4 : 6
        let fraction = Int(digits + String(repeating: "0", count: scale - digits.count)) ?? 0
        var unit = 1
        for _ in 0..<scale { unit *= 10 }
        let ppm = whole * unit + fraction
        guard ppm <= 1_000_000 else { throw .number }
        return ppm
    }
}
