/// The sections whose items have a heading of their own.
extension IndexDocument {
    func notices(_ take: (Block) throws -> Void) throws {
        try book.each(.notice, as: NoticeEntry.self) { number, entry in
            let place = EntryPlace(.notice, number)
            try take(.item(number: place.label, title: Phrase(entry.title), mark: leaf(entry.leaf), anchor: place.anchor))
            try take(.fields([
                .init(label("类别", "Kind"), phrase(entry.kind).joined), .init(label("版本", "Version"), String(entry.version)),
                .init(label("编号", "Id"), entry.id),
                .init(label("送达对象", "Addressee"), entry.to), .init(label("发出", "Issued"), "\(time(entry.issuedAt))  \(entry.issuedBy)"),
                .init(label("文本摘要", "Digest of the text"), PlainText.grouped(entry.digest), tone: .code),
            ]))
            try take(.text(Phrase(entry.text), .box))
            try take(.table([
                .init(label("时间", "Time"), 26), .init(label("送达进度", "Step"), 22), .init(label("渠道", "Channel"), 16),
                .init(label("凭证", "Proof"), 36),
            ]))
            for step in entry.steps {
                let rung = phrase(step.rung).joined
                try take(.row([.init(time(step.time), .small), .init(rung), .init(step.channel), .init(step.proof, .small)]))
            }
            try take(.endTable)
        }
    }

    func records(_ take: (Block) throws -> Void) throws {
        try book.each(.record, as: RecordEntry.self) { number, entry in
            let place = EntryPlace(.record, number)
            // A revision counts from 1 in the low 20 bits; the epoch of the store stands above them.
            let count = entry.rev & 0xF_FFFF
            let version = language.line(Wording("第 \(count) 版", "version \(count)"))
            let title = Phrase("\(language.line(entry.title)) \(entry.id) · \(version)", sub: "\(entry.collection) · rev \(entry.rev)")
            try take(.item(number: place.label, title: title, mark: leaf(entry.leaf), anchor: place.anchor))
            var fields = entry.fields.map(field)
            if fields.isEmpty {
                fields.append(.init(label("内容", "Content"), phrase(Wording("此版本将记录移除", "removed by this version")).joined))
            }
            if let time = entry.time { fields.append(.init(label("写入时间", "Written"), self.time(time))) }
            if let position = entry.position, let count = entry.count {
                fields.append(.init(label("同一行为中的次序", "Place in its act"), "\(position) / \(count)"))
            }
            fields.append(.init(label("摘要", "Digest"), PlainText.grouped(entry.digest), tone: .code))
            try take(.fields(fields))
        }
    }

    func calculations(_ take: (Block) throws -> Void) throws {
        try book.each(.calculation, as: CalculationEntry.self) { number, entry in
            let place = EntryPlace(.calculation, number)
            try take(.item(number: place.label, title: phrase(entry.title), mark: leaf(entry.leaf), anchor: place.anchor))
            try take(.fields([
                .init(label("结果", "Result"), entry.result), .init(label("计算时间", "Computed"), time(entry.time)),
                .init(label("公式", "Formula"), entry.formula, tone: .code), .init(label("规则包", "Rule pack"), entry.pack, tone: .code),
            ]))
            if !entry.inputs.isEmpty {
                try take(.table([.init(label("输入", "Input"), 40), .init(label("名称", "Name"), 30), .init(label("值", "Value"), 30)]))
                for input in entry.inputs {
                    try take(.row([.init(language.line(input.label)), .init(input.name, .code), .init(input.value)]))
                }
                try take(.endTable)
            }
            if !entry.basis.isEmpty {
                let basis = entry.basis.joined(separator: language == .zh ? "；" : "; ")
                try take(.text(Phrase(language.line(Wording("依据：", "Basis: ")) + basis), .small))
            }
        }
    }

    /// The Chinese label with the name on the wire below it; the name alone where the label is the same.
    private func field(_ field: EntryField) -> Block.Field {
        let label = language.line(field.label)
        return .init(Phrase(label, sub: label == field.name ? nil : field.name), field.value.isEmpty ? IndexTexts.blank : field.value)
    }

    private func leaf(_ leaf: Int64?) -> String { leaf.map { "\(language.line(Wording("叶", "leaf"))) \($0)" } ?? "" }
}
