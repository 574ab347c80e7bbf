import Base

/// How two states of the packs differ, in words.
package struct PackDiff: Sendable {
    package enum Change: String, Sendable {
        case added, removed, changed
    }

    package struct Entry: Sendable, Equatable {
        package let change: Change
        package let row: String
        package let zh: String
        package let en: String
    }

    package let entries: [Entry]

    package init(from old: RulePacks, to new: RulePacks) {
        let before = Dictionary(old.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        entries = Set(before.keys).union(after.keys).sorted().compactMap { id in
            switch (before[id], after[id]) {
            case (nil, let row?):
                Entry(
                    change: .added, row: id, zh: "新增 \(PackDiff.name(row).zh)：\(PackText.value(row.value).zh)",
                    en: "new \(PackDiff.name(row).en): \(PackText.value(row.value).en)")
            case (let row?, nil):
                Entry(
                    change: .removed, row: id, zh: "删除 \(PackDiff.name(row).zh)，原为 \(PackText.value(row.value).zh)",
                    en: "removed \(PackDiff.name(row).en), was \(PackText.value(row.value).en)")
            case (let a?, let b?): PackDiff.changed(id, a, b)
            case (nil, nil): nil
            }
        }
    }

    private static func changed(_ id: String, _ a: PackRow, _ b: PackRow) -> Entry? {
        var zh: [String] = []
        var en: [String] = []
        func note(_ what: (zh: String, en: String), _ old: (zh: String, en: String), _ new: (zh: String, en: String)) {
            zh.append("\(what.zh)由 \(old.zh) 改为 \(new.zh)")
            en.append("\(what.en) from \(old.en) to \(new.en)")
        }
        func same(_ text: String?) -> (zh: String, en: String) { text.map { ($0, $0) } ?? ("无", "none") }
        if a.value != b.value { note(("数值", "value"), PackText.value(a.value), PackText.value(b.value)) }
        if a.from != b.from { note(("起始日", "first day"), same(a.from?.description), same(b.from?.description)) }
        if a.to != b.to { note(("终止日", "last day"), same(a.to?.description), same(b.to?.description)) }
        if a.provisional != b.provisional { note(("是否暂定", "provisional"), same(String(a.provisional)), same(String(b.provisional))) }
        if a.confidence != b.confidence { note(("可信度", "confidence"), same(a.confidence.rawValue), same(b.confidence.rawValue)) }
        if a.tag != b.tag { note(("标记", "tag"), same(a.tag.rawValue), same(b.tag.rawValue)) }
        if a.document != b.document { note(("文件", "document"), same(a.document), same(b.document)) }
        if a.source != b.source { note(("来源", "sources"), same(a.source.joined(separator: ", ")), same(b.source.joined(separator: ", "))) }
        if a.note != b.note { note(("说明", "note"), same(a.note), same(b.note)) }
        guard !zh.isEmpty else { return nil }
        return Entry(
            change: .changed, row: id, zh: "\(name(b).zh)：\(zh.joined(separator: "；"))", en: "\(name(b).en): \(en.joined(separator: "; "))")
    }

    private static func name(_ row: PackRow) -> (zh: String, en: String) {
        let rule = PackSchema.rule(row.key)
        let part = [row.line, row.cls, row.who].compactMap { $0 }.joined(separator: " ")
        let since = row.start.map(\.description) ?? ""
        return (
            "\(row.at) \(rule?.zh ?? row.key)\(part.isEmpty ? "" : "（\(part)）") \(since) 起",
            "\(row.at) \(rule?.en ?? row.key)\(part.isEmpty ? "" : " (\(part))") from \(since)"
        )
    }
}
