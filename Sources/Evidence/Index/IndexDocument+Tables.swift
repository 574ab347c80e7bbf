import Base

/// The sections that are one table each.
extension IndexDocument {
    private func column(_ zh: String, _ en: String, _ share: Int) -> Block.TableColumn { .init(label(zh, en), share) }

    /// Main line, and the other language below it in small.
    private func cell(_ wording: Wording) -> Block.TableCell {
        let phrase = phrase(wording)
        return .init([.init(phrase.main)] + (phrase.sub.map { [.init($0, .small)] } ?? []))
    }

    func proofs(_ take: (Block) throws -> Void) throws {
        try take(.table([
            column("编号", "No.", 5), column("证据名称", "Item", 20), column("来源", "Source", 17), column("证明目的", "Object of proof", 28),
            column("形成时间", "Date", 12), column("份数", "Copies", 7), column("位置", "Place", 11),
        ]))
        try book.each(.proof, as: ProofEntry.self) { number, entry in
            try take(.row([
                .init(String(number)), cell(entry.item), cell(entry.source), cell(entry.proves),
                .init(entry.time.map { String($0.rfc3339().prefix(10)) } ?? IndexTexts.blank), .init(entry.copies.map(String.init) ?? ""),
                entry.place.map { .init([.init($0.label)], target: $0.anchor) } ?? .init(IndexTexts.blank),
            ]))
        }
        try take(.endTable)
        try take(.text(phrase(IndexTexts.signature), .body))
    }

    func acts(_ take: (Block) throws -> Void) throws {
        try take(.table([
            column("编号", "No.", 8), column("行为及结果", "Act and outcome", 27), column("行为人及设备", "Actor and device", 22),
            column("证明的时间区间", "Proven interval", 21), column("叶及摘要", "Leaf and digest", 22),
        ]))
        try book.each(.act, as: ActEntry.self) { number, entry in
            var who: [Block.CellLine] = [.init(entry.actor)]
            if let device = entry.device {
                let voucher = entry.voucher.map { " (\(language.line($0)))" } ?? ""
                who.append(.init("\(language.line(Wording("设备签名", "signed by device"))) \(device)\(voucher)", .small))
            } else {
                who.append(.init(language.line(Wording("无设备签名", "no device signature")), .small))
            }
            var when: [Block.CellLine] = [.init("\u{2265} " + time(entry.earliest), .small), .init("\u{2264} " + time(entry.latest), .small)]
            if let claimed = entry.claimed { when.append(.init("\(language.line(Wording("自报", "claimed"))) \(time(claimed))", .small)) }
            let outcome = phrase(entry.outcome)
            let place = EntryPlace(.act, number)
            try take(.row([
                .init(place.label),
                .init([.init(language.line(entry.title)), .init(entry.op, .code), .init(outcome.joined, .small)]), .init(who), .init(when),
                .init([.init("\(language.line(Wording("叶", "leaf"))) \(entry.leaf)", .small), .init(PlainText.grouped(entry.digest), .code)]),
            ], anchor: place.anchor))
        }
        try take(.endTable)
    }

    func accesses(_ take: (Block) throws -> Void) throws {
        try take(.table([
            column("编号", "No.", 8), column("时间", "Time", 19), column("何人", "Who", 18), column("查阅内容", "What was read", 25),
            column("用途", "Purpose", 22), column("叶", "Leaf", 8),
        ]))
        try book.each(.access, as: AccessEntry.self) { number, entry in
            let place = EntryPlace(.access, number)
            try take(.row([
                .init(place.label), .init(time(entry.time), .small), .init(entry.actor),
                .init([.init(language.line(entry.title)), .init(entry.what, .small), .init(entry.op, .code)]),
                .init(entry.purpose.isEmpty ? IndexTexts.blank : entry.purpose), .init(String(entry.leaf), .small),
            ], anchor: place.anchor))
        }
        try take(.endTable)
    }

    func attachments(_ take: (Block) throws -> Void) throws {
        try take(.table([
            column("编号", "No.", 8), column("名称", "Name", 26), column("大小及页数", "Size and pages", 15), column("SHA-256", "SHA-256", 33),
            column("所属", "Named by", 18),
        ]))
        try book.each(.attachment, as: AttachmentEntry.self) { number, entry in
            let pages = entry.pages.map { language.line(Wording("\($0) 页", "\($0) p.")) }
            let place = EntryPlace(.attachment, number)
            try take(.row([
                .init(place.label), .init([.init(entry.name), .init(entry.type, .small)]),
                .init([.init(PlainText.size(entry.size))] + (pages.map { [.init($0, .small)] } ?? [])),
                .init(PlainText.grouped(entry.sha256), .code), .init(entry.namedBy, .small),
            ], anchor: place.anchor))
        }
        try take(.endTable)
    }

    func remarks(_ kind: IndexKind, _ take: (Block) throws -> Void) throws {
        let head = kind == .gap ? column("缺口", "Gap", 60) : column("略去", "Omission", 60)
        try take(.table([head, column("代码", "Code", 26), column("数量", "Count", 14)]))
        try book.each(kind, as: Remark.self) { _, entry in
            try take(.row([cell(entry.text), .init(entry.code, .code), .init(entry.count.map(String.init) ?? IndexTexts.blank)]))
        }
        try take(.endTable)
    }
}
