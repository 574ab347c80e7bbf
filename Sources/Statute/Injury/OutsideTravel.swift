/// 统筹地区以外就医交通食宿费: travel, board and lodging outside the pooling area, with consent (WII 30(4)).
enum OutsideTravel: ItemRule {
    static let code = ItemCode.outsideTravel
    private static let kinds: Set<String> = ["outside_travel", "transport", "lodging"]

    static func applies(to facts: Facts) -> Bool { facts.costs.contains { kinds.contains($0.name) } }

    static func compute(_ c: Calculation) throws -> [Item] { try CostItems.compute(c, code, kinds, basis: ["WII 30(4)"]) }
}
