import Base

/// 风险敞口: what the employer and the fund would still owe if the relation ended as stated - N or 2N, the injury items, pay, premiums in
/// arrears and their late fee (law.md 3.3). Ranges stay ranges; reinstatement stands beside as the alternative to 2N, and a line of its
/// own says which grounds are open or barred in the phase of the injury.
enum Exposure: ItemRule {
    static let code = ItemCode.exposure
    private static let basis = ["LCL 46", "LCL 87", "WII 36", "WII 37"]

    /// Only when asked: it repeats the others.
    static func applies(to facts: Facts) -> Bool { false }

    private static let counted: [ItemCode] = [
        .lumpDisability, .lumpMedical, .lumpEmployment, .paidLeavePay, .noticePay, .doubleWage, .annualLeavePay, .probationDamages,
        .wageArrears, .funeral, .lumpDeath, .backPayment, .siLateFee,
    ]

    /// Both ends of a sum, by who owes it.
    private struct Sums {
        var low: [Payer: [Formula]] = [:]
        var high: [Payer: [Formula]] = [:]

        mutating func add(_ least: Int64, _ most: Int64, by payer: Payer) {
            low[payer, default: []].append(.money(least))
            high[payer, default: []].append(.money(most))
        }
    }

    static func compute(_ c: Calculation) throws -> [Item] {
        var sums = Sums()
        var incomplete: [ItemCode] = []
        for rule in Registry.rules where counted.contains(rule.code) && rule.applies(to: c.facts) {
            // An unlawful end costs 2N, not notice pay beside it (LCR 25).
            if rule.code == .noticePay, c.facts.endLawful == false { continue }
            guard let items = try? rule.compute(c) else {
                // What cannot be told is not nothing: the sum says that it lacks it.
                incomplete.append(rule.code)
                continue
            }
            for item in open(Settlement.settled(items, c)) {
                guard let payer = item.payer else { continue }
                // Both shares of a back payment are remitted by the employer, who may reclaim the employee's.
                let debtor: Payer = rule.code == .backPayment ? .employer : payer
                guard debtor != .employee else { continue }
                sums.add(item.amount ?? item.low ?? 0, item.amount ?? item.high ?? 0, by: debtor)
            }
        }
        let sheet = c.sheet(code)
        try addEnd(sheet, &sums)
        guard !sums.low.isEmpty else { throw Stop.missing(["grade", "severance_wage_monthly_fen"], reason: nil) }
        for code in incomplete { sheet.warn("incomplete:\(code.rawValue)") }
        judgeGround(sheet)
        var items: [Item] = try [Payer.employer, .fund].compactMap { payer in
            guard let least = sums.low[payer], let most = sums.high[payer] else { return nil }
            if least == most { return try sheet.item(.added(least), .total, payer: payer, basis: basis) }
            return try sheet.range(.added(least), .added(most), .total, payer: payer, basis: basis)
        }
        if let reinstatement = try reinstatement(c) { items.append(reinstatement) }
        if let grounds = grounds(c) { items.append(grounds) }
        return items
    }

    /// What of an item is still to be paid: the shortfall where something was paid, else what is due; where too little was declared, the
    /// fund's sum on the declared base and the employer's difference.
    private static func open(_ items: [Item]) -> [Item] {
        let plain = items.filter { $0.variant == nil }
        func lines(_ measure: Measure) -> [Item] {
            let all = plain.filter { $0.measure == measure }
            let whole = all.filter { $0.period == nil }
            return whole.isEmpty ? all : whole
        }
        let short = lines(.shortfall)
        let paid = items.contains { $0.measure == .paid }
        if items.contains(where: { $0.variant == "own_wage" }), !paid { return lines(.due) + short }
        return short.isEmpty ? lines(.due) : short
    }

