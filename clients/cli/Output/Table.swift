/// Rows under headings, aligned by columns of the terminal. The last flexible column gives way where the terminal is narrow.
struct Table {
    struct Column {
        var heading: String
        var side = Width.Side.left
        /// May be cut to fit.
        var isFlexible = false
    }

    var columns: [Column]
    var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// A column for amounts and counts.
    static func right(_ heading: String) -> Column { Column(heading: heading, side: .right) }
    static func left(_ heading: String) -> Column { Column(heading: heading) }
    static func flexible(_ heading: String) -> Column { Column(heading: heading, isFlexible: true) }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// Lines without trailing spaces. `width` nil: as wide as needed.
    func lines(width: Int?, style: Style) -> [String] {
        let clean = rows.map { $0.map(Table.oneLine) }
        var widths = columns.indices.map { index in
            max(Width.of(columns[index].heading), clean.map { index < $0.count ? Width.of($0[index]) : 0 }.max() ?? 0)
        }
        if let width { narrow(&widths, to: width) }
        let heading = line(columns.map(\.heading), widths)
        return [style.bold(heading)] + clean.map { line($0, widths) }
    }

    /// Fewer columns of a terminal say nothing.
    private static let narrowest = 4

    private func narrow(_ widths: inout [Int], to width: Int) {
        var over = widths.reduce(0, +) + 2 * (widths.count - 1) - width
        for index in columns.indices.reversed() where columns[index].isFlexible && over > 0 {
            let give = min(over, widths[index] - min(widths[index], 8))
            widths[index] -= give
            over -= give
        }
        // Where that is not enough the widest text column gives way, then the next; numbers are never cut.
        while over > 0 {
            let text = columns.indices.filter { columns[$0].side == .left && widths[$0] > Table.narrowest }
            guard let widest = text.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            over -= 1
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var out = ""
        for index in columns.indices {
            let cell = index < cells.count ? Width.truncate(cells[index], to: widths[index]) : ""
            if index > 0 { out += "  " }
            out += Width.pad(cell, to: widths[index], columns[index].side)
        }
        while out.last == " " { out.removeLast() }
        return out
    }

    /// A cell is one line, and no control character of a record's text reaches the terminal.
    private static func oneLine(_ text: String) -> String { Style.safe(text).split(separator: "\n").joined(separator: " ") }
}
