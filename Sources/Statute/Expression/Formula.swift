/// A calculation as a tree. The amount is its value and the explanation its text: one value gives both, so they cannot part.
///
/// Values are yuan (money), plain numbers (counts, ratios) or their products. Rounding happens once, when an item is made;
/// `toFen` stands only where the law's practice rounds an intermediate (a yearly average divided by twelve before it is tripled).
package indirect enum Formula: Sendable, Equatable {
    /// An amount in fen, printed in yuan.
    case money(Int64)
    /// Parts per million, printed per cent.
    case percent(Int64)
    /// `value / 10^places`, printed as a decimal.
    case number(Int64, places: Int)
    case sum([Formula])
    case difference(Formula, Formula)
    case product([Formula])
    case quotient(Formula, Formula)
    case greatest([Formula])
    case least([Formula])
    /// Rounded half up to the fen.
    case toFen(Formula)
    /// Cut to the whole fen.
    case floored(Formula)

    /// A whole number.
    package static func count(_ value: Int64) -> Formula { .number(value, places: 0) }
    /// A number of months, years or days given in tenths.
    package static func tenths(_ value: Int64) -> Formula {
        value % 10 == 0 ? .number(value / 10, places: 0) : .number(value, places: 1)
    }
    /// A number given in hundredths (21.75).
    package static func hundredths(_ value: Int64) -> Formula {
        value % 100 == 0 ? .number(value / 100, places: 0) : value % 10 == 0 ? .number(value / 10, places: 1) : .number(value, places: 2)
    }

    /// The exact value.
    package func value() throws(ArithmeticError) -> Rational {
        switch self {
        case .money(let fen): return try Rational(Int128(fen), over: 100)
        case .percent(let ppm): return try Rational(Int128(ppm), over: 1_000_000)
        case .number(let value, let places): return try Rational(Int128(value), over: Formula.power(places))
        case .sum(let parts): return try Formula.fold(parts, .zero) { a, b throws(ArithmeticError) in try a.adding(b) }
        case .product(let parts): return try Formula.fold(parts, .one) { a, b throws(ArithmeticError) in try a.multiplied(by: b) }
        case .difference(let a, let b): return try a.value().subtracting(b.value())
        case .quotient(let a, let b): return try a.value().divided(by: b.value())
        case .greatest(let parts): return try Formula.choose(parts, largest: true)
        case .least(let parts): return try Formula.choose(parts, largest: false)
        case .toFen(let part): return try Rational(Int128(part.value().fen()), over: 100)
        case .floored(let part): return try Rational(Int128(part.value().flooredFen()), over: 100)
        }
    }

    /// The value as fen, rounded half up once.
    package func fen() throws(ArithmeticError) -> Int64 { try value().fen() }

    private static func fold(
        _ parts: [Formula], _ start: Rational, _ step: (Rational, Rational) throws(ArithmeticError) -> Rational
    ) throws(ArithmeticError) -> Rational {
        guard var result = try parts.first?.value() else { return start }
        for part in parts.dropFirst() { result = try step(result, part.value()) }
        return result
    }

    private static func choose(_ parts: [Formula], largest: Bool) throws(ArithmeticError) -> Rational {
        guard var best = try parts.first?.value() else { return .zero }
        for part in parts.dropFirst() {
            let value = try part.value()
            if largest ? best < value : value < best { best = value }
        }
        return best
    }

    private static func power(_ places: Int) -> Int128 {
        var result: Int128 = 1
        for _ in 0..<max(0, min(places, 18)) { result *= 10 }
        return result
    }
}