    /// N where the end is lawful, 2N where it is not, and from the one to the other where that is open and the employer ended it.
    private static func addEnd(_ sheet: Sheet, _ sums: inout Sums) throws {
        let facts = sheet.f
        guard facts.endedOn != nil || facts.serviceGiven != nil, facts.endGround != EndGround.none else { return }
        let due = facts.endGround.map(SeveranceFormula.isDue) ?? true
        guard let whole = try? SeveranceFormula.whole(sheet), let n = try? whole.fen() else {
            if due || facts.endLawful != true { sheet.warn("incomplete:severance") }
            return
        }
        let multiple = try sheet.needNumber("damages_multiple", on: facts.endedOn?.day ?? sheet.c.asOf)
        switch facts.endLawful {
        case true?: if due { sums.add(n, n, by: .employer) }
        case false?: sums.add(n * multiple, n * multiple, by: .employer)
        case nil:
            let mayBeUnlawful = facts.endGround.map { [.lcl39, .lcl40, .lcl41, .expiry].contains($0) } ?? true
            guard due || mayBeUnlawful else { return }
            if mayBeUnlawful { sheet.untested("end_lawful") }
            sums.add(due ? n : 0, mayBeUnlawful ? n * multiple : n, by: .employer)
        }
    }

    /// Instead of 2N the employee may choose to go on: wages from the end to the day of the question (LCL 48; LDI2 18).
    private static func reinstatement(_ c: Calculation) throws -> Item? {
        guard c.facts.endLawful == false, let ended = c.facts.endedOn?.day, let next = ended.adding(days: 1), next <= c.asOf else { return nil }
        let sheet = c.sheet(code)
        guard let wage = try? sheet.severanceWage() else { return nil }
        let formula = try sheet.pay(wage, over: FactInterval(from: FactDay(next), to: FactDay(c.asOf)), on: next)
        sheet.warn("alternative_to:damages_2n")
        sheet.warn("open_in_law:fault_shared")
        return try sheet.item(
            formula, .total, payer: .employer, basis: ["LCL 48", "LDI2 18"], variant: "reinstatement", from: next, to: c.asOf)
    }

    /// Does the place bar ending the contract in this phase: in the paid leave, or until the conclusion, which is longer?
    private static func isBarred(_ sheet: Sheet, _ phase: GroundMatrix.Phase, on day: LocalDate) -> Bool {
        if phase == .paidLeave, sheet.isYes("bar_dissolution_in_paid_leave", on: day) { return true }
        return sheet.isYes("bar_dissolution_before_conclusion", on: day)
    }

    /// Says whether the stated ground is open in the phase of the injury.
    private static func judgeGround(_ sheet: Sheet) {
        let day = sheet.f.endedOn?.day ?? sheet.c.asOf
        guard let ground = sheet.f.endGround, let phase = sheet.f.phase(on: day) else { return }
        let bar = isBarred(sheet, phase, on: day)
        if sheet.c.packs.barIsOpen(in: phase, at: sheet.c.at, on: day) { sheet.warn("open_in_law:ending_before_conclusion") }
        let answer = GroundMatrix.verdict(ground, phase, localBar: bar)
        sheet.note("end_ground", .text(ground.rawValue))
        sheet.warn("ground_\(answer.verdict.rawValue):\(phase.rawValue)")
    }

    /// Every ground with its verdict in this phase: no amount, a warning each.
    private static func grounds(_ c: Calculation) -> Item? {
        let day = c.facts.endedOn?.day ?? c.asOf
        guard let phase = c.facts.phase(on: day) else { return nil }
        let sheet = c.sheet(code)
        let bar = isBarred(sheet, phase, on: day)
        if c.packs.barIsOpen(in: phase, at: c.at, on: day) { sheet.warn("open_in_law:ending_before_conclusion") }
        sheet.note("phase", .text(phase.rawValue))
        var basis: [String] = []
        for ground in EndGround.allCases where ground != .none {
            let answer = GroundMatrix.verdict(ground, phase, localBar: bar)
            sheet.warn("ground_\(answer.verdict.rawValue):\(ground.rawValue)")
            for article in answer.basis where !basis.contains(article) { basis.append(article) }
        }
        var item = sheet.bare(.total, payer: nil, basis: basis)
        item.variant = "grounds"
        return item
    }
}
