import Base

/// The working sheet of one item: whatever is looked up is noted, so that the answer can show it.
package final class Sheet {
    package let c: Calculation
    package let code: ItemCode
    private(set) var inputs: [Input] = []
    private var rows: [PackRow] = []
    private(set) var warnings: [String] = []
    private(set) var confidence: Confidence = .primaryText
    /// The names of `inputs`, once they are many.
    private var noted: Set<String> = []

    init(_ c: Calculation, _ code: ItemCode) {
        self.c = c
        self.code = code
    }

    var f: Facts { c.facts }

    // MARK: Noting

    func note(_ name: String, _ value: InputValue, from: Origin = .input) {
        if inputs.count < 32 {
            guard !inputs.contains(where: { $0.name == name }) else { return }
        } else {
            if noted.isEmpty { noted = Set(inputs.map(\.name)) }
            guard noted.insert(name).inserted else { return }
        }
        inputs.append(Input(name: name, value: value, from: from))
    }
    func note(_ name: String, _ value: Int64) { note(name, .number(value)) }

    /// Notes a date; of month precision it is said to count as the first day of its month, or, as the end of an interval, to cover it.
    func note(_ name: String, _ day: FactDay) {
        note(name, .day(day))
        guard day.precision != .day else { return }
        let isEnd = name.hasSuffix(".to") || name == "due_to" || name == "extension_confirmed_to" || name == "insured_until"
        warn((isEnd ? "whole_month:" : "month_precision:") + name)
    }

    func warn(_ warning: String) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    /// A limit whose value is unknown leaves the amount unlimited: said so, one step less sure.
    func untested(_ limit: String) {
        let warning = "untested:" + limit
        guard !warnings.contains(warning) else { return }
        warnings.append(warning)
        confidence = confidence.lowered
    }

    func atMost(_ bound: Confidence) { confidence = min(confidence, bound) }

    // MARK: The law's values

    /// A value of the packs; nil where unknown (the reason is kept for `stop`).
    func pack(_ key: String, on day: LocalDate, line: String? = nil, cls: String? = nil, who: String? = nil) -> PackValue? {
        let answer = c.law.find(key, on: day, line: line, cls: cls, who: who)
        switch answer {
        case .found(let row, let extrapolated):
            if !rows.contains(where: { $0 === row }) { rows.append(row) }
            atMost(extrapolated ? min(row.confidence, .extrapolated) : row.confidence)
            if extrapolated { warn("extrapolated:" + key) }
            if row.provisional { warn("provisional:" + key) }
            let isOwn = row.pack == "tenant"
            if isOwn {
                if let mark = c.law.mark(of: row, on: day) { warn(mark) }
            } else if row.tag == .open || row.tag == .policy {
                warn((row.tag == .open ? "open_in_law:" : "company_policy:") + key)
            }
            note(name(key, line, cls, who), Sheet.input(row.value), from: isOwn ? .tenant : .pack)
            return row.value
        case .unknown:
            unknownReason = PackText.reason(answer, on: day).map { Wording(zh: $0.zh, en: $0.en) }
            return nil
        }
    }

    /// Why the last value of the packs was unknown.
    private(set) var unknownReason: Wording?

    private func name(_ key: String, _ line: String?, _ cls: String?, _ who: String?) -> String {
        if line == nil, cls == nil, who == nil { return key }
        var text = key
        for case let part? in [line, cls, who] { text += "." + part }
        return text
    }

    private static func input(_ value: PackValue) -> InputValue {
        switch value {
        case .fen(let number), .ppm(let number), .monthsX10(let number), .number(let number): .number(number)
        case .word(let word): .text(word)
        default: .text(value.kind.rawValue)
        }
    }

    func number(_ key: String, on day: LocalDate, line: String? = nil, cls: String? = nil, who: String? = nil) -> Int64? {
        switch pack(key, on: day, line: line, cls: cls, who: who) {
        case .fen(let value), .ppm(let value), .monthsX10(let value), .number(let value): value
        default: nil
        }
    }

    func needNumber(_ key: String, on day: LocalDate, line: String? = nil, cls: String? = nil, who: String? = nil) throws -> Int64 {
        guard let value = number(key, on: day, line: line, cls: cls, who: who) else { throw stop("overrides." + key) }
        return value
    }

    /// Do the packs have a row for it that says the rule could not be established? Not so where there is no such rule.
    func isOpen(_ key: String, on day: LocalDate, cls: String? = nil) -> Bool {
        if case .unknown(_, _, let row?) = c.law.find(key, on: day, cls: cls) { row.value.isUnknown } else { false }
    }

    func isYes(_ key: String, on day: LocalDate, cls: String? = nil) -> Bool { pack(key, on: day, cls: cls) == .word("yes") }

    /// The stop for a missing base, with the packs' reason if the packs were asked last.
    func stop(_ names: String...) -> Stop {
        .missing(names, reason: names.contains { $0.hasPrefix("overrides.") } ? unknownReason : nil)
    }

    /// Both values, or everything that either lacks: who is asked for one base should not be asked for the next only afterwards.
    func both<A, B>(_ first: () throws -> A, _ second: () throws -> B) throws -> (A, B) {
        let (a, b) = (Result { try first() }, Result { try second() })
        if case (.failure(let one as Stop), .failure(let other as Stop)) = (a, b) { throw Stop.several([one, other]) }
        return (try a.get(), try b.get())
    }

    // MARK: Making the line

    func item(
        _ formula: Formula, _ measure: Measure = .due, payer: Payer?, basis: [String], variant: String? = nil,
        from: LocalDate? = nil, to: LocalDate? = nil, period: FactInterval? = nil
    ) throws -> Item {
        var item = bare(measure, payer: payer, basis: basis)
        do { item.amount = try formula.fen() } catch { throw Stop.arithmetic(error) }
        item.formula = formula
        item.variant = variant
        item.from = from
        item.to = to
        item.period = period
        return item
    }

    /// A line whose amount lies between two formulas (an unknown grade, a court's discretion).
    func range(_ low: Formula, _ high: Formula, _ measure: Measure = .due, payer: Payer?, basis: [String]) throws -> Item {
        var item = bare(measure, payer: payer, basis: basis)
        do {
            item.low = try low.fen()
            item.high = try high.fen()
        } catch { throw Stop.arithmetic(error) }
        item.rangeText = low.text + " … " + high.text
        return item
    }

    /// A line with neither formula nor amount yet.
    func bare(_ measure: Measure, payer: Payer?, basis: [String]) -> Item {
        Item(
            code: code, measure: measure, payer: payer, inputs: inputs, basis: basis, packs: rows.map(\.id), confidence: confidence,
            warnings: warnings)
    }
}

extension Formula {
    /// Exact comparison; an overflow compares as not less.
    func isLess(than other: Formula) -> Bool {
        guard let a = try? value(), let b = try? other.value() else { return false }
        return a < b
    }

    /// This, or nothing where it is negative: no due is negative.
    var notNegative: Formula { isLess(than: .count(0)) ? .greatest([.count(0), self]) : self }

    /// The difference to what was paid, never negative.
    func less(_ paid: [Int64]) -> Formula {
        guard !paid.isEmpty else { return self }
        let sum: Formula = paid.count == 1 ? .money(paid[0]) : .sum(paid.map(Formula.money))
        return Formula.difference(self, sum).notNegative
    }
}
