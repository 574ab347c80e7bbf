/// What of a strip stands on one page.
struct Slice {
    struct Piece {
        var cell: Int
        var part: Int
        /// The layout of the part, counted from the strip's first.
        var slot: Int
        var lines: Range<Int>
        /// From the top of the text.
        var offset: Double
    }

    var pieces: [Piece] = []
    var height = 0.0
}

/// Cuts a strip into slices between lines; each cell goes on where it stopped.
struct Cut {
    private let faces: [[Face]]
    private let counts: [[Int]]
    private var cursors: [(part: Int, line: Int)]

    init(_ strip: Strip, _ counts: [[Int]]) {
        faces = strip.cells.map { $0.parts.map(\.face) }
        self.counts = counts
        cursors = counts.map { _ in (0, 0) }
    }

    var isDone: Bool { zip(cursors, counts).allSatisfy { $0.part >= $1.count } }

    /// As many lines of every cell as fit into `room`; none where not even the first does.
    mutating func next(room: Double) -> Slice {
        var slice = Slice()
        var slot = 0
        for cell in counts.indices {
            var offset = 0.0
            while cursors[cell].part < counts[cell].count {
                let (part, line) = cursors[cell]
                let pitch = faces[cell][part].pitch
                let take = min(counts[cell][part] - line, Int((room - offset + 0.01) / pitch))
                if take <= 0 { break }
                slice.pieces.append(.init(cell: cell, part: part, slot: slot + part, lines: line..<line + take, offset: offset))
                offset += Double(take) * pitch
                cursors[cell] = line + take == counts[cell][part] ? (part + 1, 0) : (part, line + take)
                if cursors[cell].part == part { break }
            }
            slot += counts[cell].count
            slice.height = max(slice.height, offset)
        }
        return slice
    }
}
