/// 辅助器具: devices confirmed by the appraisal committee (WII 32).
enum AssistiveDevice: ItemRule {
    static let code = ItemCode.assistiveDevice
    private static let kinds: Set<String> = ["assistive_device"]

    static func applies(to facts: Facts) -> Bool { facts.costs.contains { kinds.contains($0.name) } }

    static func compute(_ c: Calculation) throws -> [Item] { try CostItems.compute(c, code, kinds, basis: ["WII 32"]) }
}
