/// How a missing value can be supplied, in both languages. Codes stand in backticks, so that a text has one language only.
extension Missing {
    /// One of the names that would do, with the others beside it.
    package var how: Wording {
        let others = oneOf.filter { $0 != name }.map(Missing.name)
        var (zh, en) = ("需要：" + Missing.name(name).zh, "needed: " + Missing.name(name).en)
        if !others.isEmpty {
            zh += "；或者：" + others.map(\.zh).joined(separator: "；或者：")
            en += "; or: " + others.map(\.en).joined(separator: "; or: ")
        }
        if let reason {
            zh += "。所缺：\(reason.zh)"
            en += ". What is lacking: \(reason.en)"
        }
        return Wording(zh: zh, en: en)
    }

    /// A fact or pack value by its name, its code and, of a fact, its form.
    private static func name(_ name: String) -> Wording {
        if name.hasPrefix("overrides.") {
            let key = String(name.dropFirst("overrides.".count))
            let rule = PackSchema.rule(key)
            return .both(
                "\(rule?.zh ?? "`\(key)`")（规则库无此值，可作为自定值 `\(key)` 给出）",
                "\(rule?.en ?? "`\(key)`") (unknown to the packs; give it in `overrides` as `\(key)`)")
        }
        guard let entry = FactCatalogue.entry(name) else { return .both("`\(name)`", "`\(name)`") }
        return .both("\(entry.zh)（`\(name)`，格式 `\(entry.kind)`）", "\(entry.en) (`\(name)`: `\(entry.kind)`)")
    }
}
