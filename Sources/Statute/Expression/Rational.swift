/// What can go wrong in exact arithmetic. Never a trap: an amount that does not fit is an answer, not a crash.
package enum ArithmeticError: Error, Equatable, Sendable {
    /// A numerator or denominator left 127 bits, or an amount what the wire carries (2^53 − 1 fen, 90 trillion yuan).
    case overflow
    case divisionByZero
}

/// An exact fraction, always reduced, the denominator positive.
///
/// Amounts are computed in yuan as fractions and rounded once at the end, so no order of operations can lose a fen.
package struct Rational: Sendable, Hashable {
    package let numerator: Int128
    package let denominator: Int128

    package static let zero = Rational(whole: 0)
    package static let one = Rational(whole: 1)

    package init(whole: Int64) {
        numerator = Int128(whole)
        denominator = 1
    }

    /// `numerator / denominator`, reduced.
    package init(_ numerator: Int128, over denominator: Int128) throws(ArithmeticError) {
        guard denominator != 0 else { throw .divisionByZero }
        guard numerator != .min, denominator != .min else { throw .overflow }
        let divisor = Rational.gcd(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        let shared = Int128(divisor)
        self.numerator = shared == 1 ? sign * numerator : sign * numerator / shared
        self.denominator = shared == 1 ? sign * denominator : sign * denominator / shared
    }

    package func adding(_ other: Rational) throws(ArithmeticError) -> Rational {
        if denominator == other.denominator {
            return try Rational(Rational.sum(numerator, other.numerator), over: denominator)
        }
        let left = try Rational.product(numerator, other.denominator)
        let right = try Rational.product(other.numerator, denominator)
        return try Rational(Rational.sum(left, right), over: Rational.product(denominator, other.denominator))
    }

    package func subtracting(_ other: Rational) throws(ArithmeticError) -> Rational { try adding(other.negated) }

    package func multiplied(by other: Rational) throws(ArithmeticError) -> Rational {
        try Rational(
            Rational.product(numerator, other.numerator), over: Rational.product(denominator, other.denominator))
    }

    package func divided(by other: Rational) throws(ArithmeticError) -> Rational {
        guard other.numerator != 0 else { throw .divisionByZero }
        return try Rational(
            Rational.product(numerator, other.denominator), over: Rational.product(denominator, other.numerator))
    }

    // The initialisers refuse Int128.min, so the negation cannot overflow.
    package var negated: Rational { Rational(reduced: -numerator, denominator) }

    private init(reduced numerator: Int128, _ denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The nearest whole number of 1/`scale`; halves away from zero, so that a reversal is the exact opposite of its entry.
    package func rounded(scale: Int64) throws(ArithmeticError) -> Int64 {
        let scaled = try Rational.product(numerator, Int128(scale))
        let (quotient, rest) = scaled.quotientAndRemainder(dividingBy: denominator)
        let half = rest.magnitude >= denominator.magnitude - rest.magnitude
        let whole = half ? quotient + (scaled < 0 ? -1 : 1) : quotient
        guard let value = Int64(exactly: whole) else { throw .overflow }
        return value
    }

    /// The fraction (in yuan) as fen, half up.
    package func fen() throws(ArithmeticError) -> Int64 {
        let fen = try rounded(scale: 100)
        guard fen.magnitude <= Rational.largestFen else { throw .overflow }
        return fen
    }

    /// The fraction (in yuan) as whole fen, the rest cut off; of amounts that are not negative.
    package func flooredFen() throws(ArithmeticError) -> Int64 {
        let fen = try Rational.product(numerator, 100) / denominator
        guard fen.magnitude <= UInt128(Rational.largestFen), let value = Int64(exactly: fen) else { throw .overflow }
        return value
    }

    /// No line of JSON carries a larger whole number.
    private static let largestFen: UInt64 = 9_007_199_254_740_991

    private static func product(_ a: Int128, _ b: Int128) throws(ArithmeticError) -> Int128 {
        let (value, overflow) = a.multipliedReportingOverflow(by: b)
        guard !overflow else { throw .overflow }
        return value
    }

    private static func sum(_ a: Int128, _ b: Int128) throws(ArithmeticError) -> Int128 {
        let (value, overflow) = a.addingReportingOverflow(b)
        guard !overflow else { throw .overflow }
        return value
    }

    /// Euclid in 64 bits where both fit, which is nearly always and many times faster.
    private static func gcd(_ a: UInt128, _ b: UInt128) -> UInt128 {
        if a == 0 { return b }
        if b == 1 { return 1 }
        var (x, y) = (a, b)
        while let small = UInt64(exactly: y), UInt64(exactly: x) == nil, small != 0 { (x, y) = (y, x % y) }
        if let p = UInt64(exactly: x), let q = UInt64(exactly: y) {
            var (p, q) = (p, q)
            while q != 0 { (p, q) = (q, p % q) }
            return UInt128(p)
        }
        while y != 0 { (x, y) = (y, x % y) }
        return x
    }
}

extension Rational: Comparable {
    /// Compares by cross multiplication; operands beyond 127 bits compare by their integer parts.
    package static func < (a: Rational, b: Rational) -> Bool {
        let left = a.numerator.multipliedReportingOverflow(by: b.denominator)
        let right = b.numerator.multipliedReportingOverflow(by: a.denominator)
        if !left.overflow, !right.overflow { return left.partialValue < right.partialValue }
        return a.numerator / a.denominator < b.numerator / b.denominator
    }
}
