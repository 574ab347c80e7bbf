/// Items that repay what was spent: the sum of the costs of certain kinds.
enum CostItems {
    static func line(_ sheet: Sheet, _ costs: [NamedAmount], payer: Payer, basis: [String]) throws -> Item {
        for (index, cost) in costs.enumerated() { sheet.note("costs[\(cost.name) \(index + 1)].amount_fen", cost.amount) }
        return try sheet.item(.added(costs.map { .money($0.amount) }), payer: payer, basis: basis)
    }

    static func compute(_ c: Calculation, _ code: ItemCode, _ kinds: Set<String>, basis: [String]) throws -> [Item] {
        let sheet = c.sheet(code)
        let costs = c.facts.costs.filter { kinds.contains($0.name) }
        guard !costs.isEmpty else { throw sheet.stop("costs") }
        let payer = costs.compactMap(\.payer).first ?? sheet.fundPayer(.newlyIncurred, on: c.facts.injuryDay?.day)
        return [try line(sheet, costs, payer: payer, basis: basis)]
    }
}

extension Formula {
    /// The sum of the parts; one part is itself, none is zero.
    static func added(_ parts: [Formula]) -> Formula {
        parts.isEmpty ? .count(0) : parts.count == 1 ? parts[0] : .sum(parts)
    }
}
