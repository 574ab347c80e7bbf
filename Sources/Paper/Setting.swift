import Evidence

/// Turns the blocks of a document into strips on pages: one pass.
struct Setting {
    /// Between the frame of a cell and its text.
    static let gutter = 4.0

    let pages: Compositor
    private var columns: [Block.TableColumn] = []
    private var chinese: Bool { pages.properties.language == .zh }

    init(_ pages: Compositor) { self.pages = pages }

    mutating func set(_ block: Block) throws {
        switch block {
        case .title(let title, let lines): try self.title(title, lines)
        case .facts(let fields): try facts(fields)
        case .fields(let fields): try packed(fields)
        case .contents(let title, let lines): try contents(title, lines)
        case .section(let number, let title, let anchor): try section(number, title, anchor)
        case .item(let number, let title, let mark, let anchor): try item(number, title, mark, anchor)
        case .text(let phrase, let tone): try text(phrase, tone)
        case .table(let columns):
            self.columns = columns
            try pages.beginTable(head(), row: 40)
        case .row(let cells, let anchor): try row(cells, anchor)
        case .endTable: pages.endTable()
        }
    }

    private func clean(_ text: String) -> String { PlainText.clean(text) }

    private func face(_ tone: Block.Tone) -> Face {
        switch tone {
        case .body, .box: .body
        case .small: .small
        case .code: .code
        }
    }

    /// One cell over the whole width.
    private func wide(_ parts: [Strip.Part], inset: Double = 0) -> Strip {
        Strip([.init(x: Sheet.left + inset, width: Sheet.textWidth - 2 * inset, parts)])
    }

    private func title(_ title: Phrase, _ lines: [String]) throws {
        var parts = [Strip.Part(clean(title.main), .title)]
        if let sub = title.sub { parts.append(.init(clean(sub), .item)) }
        var strip = wide(parts)
        strip.padding = 6
        try pages.place(strip)
        var below = wide(lines.map { .init(clean($0), .item) })
        below.padding = 6
        below.frame = .strong
        try pages.place(below)
        pages.skip(10)
    }

    private func facts(_ fields: [Block.Field]) throws {
        for field in fields {
            let label = Strip.Cell(x: Sheet.left, width: 106, labels(field.label))
            let value = Strip.Cell(x: Sheet.left + 116, width: Sheet.textWidth - 116, [.init(clean(field.value), face(field.tone))])
            var strip = Strip([label, value])
            strip.frame = .line
            try pages.place(strip)
        }
        pages.skip(10)
    }

    private func labels(_ label: Phrase) -> [Strip.Part] {
        [.init(clean(label.main), .label)] + (label.sub.map { [.init(clean($0), .sub)] } ?? [])
    }

    /// Short values stand two in a row; a long one, or one of several lines, has the row to itself.
    private func packed(_ fields: [Block.Field]) throws {
        let half = (Sheet.textWidth - 14) / 2
        let labelWidth = 88.0
        func cells(_ field: Block.Field, x: Double, width: Double) -> [Strip.Cell] {
            [
                .init(x: x, width: labelWidth - 8, labels(field.label)),
                .init(x: x + labelWidth, width: width - labelWidth, [.init(clean(field.value), face(field.tone))]),
            ]
        }
        func put(_ cells: [Strip.Cell]) throws {
            var strip = Strip(cells)
            strip.frame = .line
            strip.padding = 1
            try pages.place(strip)
        }
        var waiting: Block.Field?
        for field in fields {
            let value = clean(field.value)
            let short = field.tone != .code && !value.contains("\n")
                && pages.setter.widths.fits(value, face(field.tone), width: (half - labelWidth) / 0.9)
            if let left = waiting {
                waiting = nil
                if short {
                    try put(cells(left, x: Sheet.left, width: half) + cells(field, x: Sheet.left + half + 14, width: half))
                    continue
                }
                try put(cells(left, x: Sheet.left, width: Sheet.textWidth))
            }
            if short { waiting = field } else { try put(cells(field, x: Sheet.left, width: Sheet.textWidth)) }
        }
        if let left = waiting { try put(cells(left, x: Sheet.left, width: Sheet.textWidth)) }
        pages.skip(4)
    }

