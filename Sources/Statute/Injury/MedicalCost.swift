/// 工伤医疗费与康复费: treatment within the three catalogues (WII 30).
enum MedicalCost: ItemRule {
    static let code = ItemCode.medicalCost
    private static let kinds: Set<String> = ["medicine", "medical", "rehabilitation"]

    static func applies(to facts: Facts) -> Bool { facts.costs.contains { kinds.contains($0.name) } }

    static func compute(_ c: Calculation) throws -> [Item] { try CostItems.compute(c, code, kinds, basis: ["WII 30"]) }
}
