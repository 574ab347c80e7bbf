import Base

/// A calculation as a page that a worker can read: what, how much, from whom, how it was reckoned, by which article.
package enum ExplainPage {
    package static func text(_ answer: Answer, _ language: PageLanguage) -> String {
        if let fault = answer.fault {
            let place = fault.path.isEmpty ? "" : "`\(fault.path)`" + language.pick("：", ": ")
            return language.pick("无法读取：", "Cannot be read: ") + place + fault.text(language) + "\n"
        }
        var lines = header(answer, language)
        for item in answer.items { lines += section(item, language) + [""] }
        if !answer.missing.isEmpty {
            lines.append(language.pick("还缺少以下信息：", "Still missing:"))
            lines += needs(answer, language).map { "  - " + $0 }
            lines.append("")
        }
        for warning in answer.warnings { lines.append("! " + WarningText.text(warning, language)) }
        lines.append(
            language.pick(
                "说明：本计算依据所列条文和所给事实，不是法律意见；标注“法律无统一规定”的项目以当地裁判为准。",
                "Reckoned from the articles and facts named; no legal advice. Where the law is open, the local courts decide."))
        return lines.joined(separator: "\n") + "\n"
    }

    /// For which place and day it was reckoned.
    private static func header(_ answer: Answer, _ language: PageLanguage) -> [String] {
        guard let place = answer.jurisdiction, let day = answer.asOf else { return [] }
        let rules = place == "000000" ? language.pick("全国规定", "national rules") : place
        return [language.pick("适用地区：\(rules)；计算日：\(day)", "Place: \(rules); reckoned as of \(day)"), ""]
    }

    /// Only what is missing and how it can be supplied.
    package static func missing(_ answer: Answer, _ language: PageLanguage) -> String {
        guard answer.fault == nil else { return text(answer, language) }
        if answer.missing.isEmpty { return language.pick("没有缺少的信息。\n", "Nothing is missing.\n") }
        return needs(answer, language).map { $0 + "\n" }.joined()
    }

    /// What each item needs; names of which any one would do are one need.
    private static func needs(_ answer: Answer, _ language: PageLanguage) -> [String] {
        answer.missing.filter { $0.name == $0.oneOf.first }.map { missing in
            missing.code.name(language) + language.pick("：", ": ") + missing.how.text(language)
        }
    }

    private static func section(_ item: Item, _ language: PageLanguage) -> [String] {
        var lines = ["■ " + title(item, language)]
        if let amount = amount(item, language) { lines.append("  " + amount) }
        if !item.text.isEmpty { lines.append("  = \(item.text)") }
        if let payer = item.payer { lines.append(language.pick("  支付方：", "  by: ") + payer.name(language)) }
        if let dates = dates(item, language) { lines.append("  " + dates) }
        for input in item.inputs { lines.append("    · " + self.input(input, language)) }
        let articles = item.basis.map { ArticleName.text($0, language) }
        lines.append(language.pick("  依据：", "  basis: ") + articles.joined(separator: language.pick("；", "; ")))
        lines.append(language.pick("  可靠程度：", "  confidence: ") + item.confidence.name(language))
        for warning in item.warnings { lines.append("  ! " + WarningText.text(warning, language)) }
        return lines
    }

    /// What the line is: a remedy by its matter, an amount by its item, measure, variant and insurance line.
    private static func title(_ item: Item, _ language: PageLanguage) -> String {
        let name = language.pick(item.code.zh, item.code.en)
        if item.code == .remedyDates {
            let matter = item.inputs.first { $0.name == "matter" }.map { value($0, language) }
            return name + language.pick("：", ": ") + (matter ?? item.variant.map { PlainWords.variant($0, language) } ?? "")
        }
        var title = name + language.pick("（\(item.measure.name(.zh))）", " (\(item.measure.name(.en)))")
        if let line = item.line { title += language.pick("，", ", ") + LineName.text(line, language) }
        if let variant = item.variant { title += language.pick("——", " - ") + PlainWords.variant(variant, language) }
        return title
    }

    private static func dates(_ item: Item, _ language: PageLanguage) -> String? {
        if item.code == .remedyDates {
            guard let last = item.to else { return nil }
            let opens = item.warnings.contains("opens_then")
            return (opens ? language.pick("自该日起：", "open from: ") : language.pick("最后一日：", "last day: ")) + "\(last)"
        }
        if let period = item.period {
            let to = period.to?.text ?? ""
            return language.pick("期间：", "period: ") + period.from.text + (to.isEmpty || to == period.from.text ? "" : " – \(to)")
        }
        return item.from.map { "\($0)" + (item.to.map { " – \($0)" } ?? language.pick(" 起", " onwards")) }
    }

    private static func amount(_ item: Item, _ language: PageLanguage) -> String? {
        if let amount = item.amount {
            let text = Money(fen: amount).yuan(grouped: true) + language.pick(" 元", " CNY")
            return language == .zh ? text + "（大写：\(ChineseAmount.text(fen: amount))）" : text
        }
        if let low = item.low, let high = item.high {
            return Money(fen: low).yuan(grouped: true) + " … " + Money(fen: high).yuan(grouped: true) + language.pick(" 元", " CNY")
        }
        return nil
    }

    private static func input(_ input: Input, _ language: PageLanguage) -> String {
        // What the calculation itself notes has no name of the vocabulary.
        if let own = notes[input.name] { return language.pick(own.zh, own.en) + ": " + value(input, language) }
        let name = FactCatalogue.entry(input.name).map { language.pick($0.zh, $0.en) }
            ?? PackSchema.rule(String(input.name.prefix { $0 != "." })).map { language.pick($0.zh, $0.en) } ?? language.pick("所用数值", "value used")
        let origin: String = switch input.from {
        case .input: language.pick("所给事实", "stated")
        case .pack: language.pick("规则库", "packs")
        case .tenant: language.pick("单位自定", "own value")
        }
        return "\(name) (`\(input.name)`): \(value(input, language)) - \(origin)"
    }

    private static func value(_ input: Input, _ language: PageLanguage) -> String {
        switch input.value {
        case .number(let number): self.number(number, input.name)
        case .flag(let flag): flag ? language.pick("是", "yes") : language.pick("否", "no")
        case .day(let day): day.text
        case .text(let text): coded(PlainWords.value(text, language), language)
        }
    }

    /// A word that has no Chinese is shown as the code it is.
    private static func coded(_ text: String, _ language: PageLanguage) -> String {
        language == .zh && text.contains { $0.isASCII && $0.isLetter } ? "`\(text)`" : text
    }

    private static let notes: [String: (zh: String, en: String)] = [
        "matter": ("事项", "matter"), "from": ("起算", "runs from"), "before": ("向谁提出", "before"), "phase": ("所处阶段", "phase"),
    ]

    /// A number in the unit its name or its key stands for.
    private static func number(_ number: Int64, _ name: String) -> String {
        if name.hasSuffix("_fen") { return Money(fen: number).yuan(grouped: true) }
        if name.hasSuffix("_ppm") { return Formula.percent(number).text }
        if name.hasSuffix("_x100") { return Formula.hundredths(number).text }
        if name.hasSuffix("_x10") { return Formula.tenths(number).text }
        guard let kinds = PackSchema.rule(String(name.prefix { $0 != "." }))?.kinds else { return String(number) }
        if kinds.contains(.ppm) { return Formula.percent(number).text }
        if kinds.contains(.monthsX10) { return Formula.tenths(number).text }
        return kinds.contains(.fen) ? Money(fen: number).yuan(grouped: true) : String(number)
    }
}
