import Wire

/// Where an injury case stands as a page: what was applied or refused, what is open to whom, and why the rest is closed.
package enum StandingPage {
    package static func text(_ answer: Answer, _ language: PageLanguage) -> String {
        if answer.fault != nil { return ExplainPage.text(answer, language) }
        guard let standing = answer.standing else {
            return language.pick("问题中没有 case。\n", "The question has no `case`.\n")
        }
        var lines: [String] = []
        for region in CaseRegion.single {
            guard let state = standing["states"]?[region.name]?.stringValue.flatMap(CaseState.init) else { continue }
            lines.append("\(state.rawValue)  \(language.pick(state.name.zh, state.name.en))")
        }
        for member in ["benefits", "remedies"] {
            for (name, value) in standing[member]?.objectValue ?? JSONObject() {
                guard let state = value.stringValue.flatMap(CaseState.init) else { continue }
                lines.append("\(state.rawValue)  \(PlainWords.caseItem(name, language)): \(language.pick(state.name.zh, state.name.en))")
            }
        }
        lines += section(standing["applied"], language.pick("已发生：", "Applied:"), language)
        if let refused = standing["refused"], refused != .null {
            lines += ["", language.pick("被拒绝：", "Refused:"), "  ✗ " + line(refused, language)]
        }
        lines += section(standing["open"], language.pick("可以发生：", "Open:"), language)
        lines += section(standing["closed"], language.pick("暂不可以：", "Closed:"), language)
        let grounds = standing["grounds"]?.arrayValue ?? []
        if !grounds.isEmpty { lines += ["", language.pick("解除或终止的事由：", "Grounds of ending the contract:")] }
        for ground in grounds {
            guard let name = ground["ground"]?.stringValue, let verdict = ground["verdict"]?.stringValue else { continue }
            lines.append("  " + WarningText.text("ground_\(verdict):\(name)", language))
        }
        // One question behind several verdicts: its sides once.
        if let sides = grounds.lazy.compactMap({ $0["open_question"]?[language == .zh ? "zh" : "en"]?.stringValue }).first {
            lines.append("  " + WarningText.text("open_in_law", language) + language.pick("：", ": ") + sides)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ list: JSON?, _ title: String, _ language: PageLanguage) -> [String] {
        let entries = list?.arrayValue ?? []
        return entries.isEmpty ? [] : ["", title] + entries.map { "  - " + line($0, language) }
    }

    /// One act: its event, item, who may do it, what follows or why not, and the dates that begin to run.
    private static func line(_ entry: JSON, _ language: PageLanguage) -> String {
        var text = entry["event"]?.stringValue ?? ""
        if let name = entry["name"]?.stringValue { text += " (\(PlainWords.caseItem(name, language)))" }
        if let to = entry["to"]?.stringValue { text += " → \(to)" }
        let actors = (entry["actors"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(CaseActor.init) }
        if !actors.isEmpty {
            text += " [" + actors.map { language.pick($0.name.zh, $0.name.en) }.joined(separator: language.pick("、", ", ")) + "]"
        }
        if let words = entry["text"]?[language == .zh ? "zh" : "en"]?.stringValue { text += language.pick("：", ": ") + words }
        for due in entry["due"]?.arrayValue ?? [] {
            guard let last = due["last"]?.stringValue, let words = due["text"]?[language == .zh ? "zh" : "en"]?.stringValue else { continue }
            text += "\n      \(last)  \(words)"
        }
        return text
    }
}

extension PlainWords {
    /// A benefit item by its name; a remedy by its number.
    static func caseItem(_ name: String, _ language: PageLanguage) -> String {
        ItemCode(rawValue: name).map { language.pick($0.zh, $0.en) } ?? name
    }
}
