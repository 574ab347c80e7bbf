import Base

/// Items that repay what was spent: the sum of the costs of certain kinds.
enum CostItems {
    static func line(_ sheet: Sheet, _ costs: [NamedAmount], payer: Payer, basis: [String]) throws -> Item {
        for (index, cost) in costs.enumerated() { sheet.note("costs[\(cost.name) \(index + 1)].amount_fen", cost.amount) }
        return try sheet.item(.added(costs.map { .money($0.amount) }), payer: payer, basis: basis)
    }

    /// A line for each who owes some of them - by coverage on the day of each cost - and one for each who has paid some already.
    static func compute(_ c: Calculation, _ code: ItemCode, _ kinds: Set<String>, basis: [String]) throws -> [Item] {
        let costs = c.facts.costs.filter { kinds.contains($0.name) }
        guard !costs.isEmpty else { throw c.sheet(code).stop("costs") }
        var items: [Item] = []
        for payer in Payer.allCases {
            let own = costs.filter { debtor($0, c.sheet(code)) == payer }
            guard !own.isEmpty else { continue }
            let sheet = c.sheet(code)
            for cost in own { _ = debtor(cost, sheet) }
            items.append(try line(sheet, own, payer: payer, basis: basis))
        }
        for payer in Payer.allCases where payer != .employee {
            let paid = costs.filter { $0.payer == payer }
            guard !paid.isEmpty else { continue }
            var advance = try line(c.sheet(code), paid, payer: payer, basis: basis)
            advance.measure = .paid
            items.append(advance)
        }
        return items
    }

    /// Who owes a cost: what arose before late joining is the employer's.
    private static func debtor(_ cost: NamedAmount, _ sheet: Sheet) -> Payer {
        if let on = cost.on { sheet.note("costs[\(cost.name)].on", on) }
        if cost.on == nil, sheet.f.coverage == .joinedLate { sheet.untested("costs.on") }
        return sheet.fundPayer(.newlyIncurred, on: cost.on?.day ?? sheet.f.injuryDay?.day)
    }
}

extension Formula {
    /// The sum of the parts; one part is itself, none is zero.
    static func added(_ parts: [Formula]) -> Formula {
        parts.isEmpty ? .count(0) : parts.count == 1 ? parts[0] : .sum(parts)
    }
}
