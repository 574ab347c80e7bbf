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
    /// Is this the calculation beside the answer, in which the province's average stands in as a base for the pooling area's?
    let provinceStandsIn: Bool

    /// Is the place a city that is a province of its own, so that the averages of both are one?
    private(set) lazy var cityIsProvince: Bool = {
        if case .found(let row, _) = law.find("city_is_province", on: asOf) { row.value == .word("yes") } else { false }
    }()

    package init(facts: Facts, packs: RulePacks, at: String, asOf: LocalDate, asked: [ItemCode] = [], provinceStandsIn: Bool = false) {
        self.facts = facts
        self.packs = packs
        law = packs.place(at)
        self.at = at
        self.asOf = asOf
        self.asked = asked
        self.provinceStandsIn = provinceStandsIn
    }

    /// The same question with the province's average as a base; nil where none is stated, or where it has been tried.
    func onProvinceAverage() -> Calculation? {
        guard !provinceStandsIn, facts.averageWages.contains(where: { $0.scope == .province }) else { return nil }
        return Calculation(facts: facts, packs: packs, at: at, asOf: asOf, asked: asked, provinceStandsIn: true)
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
