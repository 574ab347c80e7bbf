import Base

/// Writes a document as one HTML file: no scripts, nothing from outside, readable on screen and on paper.
package struct IndexHTML {
    private let sink: ([UInt8]) throws -> Void
    private let language: IndexLanguage
    private var buffer: [UInt8] = []
    private var columns: [Block.TableColumn] = []

    /// Pieces of at most `Limits.indexPieceBytes` and one block, in order. What `sink` throws ends the work.
    package static func write(_ document: some BlockSource, to sink: @escaping ([UInt8]) throws -> Void) throws {
        let properties = document.properties
        var writer = IndexHTML(sink: sink, language: properties.language)
        try writer.head(properties)
        try document.play { try writer.block($0) }
        try writer.put("<footer>\(HTMLText.escape(properties.footer))</footer>\n</body></html>\n")
        try writer.flush()
    }

    private init(sink: @escaping ([UInt8]) throws -> Void, language: IndexLanguage) {
        self.sink = sink
        self.language = language
    }

    private mutating func put(_ text: String) throws {
        buffer += text.utf8
        if buffer.count >= Limits.indexPieceBytes { try flush() }
    }

    private mutating func flush() throws {
        var rest = buffer[...]
        while !rest.isEmpty {
            try sink(Array(rest.prefix(Limits.indexPieceBytes)))
            rest = rest.dropFirst(Limits.indexPieceBytes)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func head(_ properties: DocumentProperties) throws {
        try put("""
            <!DOCTYPE html>
            <html lang="\(properties.language.rawValue)"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
            <meta name="date" content="\(HTMLText.escape(properties.made))">
            <title>\(HTMLText.escape(properties.title))</title>
            <style>
            \(IndexStyle.sheet(language: properties.language))
            </style></head><body>

            """)
    }

    private mutating func block(_ block: Block) throws {
        switch block {
        case .title(let title, let lines):
            try put("<header><h1>\(phrase(title))</h1>\(lines.map { "<p>\(HTMLText.escape($0))</p>" }.joined())</header>\n")
        case .facts(let fields): try self.fields(fields, name: "facts")
        case .fields(let fields): try self.fields(fields, name: "fields")
        case .contents(let title, let lines): try contents(title, lines)
        case .section(let number, let title, let anchor):
            try put("<h2 id=\"\(anchor)\"><b>\(number)</b> \(phrase(title))</h2>\n")
        case .item(let number, let title, let mark, let anchor):
            try put("<h3 id=\"\(anchor)\"><b>\(number)</b> \(phrase(title)) <span class=\"mark\">\(HTMLText.escape(mark))</span></h3>\n")
        case .text(let phrase, let tone): try text(phrase, tone)
        case .table(let columns):
            self.columns = columns
            let total = columns.reduce(0) { $0 + $1.share }
            let widths = columns.map { "<col style=\"width:\($0.share * 100 / max(total, 1))%\">" }.joined()
            let heads = columns.map { "<th>\(phrase($0.title))</th>" }.joined()
            try put("<table><colgroup>\(widths)</colgroup><thead><tr>\(heads)</tr></thead><tbody>\n")
        case .row(let cells, let anchor):
            try put("<tr\(anchor.map { " id=\"\($0)\"" } ?? "")>\(cells.map(cell).joined())</tr>\n")
        case .endTable: try put("</tbody></table>\n")
        }
    }

    private func phrase(_ phrase: Phrase) -> String {
        HTMLText.escape(phrase.main) + (phrase.sub.map { " <small>\(HTMLText.escape($0))</small>" } ?? "")
    }

    /// `bdi`: a value's direction of writing ends with it.
    private func value(_ text: String, _ tone: Block.Tone) -> String {
        let inner = HTMLText.escape(text).replacing("\n", with: "<br>")
        return tone == .code ? "<code>\(inner)</code>" : tone == .small ? "<small>\(inner)</small>" : "<bdi>\(inner)</bdi>"
    }

    private func cell(_ cell: Block.TableCell) -> String {
        let lines = cell.lines.enumerated().map { index, line in
            let text = value(line.text, line.tone)
            return index == 0 ? cell.target.map { "<a href=\"#\($0)\">\(text)</a>" } ?? text : text
        }
        return "<td>\(lines.joined(separator: "<br>"))</td>"
    }

    private mutating func fields(_ fields: [Block.Field], name: String) throws {
        let items = fields.map { "<div><dt>\(phrase($0.label))</dt><dd>\(value($0.value, $0.tone))</dd></div>" }
        try put("<dl class=\"\(name)\">\(items.joined(separator: "\n"))</dl>\n")
    }

    private mutating func text(_ phrase: Phrase, _ tone: Block.Tone) throws {
        if tone == .code { return try put("<pre>\(HTMLText.escape(phrase.main))</pre>\n") }
        let main = HTMLText.escape(phrase.main).replacing("\n", with: "<br>")
        let sub = phrase.sub.map { "<br><small lang=\"en\">\(HTMLText.escape($0))</small>" } ?? ""
        try put("<p class=\"\(tone.rawValue)\">\(main)\(sub)</p>\n")
    }

    private mutating func contents(_ title: Phrase, _ lines: [Block.ContentsLine]) throws {
        try put("<nav><h2>\(phrase(title))</h2>\n")
        for line in lines {
            let count = line.count.map { " <span class=\"mark\">\($0)</span>" } ?? ""
            try put("<p class=\"l\(line.level)\"><a href=\"#\(line.anchor)\">\(line.number) \(phrase(line.title))</a>\(count)</p>\n")
        }
        try put("</nav>\n")
    }
}
