/// An amount of Chinese yuan, counted in whole fen (1 yuan = 100 fen).
///
/// Money is never a floating-point number: 131,252 of the first two million fen values do not survive the way through `Double`.
public struct Money: Sendable, Hashable, Comparable, Codable {
    /// The amount in fen; may be negative (reversals).
    public var fen: Int64

    public static let zero = Money(fen: 0)

    public init(fen: Int64) { self.fen = fen }

    public init(from decoder: any Decoder) throws {
        fen = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fen)
    }

    public static func < (a: Money, b: Money) -> Bool { a.fen < b.fen }
    public static func + (a: Money, b: Money) -> Money { Money(fen: a.fen + b.fen) }
    public static func - (a: Money, b: Money) -> Money { Money(fen: a.fen - b.fen) }
    public static prefix func - (a: Money) -> Money { Money(fen: -a.fen) }
    public static func += (a: inout Money, b: Money) { a.fen += b.fen }
    public static func -= (a: inout Money, b: Money) { a.fen -= b.fen }

    /// The sum, or nil where it does not fit into 64 bits.
    public func adding(_ other: Money) -> Money? {
        let (sum, overflow) = fen.addingReportingOverflow(other.fen)
        return overflow ? nil : Money(fen: sum)
    }
}

extension Money {
    /// Reads a decimal amount of yuan with at most two fraction digits: `59947.94`, `-3`, `1,234.50`.
    /// Returns nil for anything else (exponents, three fraction digits, misplaced separators, overflow).
    public init?(yuan text: some StringProtocol) {
        var digits = Substring(text)
        let negative = digits.first == "-"
        if negative || digits.first == "+" { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, let integer = Money.integer(whole) else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            let tail = parts[1]
            guard (1...2).contains(tail.count), tail.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int64(tail)
            else { return nil }
            fraction = tail.count == 1 ? value * 10 : value
        }
        let (scaled, overflow) = integer.multipliedReportingOverflow(by: 100)
        guard !overflow else { return nil }
        let (sum, overflow2) = scaled.addingReportingOverflow(fraction)
        guard !overflow2 else { return nil }
        fen = negative ? -sum : sum
    }

    /// Digits, either without separators or with a comma before each group of three.
    private static func integer(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 44 }) else { return nil }
        if text.contains(",") {
            let groups = text.split(separator: ",", omittingEmptySubsequences: false)
            guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
            return Int64(groups.joined())
        }
        return Int64(text)
    }

    /// The amount in yuan with two fraction digits and, if asked, a comma at each thousand: `-1,234.50`.
    public func yuan(grouped: Bool = false) -> String {
        let magnitude = fen.magnitude
        let (whole, rest) = (magnitude / 100, magnitude % 100)
        var text = String(whole)
        if grouped {
            var index = text.count - 3
            while index > 0 {
                text.insert(",", at: text.index(text.startIndex, offsetBy: index))
                index -= 3
            }
        }
        return (fen < 0 ? "-" : "") + text + "." + (rest < 10 ? "0" : "") + String(rest)
    }
}