    private func contents(_ title: Phrase, _ lines: [Block.ContentsLine]) throws {
        try pages.newPage()
        var head = wide([.init(clean(title.joined), .heading)])
        head.padding = 4
        head.frame = .strong
        try pages.place(head)
        var parent: Int32 = 0
        for line in lines {
            pages.want(line.anchor)
            let indent = line.level == 1 ? 0.0 : 24.0
            let page = pages.page(of: line.anchor).map(String.init) ?? "0"
            let face = line.level == 1 ? Face.body : Face.small
            let count = line.count.map { chinese ? "\($0) 项" : "\($0)" } ?? ""
            let end = Sheet.left + Sheet.textWidth
            var strip = Strip([
                .init(x: Sheet.left + indent, width: 30, [.init(line.number, face)]),
                .init(x: Sheet.left + indent + 30, width: 370 - indent, entry(line, face)),
                .init(x: end - 80, width: 40, [.init(count, .small)], flushRight: true),
                .init(x: end - 38, width: 38, [.init(page, face, target: line.anchor)], flushRight: true),
            ])
            strip.frame = .line
            strip.padding = line.level == 1 ? 3 : 1.5
            try pages.place(strip)
            if pages.drawing, pages.page(of: line.anchor) != nil {
                let text = "\(line.number) \(line.title.main)"
                let number = pages.surface.outline(text, anchor: line.anchor, parent: line.level == 1 ? 0 : parent, open: line.level == 1)
                if line.level == 1 { parent = number }
            }
        }
        try pages.newPage()
    }

    private func entry(_ line: Block.ContentsLine, _ face: Face) -> [Strip.Part] {
        [.init(clean(line.title.main), face, target: line.anchor)] + (line.title.sub.map { [.init(clean($0), .sub)] } ?? [])
    }

    private func section(_ number: Int, _ title: Phrase, _ anchor: String) throws {
        pages.want(anchor)
        try pages.beginSection(clean(title.main))
        var strip = wide([.init("\(number)  \(clean(title.main))", .heading)] + (title.sub.map { [.init(clean($0), .small)] } ?? []))
        strip.space = 20
        strip.padding = 3
        strip.keep = 70
        strip.frame = .strong
        strip.anchor = anchor
        try pages.place(strip)
        pages.skip(4)
    }

    private func item(_ number: String, _ title: Phrase, _ mark: String, _ anchor: String) throws {
        let end = Sheet.left + Sheet.textWidth
        var strip = Strip([
            .init(x: Sheet.left + 4, width: 44, [.init(number, .item)]),
            .init(
                x: Sheet.left + 50, width: Sheet.textWidth - 130,
                [.init(clean(title.main), .item)] + (title.sub.map { [.init(clean($0), .sub)] } ?? [])),
            .init(x: end - 76, width: 72, [.init(clean(mark), .small)], flushRight: true),
        ])
        strip.ground = .band
        strip.space = 10
        strip.keep = 60
        strip.anchor = anchor
        try pages.place(strip)
        pages.skip(2)
    }

    private func text(_ phrase: Phrase, _ tone: Block.Tone) throws {
        var strip: Strip
        switch tone {
        case .box, .code:
            strip = wide([.init(clean(phrase.main), face(tone))], inset: 8)
            strip.padding = 5
            strip.space = 5
            strip.ground = .band
            strip.frame = .box
        case .body, .small:
            strip = wide([.init(clean(phrase.main), face(tone))])
            strip.space = 3
        }
        if let sub = phrase.sub { strip.cells[0].parts.append(.init(clean(sub), tone == .small ? .sub : .small)) }
        try pages.place(strip)
        pages.skip(4)
    }

    /// The cells of a row, by the shares of the columns.
    private func spread(_ contents: [[Strip.Part]]) -> Strip {
        let total = Double(max(columns.reduce(0) { $0 + $1.share }, 1))
        var x = Sheet.left
        var cells: [Strip.Cell] = []
        for (column, parts) in zip(columns, contents) {
            let width = Sheet.textWidth * Double(column.share) / total
            cells.append(.init(x: x + Setting.gutter, width: width - 2 * Setting.gutter, parts))
            x += width
        }
        var strip = Strip(cells)
        strip.frame = .grid
        strip.padding = 2.5
        return strip
    }

    private func head() -> Strip {
        var strip = spread(columns.map { labels($0.title) })
        strip.ground = .head
        strip.space = 5
        return strip
    }

    private func row(_ cells: [Block.TableCell], _ anchor: String?) throws {
        var strip = spread(cells.map { cell in
            if let target = cell.target { pages.want(target) }
            var parts = cell.lines.enumerated().map { index, line in
                Strip.Part(clean(line.text), face(line.tone), target: index == 0 ? cell.target : nil)
            }
            if let target = cell.target {
                // As wide in both passes: the first does not know the number yet.
                let page = pages.page(of: target).map(String.init) ?? "0"
                parts.append(.init(chinese ? "第 \(page) 页" : "p. \(page)", .sub))
            }
            return parts
        })
        strip.anchor = anchor
        try pages.place(strip)
    }
}
