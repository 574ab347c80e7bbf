import Base
import Testing
@testable import Statute

@Suite("Formulas: one tree is the amount and its text") struct FormulaTests {
    @Test("The text is what a person would write", arguments: [
        (Formula.product([.money(311_458), .percent(600_000), .count(9)]), "3,114.58 × 60 % × 9", 1_681_873),
        (.quotient(.product([.money(567_702), .count(15)]), .hundredths(2_175)), "5,677.02 × 15 ÷ 21.75", 391_519),
        (.product([.sum([.money(100), .money(250)]), .count(2)]), "(1.00 + 2.50) × 2", 700),
        (.difference(.money(1_000), .difference(.money(500), .money(100))), "10.00 − (5.00 − 1.00)", 600),
        (.quotient(.money(600), .product([.count(2), .count(3)])), "6.00 ÷ (2 × 3)", 100),
        (.greatest([.product([.money(150_000), .percent(600_000)]), .money(120_000)]), "max(1,500.00 × 60 %; 1,200.00)", 120_000),
        (.least([.money(5), .money(4)]), "min(0.05; 0.04)", 4),
        (.product([.toFen(.quotient(.money(5_959_100), .count(12))), .count(3), .count(5)]), "round(59,591.00 ÷ 12) × 3 × 5", 7_448_880),
        (.product([.money(-106_147), .percent(12_500)]), "-1,061.47 × 1.25 %", -1_327),
        (.product([.money(200), .tenths(65)]), "2.00 × 6.5", 1_300),
    ] as [(Formula, String, Int64)])
    func text(formula: Formula, text: String, fen: Int64) throws {
        #expect(formula.text == text)
        #expect(try formula.fen() == fen)
        #expect(try FormulaReader.fen(formula.text) == fen)
    }

    @Test("Whatever tree is printed, the text gives the same amount")
    func random() throws {
        let random = SeededRandom(seed: 11)
        for _ in 0..<3_000 {
            let formula = Self.tree(depth: 4, random)
            guard let amount = try? formula.fen() else { continue }
            #expect(try FormulaReader.fen(formula.text) == amount, "\(formula.text)")
        }
    }

    static func tree(depth: Int, _ random: SeededRandom) -> Formula {
        func leaf(_ random: SeededRandom) -> Formula {
            switch random.below(4) {
            case 0: .money(Int64(random.below(90_000_000)) - 10_000)
            case 1: .percent(Int64(random.below(3_000_001)))
            case 2: .tenths(Int64(random.below(300)))
            default: .hundredths(Int64(random.below(9_999)) + 1)
            }
        }
        if depth == 0 { return leaf(random) }
        func some(_ random: SeededRandom) -> [Formula] {
            (0...Int(random.below(2)) + 1).map { _ in tree(depth: depth - 1, random) }
        }
        switch random.below(9) {
        case 0: return .sum(some(random))
        case 1: return .difference(tree(depth: depth - 1, random), tree(depth: depth - 1, random))
        case 2: return .product(some(random))
        case 3: return .quotient(tree(depth: depth - 1, random), leaf(random))
        case 4: return .greatest(some(random))
        case 5: return .least(some(random))
        case 6: return .toFen(tree(depth: depth - 1, random))
        default: return leaf(random)
        }
    }
}
