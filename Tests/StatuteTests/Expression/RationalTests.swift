import Base
import Testing
@testable import Statute

@Suite("Exact fractions") struct RationalTests {
    @Test("Sums, products and quotients are exact and reduced")
    func exact() throws {
        let third = try Rational(1, over: 3)
        let sixth = try Rational(-1, over: -6)
        #expect(try third.adding(sixth) == Rational(1, over: 2))
        #expect(try third.multiplied(by: sixth) == Rational(1, over: 18))
        #expect(try third.divided(by: sixth) == Rational(whole: 2))
        #expect(try third.subtracting(third) == .zero)
        #expect(sixth < third)
    }

    @Test("Halves of a fen round up, and a reversal is the exact opposite", arguments: [
        (1, 200, 1), (-1, 200, -1), (149, 10_000, 1), (151, 10_000, 2), (-149, 10_000, -1), (0, 7, 0),
    ])
    func rounding(numerator: Int, denominator: Int, fen: Int64) throws {
        #expect(try Rational(Int128(numerator), over: Int128(denominator)).fen() == fen)
    }

    @Test("What does not fit is an error, never a trap")
    func overflow() throws {
        let large = try Rational(Int128.max, over: 1)
        #expect(throws: ArithmeticError.overflow) { try large.adding(large) }
        #expect(throws: ArithmeticError.overflow) { try large.multiplied(by: large) }
        #expect(throws: ArithmeticError.overflow) { try large.fen() }
        #expect(throws: ArithmeticError.divisionByZero) { try large.divided(by: .zero) }
        #expect(throws: ArithmeticError.divisionByZero) { try Rational(1, over: 0) }
        #expect(throws: ArithmeticError.overflow) { try Rational(Int128.min, over: 3) }
    }

    @Test("Numbers beyond 64 bits are reduced as well")
    func wide() throws {
        let a = Int128(Int64.max) * 6
        #expect(try Rational(a, over: Int128(Int64.max) * 4) == Rational(3, over: 2))
    }

    @Test("Random sums: (a + b) − b is a, and the order of a product does not matter")
    func laws() throws {
        let random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let numbers = try (0..<3).map { _ in try Rational(Int128(random.below(2_000_001)) - 1_000_000, over: Int128(random.below(9_999)) + 1) }
            let (a, b, c) = (numbers[0], numbers[1], numbers[2])
            #expect(try a.adding(b).subtracting(b) == a)
            #expect(try a.multiplied(by: b).multiplied(by: c) == a.multiplied(by: c).multiplied(by: b))
            #expect(try a.multiplied(by: b.adding(c)) == a.multiplied(by: b).adding(a.multiplied(by: c)))
        }
    }
}
