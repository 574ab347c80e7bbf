/// 风险敞口: what the employer and the fund would owe if the relation ended as stated - N or 2N, whichever the end calls for, the injury
/// items, wages open (law.md 3.3). Ranges stay ranges.
enum Exposure: ItemRule {
    static let code = ItemCode.exposure

    /// Only when asked: it repeats the others.
    static func applies(to facts: Facts) -> Bool { false }

    private static let lumpSums: [ItemCode] = [
        .lumpDisability, .lumpMedical, .lumpEmployment, .paidLeavePay, .severance, .damages2N, .noticePay, .doubleWage, .annualLeavePay,
        .wageArrears, .funeral, .lumpDeath,
    ]

    static func compute(_ c: Calculation) throws -> [Item] {
        var low: [Payer: [Formula]] = [:]
        var high: [Payer: [Formula]] = [:]
        for rule in Registry.rules where lumpSums.contains(rule.code) && rule.applies(to: c.facts) {
            // Only one of N and 2N is owed; the end decides which, and unlawful is the dearer where it is unknown.
            if rule.code == .severance, c.facts.endLawful == false { continue }
            for item in Settlement.settled((try? rule.compute(c)) ?? [], c) where isCounted(item) {
                guard let payer = item.payer else { continue }
                low[payer, default: []].append(.money(item.amount ?? item.low ?? 0))
                high[payer, default: []].append(.money(item.amount ?? item.high ?? 0))
            }
        }
        guard !low.isEmpty else { throw Stop.missing(["grade", "severance_wage_monthly_fen"], reason: nil) }
        let sheet = c.sheet(code)
        judgeGround(sheet)
        return try [Payer.employer, .fund].compactMap { payer in
            guard let least = low[payer], let most = high[payer] else { return nil }
            if least == most { return try sheet.item(.added(least), .total, payer: payer, basis: ["LCL 46", "LCL 87", "WII 36", "WII 37"]) }
            return try sheet.range(.added(least), .added(most), .total, payer: payer, basis: ["LCL 46", "LCL 87", "WII 36", "WII 37"])
        }
    }

    private static func isCounted(_ item: Item) -> Bool { item.measure == .due && item.variant == nil && item.period == nil }

    /// Says whether the stated ground is open in the phase of the injury.
    private static func judgeGround(_ sheet: Sheet) {
        let day = sheet.f.endedOn?.day ?? sheet.c.asOf
        guard let ground = sheet.f.endGround, let phase = sheet.f.phase(on: day) else { return }
        let bar = sheet.isYes("bar_dissolution_before_conclusion", on: day)
        let answer = GroundMatrix.verdict(ground, phase, localBar: bar)
        sheet.note("end_ground", .text(ground.rawValue))
        sheet.warn("ground_\(answer.verdict.rawValue):\(phase.rawValue)")
    }
}
