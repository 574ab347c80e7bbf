import Base

/// One insurance line's month: its base held between floor and ceiling, and both shares.
struct ContributionMonth {
    let line: String
    let base: Formula
    let employer: Formula?
    let employee: Formula?
}

extension Sheet {
    /// Work-injury and maternity insurance have no employee share (SIL 33, 53); the housing fund is no social insurance and stands apart.
    static let premiumLines = ["pension", "medical", "unemployment", "work_injury", "maternity", "large_sum", "long_term_care"]

    /// What a share is made of: a part of the base, a fixed fee, or both.
    private struct Tariff {
        let rate: Int64?
        let fee: Int64?

        func share(of base: Formula) -> Formula {
            var parts: [Formula] = []
            if let rate { parts.append(.product([base, .percent(rate)])) }
            if let fee { parts.append(.money(fee)) }
            return .added(parts)
        }
    }

    /// The month's shares of a line; nil where the rates are unknown, or the place has no such line.
    func contribution(_ line: String, wage: Formula, on day: LocalDate) throws -> ContributionMonth? {
        let employer = tariff(line, "employer", day)
        let employee = line == "work_injury" || line == "maternity" ? nil : tariff(line, "employee", day)
        guard employer != nil || employee != nil else { return nil }
        let base = employer?.rate == nil && employee?.rate == nil ? wage : clamped(wage, line, day)
        return ContributionMonth(line: line, base: base, employer: employer?.share(of: base), employee: employee?.share(of: base))
    }

    /// Between the line's bounds; an unknown bound is untested.
    func clamped(_ wage: Formula, _ line: String, _ day: LocalDate) -> Formula {
        // Maternity insurance is collected with medical insurance, on its base, unless the place has bounds of its own.
        let own = !c.law.series("base_floor", line: line, cls: premiumClass(line)).isEmpty
        let line = line == "maternity" && !own ? "medical" : line
        let cls = premiumClass(line)
        if case .fen(let floor) = pack("base_floor", on: day, line: line, cls: cls) {
            if wage.isLess(than: .money(floor)) { return .money(floor) }
        } else { untested("base_floor.\(line)") }
        switch pack("base_ceiling", on: day, line: line, cls: cls) {
        case .fen(let ceiling): if Formula.money(ceiling).isLess(than: wage) { return .money(ceiling) }
        case .word("none"): break
        default: untested("base_ceiling.\(line)")
        }
        return wage
    }

    private func tariff(_ line: String, _ who: String, _ day: LocalDate) -> Tariff? {
        let cls = premiumClass(line)
        let rate = number("rate", on: day, line: line, cls: cls, who: who) ?? riskRate(line, who, on: day)
        let fee = number("fixed_fee", on: day, line: line, cls: cls, who: who)
        guard rate ?? 0 > 0 || fee ?? 0 > 0 else { return nil }
        return Tariff(rate: rate.flatMap { $0 > 0 ? $0 : nil }, fee: fee.flatMap { $0 > 0 ? $0 : nil })
    }

    /// The class that the facts state for a line.
    func premiumClass(_ line: String) -> String? { f.premiumClasses.first { $0.line == line }?.cls }

    /// Work-injury insurance: the benchmark rate of the stated risk class 1 to 8.
    private func riskRate(_ line: String, _ who: String, on day: LocalDate) -> Int64? {
        guard line == "work_injury", who == "employer", let cls = premiumClass(line), let number = Int(cls),
            case .ladder(let ladder)? = pack("risk_ladder", on: day, line: line), ladder.indices.contains(number - 1)
        else { return nil }
        note("premium_classes.work_injury", .text(cls))
        warn("benchmark_rate")
        return ladder[number - 1]
    }

    /// Is a share of the line owed that the packs cannot tell? Lines that a place does not have are not.
    func isUnknown(_ line: String, _ who: String, on day: LocalDate) -> Bool {
        if who == "employee", line == "work_injury" || line == "maternity" { return false }
        let cls = premiumClass(line)
        var found = false
        for key in ["rate", "fixed_fee"] {
            switch c.law.find(key, on: day, line: line, cls: cls, who: who) {
            case .found: found = true
            case .unknown:
                if !c.law.series(key, line: line, cls: cls, who: who).isEmpty { return true }
            }
        }
        if found { return false }
        if line == "work_injury" { return cls == nil }
        return ["pension", "medical", "unemployment"].contains(line)
    }

    /// The wage on which premiums are due in the month: the stated base, that of a premium of the month, the stated wages. Where bases are
    /// stated for other months only, this one's is missing: `hasBase` tells so beforehand.
    func contributionWage(_ month: Int) throws -> Formula {
        let declared = f.declaredBase(month)
        if declared == nil, let assumed = try assumedBase(month) { return assumed }
        if let base = declared ?? bookedBase(month) ?? (f.contributionWages.isEmpty ? f.premiums.compactMap(\.base).first : nil) {
            note("contribution_wages.base_fen", base)
            return .money(base)
        }
        guard f.contributionWages.isEmpty else {
            let name = FactDay.firstDay(ofMonth: month).map { FactDay($0, precision: .month).text } ?? ""
            throw Stop.missing(["contribution_wages"], reason: .both("\(name)的缴费基数", "the base of \(name)"))
        }
        if let own = f.ownWageMonthly {
            note("own_wage_monthly_fen", own)
            return .money(own)
        }
        return try originalPay(before: nil)
    }

    /// Can the month's base be told, where bases are stated at all?
    func hasBase(_ month: Int) throws -> Bool {
        guard !f.contributionWages.isEmpty, f.declaredBase(month) == nil, bookedBase(month) == nil else { return true }
        return try assumedBase(month) != nil
    }

    private func bookedBase(_ month: Int) -> Int64? {
        f.premiums.first { $0.base != nil && $0.period?.coversMonth(month) ?? false }?.base
    }

    /// Nothing was declared for the month: the collector assumes a part more than the base of the last month before it (SIL 62).
    private func assumedBase(_ month: Int) throws -> Formula? {
        guard f.premiums.contains(where: { $0.declared == false && $0.base == nil && $0.period?.coversMonth(month) ?? false }) else { return nil }
        let before = f.premiums.filter { $0.base != nil && $0.period.map { $0.from.monthIndex < month } ?? false }
        guard let last = before.max(by: { ($0.period?.from.monthIndex ?? 0) < ($1.period?.from.monthIndex ?? 0) }), let base = last.base,
            let day = FactDay.firstDay(ofMonth: month)
        else { return nil }
        note("premiums.base_fen", base)
        warn("assumed_declaration")
        return .product([.money(base), .percent(try needNumber("assumed_declaration", on: day))])
    }
}
