/// 劳动能力鉴定费: the appraisal fee (SIL 38(9)).
enum AppraisalFee: ItemRule {
    static let code = ItemCode.appraisalFee
    private static let kinds: Set<String> = ["appraisal", "grading_fee"]

    static func applies(to facts: Facts) -> Bool { facts.costs.contains { kinds.contains($0.name) } }

    static func compute(_ c: Calculation) throws -> [Item] { try CostItems.compute(c, code, kinds, basis: ["SIL 38(9)"]) }
}
