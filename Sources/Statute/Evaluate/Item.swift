package import Base

/// What an amount is.
package enum Measure: String, Sendable, CaseIterable { case due, paid, shortfall, arrears, total }

/// Where a number came from.
package enum Origin: String, Sendable { case input, pack, tenant }

package enum InputValue: Sendable, Equatable {
    /// Fen, ppm, tenths or a count; the name carries the unit.
    case number(Int64)
    case flag(Bool)
    case day(FactDay)
    case text(String)
}

/// One number that went into an item.
package struct Input: Sendable, Equatable {
    package let name: String
    package let value: InputValue
    package let from: Origin
}

/// One line of an answer: an amount (or a range, or a date) with everything that explains it.
package struct Item: Sendable, Equatable {
    package var code: ItemCode
    package var measure: Measure
    package var payer: Payer?
    /// Fen, rounded once, half up; nil where only a range or a date is known.
    package var amount: Int64?
    package var low: Int64?
    package var high: Int64?
    /// For recurring items and dates: from when and until when.
    package var from: LocalDate?
    package var to: LocalDate?
    /// The part of the question the line covers, where one code has several.
    package var period: FactInterval?
    package var formula: Formula?
    /// The formulas of both ends of a range.
    package var rangeText: String?
    package var inputs: [Input] = []
    package var basis: [String] = []
    package var packs: [String] = []
    package var confidence: Confidence = .primaryText
    /// nil: the answer; else a named alternative (`pre2008_split`, a name of the request's variants).
    package var variant: String?
    /// Insurance line, for contributions.
    package var line: String?
    package var warnings: [String] = []

    /// A sum stands no firmer than its parts: their rows, their warnings, the weakest confidence.
    func resting(on parts: [Item]) -> Item {
        var sum = self
        for part in parts {
            for row in part.packs where !sum.packs.contains(row) { sum.packs.append(row) }
            for warning in part.warnings where !sum.warnings.contains(warning) { sum.warnings.append(warning) }
            sum.confidence = min(sum.confidence, part.confidence)
        }
        return sum
    }

    /// The formula as it is shown.
    package var text: String { formula?.text ?? rangeText ?? "" }
}

/// A fact or value without which an item cannot be computed.
package struct Missing: Sendable, Equatable, Hashable {
    package let code: ItemCode
    /// The fact, or `overrides.KEY` for a value of the law.
    package let name: String
    /// This and the names that would do as well: any one of them is enough.
    package let oneOf: [String]
    /// Why, where it is not simply absent.
    package let reason: Wording?

    package init(_ code: ItemCode, _ name: String, oneOf: [String]? = nil, reason: Wording? = nil) {
        self.code = code
        self.name = name
        self.oneOf = oneOf ?? [name]
        self.reason = reason
    }
}

/// Why a calculator gave no amount.
package enum Stop: Error, Sendable {
    /// A base is not known: any one of these facts would supply it.
    case missing([String], reason: Wording?)
    /// Several bases are not known: each of these is needed.
    case several([Stop])
    case arithmetic(ArithmeticError)
}
