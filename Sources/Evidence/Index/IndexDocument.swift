import Base

/// The index of a bundle as a document: cover, contents, nine sections. Told anew from the book each time, an item at a time.
package struct IndexDocument: BlockSource {
    let cover: IndexCover
    let book: IndexBook
    let language: IndexLanguage

    package init(cover: IndexCover, book: IndexBook, language: IndexLanguage) {
        self.cover = cover
        self.book = book
        self.language = language
    }

    package var properties: DocumentProperties {
        let items = IndexKind.allCases.reduce(0) { $0 + book.count($1) }
        return DocumentProperties(
            title: "\(language.line(IndexTexts.title)) \(cover.subject)", subject: "\(cover.origin) \(cover.size) \(cover.root)",
            language: language, made: cover.made.rfc3339(offsetMinutes: 0).prefix(19) + "Z",
            blocks: 60 + items + book.count(.record) + 7 * book.count(.notice),
            footer: "\(cover.origin) · \(cover.size) · \(cover.root.prefix(16))")
    }

    package func play(_ take: (Block) throws -> Void) throws {
        try front(take)
        for number in 1...IndexTexts.sections.count {
            try take(.section(number: number, phrase(IndexTexts.sections[number - 1]), anchor: "s\(number)"))
            try take(.text(phrase(IndexTexts.intros[number - 1]), .small))
            try section(number, take)
        }
    }

    func phrase(_ wording: Wording) -> Phrase { language.phrase(wording) }
    func label(_ zh: String, _ en: String) -> Phrase { language.phrase(Wording(zh, en)) }

    /// Seconds in the zone that the first page names are enough for people; the leaves hold milliseconds.
    func time(_ time: Timestamp?) -> String {
        guard let text = time?.rfc3339() else { return IndexTexts.blank }
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }

    private func front(_ take: (Block) throws -> Void) throws {
        try take(.title(phrase(IndexTexts.title), lines: [cover.subject, cover.employer]))
        try take(.facts(facts))
        try take(.text(phrase(IndexTexts.lead), .box))
        try take(.contents(phrase(IndexTexts.contents), try contents()))
    }

    private var facts: [Block.Field] {
        var list = [
            Block.Field(label("何人的记录", "Whose record"), cover.subject),
            Block.Field(label("单位", "Employer"), "\(cover.employer)\n\(cover.logName)"),
            Block.Field(label("范围", "Scope"), phrase(cover.scope).joined),
        ]
        if cover.from != nil || cover.to != nil {
            list.append(Block.Field(label("时间范围", "Range"), "\(time(cover.from))  \u{2013}  \(time(cover.to))"))
        }
        list += [
            Block.Field(label("用途", "Purpose"), cover.purpose.isEmpty ? IndexTexts.blank : cover.purpose),
            Block.Field(label("制作时间", "Made at"), time(cover.made)),
            Block.Field(
                label("制作人", "Made by"), cover.madeBy + (cover.roles.isEmpty ? "" : " (\(cover.roles.joined(separator: ", ")))")),
            Block.Field(label("时区", "Time zone"), label("本文件时间均为北京时间 (UTC+08:00)", "all times in China Standard Time (UTC+08:00)").joined),
            Block.Field(label("日志", "Log"), cover.origin, tone: .code),
            Block.Field(label("叶数", "Size"), String(cover.size), tone: .code),
            Block.Field(label("树根", "Root"), PlainText.grouped(cover.root), tone: .code),
            Block.Field(label("签名者", "Signer"), cover.signer, tone: .code),
            Block.Field(label("公钥指纹", "Key fingerprint"), PlainText.grouped(cover.keyFingerprint), tone: .code),
            Block.Field(
                label("见证人", "Witnesses"),
                cover.witnesses.isEmpty ? phrase(Wording("无", "none")).joined : cover.witnesses.joined(separator: "\n")),
        ]
        return list
    }

    /// Sections, and below them the items of short sections that people look for.
    private func contents() throws -> [Block.ContentsLine] {
        var lines: [Block.ContentsLine] = []
        for (index, title) in IndexTexts.sections.enumerated() {
            let kinds = IndexKind.allCases.filter { $0.section == index + 1 }
            let count = kinds.isEmpty ? nil : kinds.reduce(0) { $0 + book.count($1) }
            lines.append(.init(level: 1, number: String(index + 1), title: phrase(title), anchor: "s\(index + 1)", count: count))
            for kind in kinds where book.count(kind) <= Limits.indexListedItems {
                func add(_ number: Int, _ title: Phrase) {
                    let place = EntryPlace(kind, number)
                    lines.append(.init(level: 2, number: place.label, title: title, anchor: place.anchor, count: nil))
                }
                if kind == .notice { try book.each(kind, as: NoticeEntry.self) { add($0, Phrase($1.title)) } }
                if kind == .calculation { try book.each(kind, as: CalculationEntry.self) { add($0, phrase($1.title)) } }
            }
        }
        return lines
    }

    private func section(_ number: Int, _ take: (Block) throws -> Void) throws {
        let kinds = IndexKind.allCases.filter { $0.section == number }
        if !kinds.isEmpty, kinds.allSatisfy({ book.count($0) == 0 }) { try take(.text(phrase(IndexTexts.none), .body)) }
        for kind in kinds where book.count(kind) > 0 {
            switch kind {
            case .proof: try proofs(take)
            case .notice: try notices(take)
            case .act: try acts(take)
            case .record: try records(take)
            case .calculation: try calculations(take)
            case .access: try accesses(take)
            case .attachment: try attachments(take)
            case .gap, .omission: try remarks(kind, take)
            }
        }
        if number == IndexTexts.sections.count { try howToVerify(take) }
    }

    private func howToVerify(_ take: (Block) throws -> Void) throws {
        for (index, step) in IndexTexts.steps(cover).enumerated() {
            try take(.text(phrase(step), .body))
            if index == 1 { try take(.text(Phrase(IndexTexts.commands[0]), .code)) }
            if index == 4 { try take(.text(Phrase(IndexTexts.commands[1]), .code)) }
        }
    }
}
