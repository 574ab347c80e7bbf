@testable import Statute

/// Reads the printed text of a formula and computes it anew, knowing nothing of the tree it was printed from.
struct FormulaReader {
    enum Fault: Error { case unreadable(String) }

    private var rest: Substring

    static func fen(_ text: String) throws -> Int64 {
        var reader = FormulaReader(rest: Substring(text))
        let value = try reader.sum()
        guard reader.rest.allSatisfy({ $0 == " " }) else { throw Fault.unreadable(text) }
        return try value.fen()
    }

    private mutating func sum() throws -> Rational {
        var value = try product()
        while let sign = next(among: ["+", "−"]) {
            let other = try product()
            value = sign == "+" ? try value.adding(other) : try value.subtracting(other)
        }
        return value
    }

    private mutating func product() throws -> Rational {
        var value = try factor()
        while let sign = next(among: ["×", "÷"]) {
            let other = try factor()
            value = sign == "×" ? try value.multiplied(by: other) : try value.divided(by: other)
        }
        return value
    }

    private mutating func factor() throws -> Rational {
        if next(among: ["("]) != nil {
            let value = try sum()
            guard next(among: [")"]) != nil else { throw Fault.unreadable(String(rest)) }
            return value
        }
        for (name, choose) in [("max(", { $0 < $1 ? $1 : $0 }), ("min(", { $1 < $0 ? $1 : $0 })] as [(String, (Rational, Rational) -> Rational)]
        where trimmed.hasPrefix(name) {
            rest = trimmed.dropFirst(name.count)
            var value = try sum()
            while next(among: [";"]) != nil { value = choose(value, try sum()) }
            guard next(among: [")"]) != nil else { throw Fault.unreadable(String(rest)) }
            return value
        }
        if trimmed.hasPrefix("round(") {
            rest = trimmed.dropFirst(6)
            let value = try sum()
            guard next(among: [")"]) != nil else { throw Fault.unreadable(String(rest)) }
            return try Rational(Int128(value.fen()), over: 100)
        }
        if trimmed.hasPrefix("floor(") {
            rest = trimmed.dropFirst(6)
            let value = try sum()
            guard next(among: [")"]) != nil else { throw Fault.unreadable(String(rest)) }
            return try Rational(value.numerator * 100 / value.denominator, over: 100)
        }
        return try number()
    }

    private var trimmed: Substring { rest.drop { $0 == " " } }

    private mutating func next(among signs: [Character]) -> Character? {
        let text = trimmed
        guard let first = text.first, signs.contains(first) else { return nil }
        rest = text.dropFirst()
        return first
    }

    private mutating func number() throws -> Rational {
        var text = trimmed
        var negative = false
        if text.first == "-" {
            negative = true
            text = text.dropFirst()
        }
        let digits = text.prefix { $0.isNumber || $0 == "," || $0 == "." }
        let parts = digits.filter { $0 != "," }.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int128($0) }), parts.count <= 2 else { throw Fault.unreadable(String(text)) }
        var (value, scale) = (whole, Int128(1))
        for digit in parts.count == 2 ? parts[1] : "" {
            guard let digit = digit.wholeNumberValue else { throw Fault.unreadable(String(text)) }
            value = value * 10 + Int128(digit)
            scale *= 10
        }
        rest = text.dropFirst(digits.count)
        if rest.hasPrefix(" %") {
            rest = rest.dropFirst(2)
            scale *= 100
        }
        return try Rational(negative ? -value : value, over: scale)
    }
}
