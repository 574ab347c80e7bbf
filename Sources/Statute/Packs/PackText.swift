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
        case .formula(let formula): return (self.formula(formula, .zh), self.formula(formula, .en))
        case .ageRule(let rule): return both(rule.steps.isEmpty ? "100 %" : rule.steps.map(step).joined(separator: ", "))
        case .uplift(let uplift):
            let raised = uplift.ppm.map { "× \(percent($0))" } ?? "+ \(decimal(uplift.addMonthsX10 ?? 0, 10))"
            return (PlainWords.value(uplift.condition, .zh) + "：" + raised, "\(uplift.condition): " + raised)
        case .period(let period): return (period.count.description + unit(period.unit).zh, "\(period.count) \(unit(period.unit).en)")
        case .calendar(let year):
            return (
                "\(year.year)年：放假\(year.off.count)天，调休上班\(year.work.count)天",
                "\(year.year): \(year.off.count) days off, \(year.work.count) make-up workdays"
            )
        case .word(let word): return (PlainWords.value(word, .zh), word)
        case .unknown(let missing, let candidates):
            guard !candidates.isEmpty else { return ("未知（\(missing.zh)）", "unknown (\(missing.en))") }
            let texts = candidates.map(self.value)
            return (
                "未知（\(missing.zh)；各来源：\(texts.map(\.zh).joined(separator: "、"))）",
                "unknown (\(missing.en); candidates: \(texts.map(\.en).joined(separator: ", ")))"
            )
        }
    }

    /// Why a lookup has no value, for people; nil where it has one.
    package static func reason(_ answer: PackAnswer, on day: LocalDate) -> (zh: String, en: String)? {
        guard case .unknown(let key, _, let row) = answer else { return nil }
        let name = PackSchema.rule(key)
        guard let row else { return ("规则包中没有适用于该地的\(name?.zh ?? "`\(key)`")", "no row of `\(key)` holds for this place") }
        if row.value.isUnknown, row.covers(day) { return (value(row.value).zh, value(row.value).en) }
        if let start = row.start, day < start {
            return row.replaces
                ? ("\(start) 之前适用的是另一规定", "the rule in force before \(start) was another one")
                : ("仅自 \(start) 起已知", "known only from \(start)")
        }
        if let to = row.to, day > to { return ("仅知至 \(to)", "known only until \(to)") }
        return ("没有适用于\(day)的数值", "no row covers \(day)")
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

    private static func formula(_ formula: PackFormula, _ language: PageLanguage) -> String {
        let months = { (tenths: Int64) in decimal(tenths, 10) }
        let base = formula.base.map { " × " + (language == .zh ? PlainWords.value($0.rawValue, .zh) : $0.rawValue) } ?? ""
        func named(_ zh: String, _ en: String) -> String { language.pick(zh, en) + base }
        let (least, most) = (language.pick("至少", "least"), language.pick("至多", "most"))
        switch formula {
        case .months(_, let table): return named("月数", "months") + " {\(grades(table, months))}"
        case .fixed(let table): return named("定额", "fixed") + " {\(grades(table) { Money(fen: $0).yuan(grouped: true) })}"
        case .lifetime(_, let coefficient, let floor):
            return named("余命", "lifetime") + " {\(grades(coefficient, months))}, \(least) {\(grades(floor, months))}"
        case .monthsLeft(_, let floor, let ceiling):
            return named("距退休月数", "months left") + ", \(least) {\(grades(floor, months))}, \(most) {\(grades(ceiling, months))}"
        case .ageTable(_, let table):
            let rows = table.sorted { $0.key < $1.key }.map { "\($0.key): [\($0.value.map(band).joined(separator: "; "))]" }
            return named("按年龄表", "age table") + " {\(rows.joined(separator: ", "))}"
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
