/// How a missing value can be supplied, in both languages.
extension Missing {
    package var how: String {
        var zh: String
        var en: String
        if name.hasPrefix("overrides.") {
            let key = String(name.dropFirst("overrides.".count))
            let rule = PackSchema.rule(key)
            zh = "需要：\(rule?.zh ?? key)（规则库无此值，可在 overrides 中给出 \(key)）"
            en = "needed: \(rule?.en ?? key) (unknown to the packs; give it in overrides as \(key))"
        } else {
            let entry = FactCatalogue.entry(name)
            zh = "需要：\(entry?.zh ?? name)（\(name)：\(entry?.kind ?? "")）"
            en = "needed: \(entry?.en ?? name) (\(name): \(entry?.kind ?? ""))"
        }
        if let reason {
            zh += "；\(reason)"
            en += "; \(reason)"
        }
        return zh + " / " + en
    }
}
