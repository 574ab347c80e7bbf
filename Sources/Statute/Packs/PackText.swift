package import Base

/// Values of packs as people read them.
package enum PackText {
    package static func value(_ value: PackValue) -> (zh: String, en: String) {
        switch value {
        case .fen(let fen): return ("\(Money(fen: fen).yuan(grouped: true)) 元", "\(Money(fen: fen).yuan(grouped: true)) yuan")
        case .ppm(let ppm): return both(percent(ppm))
        case .monthsX10(let tenths): return ("\(decimal(tenths, 10)) 个月", "\(decimal(tenths, 10)) months")
        case .number(let number): return both(String(number))
        case .ladder(let rates): return both(rates.map(percent).joined(separator: " / "))
        case .yearsTable(let bands): return both(bands.map(band).joined(separator: "; "))
        case .brackets(let brackets):
            return both(brackets.map { ">\(Money(fen: $0.over).yuan(grouped: true)) \(percent($0.ppm))" }.joined(separator: "; "))
        case .formula(let formula): return both(self.formula(formula))
        case .ageRule(let rule): return both(rule.steps.isEmpty ? "100 %" : rule.steps.map(step).joined(separator: ", "))
        case .uplift(let uplift):
            return both("\(uplift.condition): " + (uplift.ppm.map { "× \(percent($0))" } ?? "+ \(decimal(uplift.addMonthsX10 ?? 0, 10))"))
        case .period(let period): return (period.count.description + unit(period.unit).zh, "\(period.count) \(unit(period.unit).en)")
        case .calendar(let year):
            return (
                "\(year.year)年：放假\(year.off.count)天，调休上班\(year.work.count)天",
                "\(year.year): \(year.off.count) days off, \(year.work.count) make-up workdays"
            )
        case .word(let word): return both(word)
        case .unknown(let missing, let candidates):
            guard !candidates.isEmpty else { return ("未知（\(missing)）", "unknown (\(missing))") }
            let texts = candidates.map(self.value)
            return (
                "未知（\(missing)；各来源：\(texts.map(\.zh).joined(separator: "、"))）",
                "unknown (\(missing); candidates: \(texts.map(\.en).joined(separator: ", ")))"
            )
        }
    }

    /// Why a lookup has no value, for people; nil where it has one.
    package static func reason(_ answer: PackAnswer, on day: LocalDate) -> (zh: String, en: String)? {
        guard case .unknown(let key, let reason, let row) = answer else { return nil }
        guard let row else { return ("规则包中没有适用于该地的 \(key)", "no row of \(key) holds for this place") }
        if row.value.isUnknown, row.covers(day) { return (value(row.value).zh, value(row.value).en) }
        if let start = row.start, day < start {
            return row.replaces
                ? ("\(start) 之前适用的是另一规定", "the rule in force before \(start) was another one")
                : ("仅自 \(start) 起已知", "known only from \(start)")
        }
        if let to = row.to, day > to { return ("仅知至 \(to)", "known only until \(to)") }
        return ("未知：\(reason)", "unknown: \(reason)")
    }

    /// `8 %`, `0.15 %`.
    package static func percent(_ ppm: Int64) -> String { decimal(ppm, 10_000) + " %" }

    private static func both(_ text: String) -> (zh: String, en: String) { (text, text) }

    /// A number as a decimal without trailing zeros; `scale` is a power of ten.
    private static func decimal(_ value: Int64, _ scale: Int64) -> String {
        let (whole, rest) = (value / scale, value % scale)
        guard rest != 0 else { return String(whole) }
        var digits = String(scale + rest).dropFirst()
        while digits.last == "0" { digits = digits.dropLast() }
        return "\(whole).\(digits)"
    }

    private static func band(_ band: YearsBand) -> String { "\(band.from)-\(band.to.map(String.init) ?? "∞"): \(band.value)" }

    private static func step(_ step: AgeRule.Step) -> String {
        switch step {
        case .below(let years, let ppm): "<\(years): \(percent(ppm))"
        case .atMost(let years, let ppm): "≤\(years): \(percent(ppm))"
        }
    }

    private static func grades(_ table: [Int: Int64], _ text: (Int64) -> String) -> String {
        table.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ")
    }

    private static func formula(_ formula: PackFormula) -> String {
        let months = { (tenths: Int64) in decimal(tenths, 10) }
        let base = formula.base.map { " × \($0.rawValue)" } ?? ""
        switch formula {
        case .months(_, let table): return "months\(base) {\(grades(table, months))}"
        case .fixed(let table): return "fixed {\(grades(table) { Money(fen: $0).yuan(grouped: true) })}"
        case .lifetime(_, let coefficient, let least):
            return "lifetime\(base) {\(grades(coefficient, months))}, least {\(grades(least, months))}"
        case .monthsLeft(_, let least, let most):
            return "months left\(base), least {\(grades(least, months))}, most {\(grades(most, months))}"
        case .ageTable(_, let table):
            let rows = table.sorted { $0.key < $1.key }.map { "\($0.key): [\($0.value.map(band).joined(separator: "; "))]" }
            return "age table\(base) {\(rows.joined(separator: ", "))}"
        }
    }

    private static func unit(_ unit: Period.Unit) -> (zh: String, en: String) {
        switch unit {
        case .days: ("日", "days")
        case .workingDays: ("个工作日", "working days")
        case .months: ("个月", "months")
        case .years: ("年", "years")
        }
    }
}
