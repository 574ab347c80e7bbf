/// 工伤医疗费与康复费: treatment within the three catalogues (WII 30).
enum MedicalCost: ItemRule {
    static let code = ItemCode.medicalCost
    private static let kinds: Set<String> = ["medicine", "medical", "rehabilitation"]

    static func applies(to facts: Facts) -> Bool { facts.costs.contains { kinds.contains($0.name) } }

    /// What a third party has paid for treatment is not paid again (WIA 8(3)).
    static func compute(_ c: Calculation) throws -> [Item] {
        var items = try CostItems.compute(c, code, kinds, basis: ["WII 30"])
        let paid = c.facts.tort.filter { $0.name == "medical" }.map(\.amount)
        guard !paid.isEmpty, let formula = items[0].formula?.less(paid) else { return items }
        items[0].formula = formula
        items[0].amount = try formula.fen()
        items[0].basis.append("WIA 8(3)")
        items[0].warnings.append("third_party_paid")
        return items
    }
}
