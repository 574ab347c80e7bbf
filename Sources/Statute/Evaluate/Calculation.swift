package import Base

/// One question while it is being answered: the facts, the law's values, and what has been found so far.
///
/// Not Sendable and never shared: it lives on one call's stack.
package final class Calculation {
    package let facts: Facts
    package let packs: RulePacks
    /// The packs as they hold at the place.
    let law: PlacePacks
    /// Six-digit place, `/pool` included.
    package let at: String
    package let asOf: LocalDate
    /// What was asked; empty = all that follows from the facts.
    package let asked: [ItemCode]

    /// Is the place a city that is a province of its own, so that the averages of both are one?
    private(set) lazy var cityIsProvince: Bool = {
        if case .found(let row, _) = law.find("city_is_province", on: asOf) { row.value == .word("yes") } else { false }
    }()

    package init(facts: Facts, packs: RulePacks, at: String, asOf: LocalDate, asked: [ItemCode] = []) {
        self.facts = facts
        self.packs = packs
        law = packs.place(at)
        self.at = at
        self.asOf = asOf
        self.asked = asked
    }

    package func sheet(_ code: ItemCode) -> Sheet { Sheet(self, code) }
}

/// The rule of one item code.
package protocol ItemRule: Sendable {
    static var code: ItemCode { get }
    /// Do the facts raise this item by themselves? Decides what an empty `ask` answers.
    static func applies(to facts: Facts) -> Bool
    /// The item's lines; throws `Stop` where a base is missing.
    static func compute(_ c: Calculation) throws -> [Item]
}
