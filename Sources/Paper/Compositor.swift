import CPango
import Evidence

/// What one pass over a document found out, for the next.
struct PageMap {
    var pages = 1
    /// The page of every anchor that something refers to.
    var anchors: [String: Int] = [:]
    var wanted: Set<String> = []
}

/// Puts strips on pages. Runs twice over the same strips: first only counting lines, to learn how many pages there are and on which
/// the parts stand, then drawing with those numbers; both break pages by the same arithmetic.
final class Compositor {
    let surface: Surface
    let setter: Typesetter
    let properties: DocumentProperties
    /// What the first pass found; nil while it runs.
    let known: PageMap?
    var map = PageMap()
    var drawing: Bool { known != nil }

    private var y = Sheet.top
    /// Set again at the top of each page while a table is open.
    private var head: Strip?
    /// The section that the text is in, and the one the page began in, which stands in its head.
    private var section = ""
    private var running = ""

    init(surface: Surface, setter: Typesetter, properties: DocumentProperties, known: PageMap?) {
        self.surface = surface
        self.setter = setter
        self.properties = properties
        self.known = known
    }

    var remaining: Double { Sheet.end - y }
    private var isFresh: Bool { y <= Sheet.top }

    func want(_ anchor: String) { map.wanted.insert(anchor) }

    /// The page of an anchor; nil in the first pass, and for one that never came.
    func page(of anchor: String) -> Int? { known?.anchors[anchor] }

    func beginSection(_ title: String) throws {
        if remaining < 150 { try newPage() }
        section = title
        if isFresh { running = title }
    }

    func beginTable(_ head: Strip, row: Double) throws {
        var head = head
        head.slots = Strip.headSlots
        head.keep = row
        try place(head)
        self.head = head
    }

    func endTable() {
        head = nil
        y += 4
    }

    func skip(_ height: Double) { if !isFresh { y += height } }

    func place(_ strip: Strip) throws {
        let counts = try count(strip)
        let height = self.height(strip, counts)
        let space = isFresh ? 0 : strip.space
        if space + height + strip.keep > remaining, !isFresh {
            // A tall one is cut where it stands, if a few lines of it fit; any other goes to the next page whole.
            if height + strip.keep <= 0.4 * Sheet.textHeight || remaining < space + 70 { try newPage() }
        }
        if !isFresh { y += strip.space }
        if let anchor = strip.anchor, map.wanted.contains(anchor) { mark(anchor) }
        var cut = Cut(strip, counts)
        while true {
            let slice = cut.next(room: remaining - 2 * strip.padding)
            if slice.height > 0 || cut.isDone {
                if drawing { draw(strip, slice) }
                y += slice.height + 2 * strip.padding
            }
            if cut.isDone { break }
            try newPage()
        }
    }

    /// Ends the page that is open.
    func finish() throws {
        if drawing { try furniture() }
        map.pages = page
    }

    private(set) var page = 1

    func newPage() throws {
        if drawing { try furniture() }
        page += 1
        running = section
        y = Sheet.top
        guard let head else { return }
        let counts = try count(head)
        var cut = Cut(head, counts)
        let slice = cut.next(room: remaining)
        if drawing { draw(head, slice) }
        y += slice.height + 2 * head.padding
    }

    /// Lines of each part of each cell.
    private func count(_ strip: Strip) throws -> [[Int]] {
        var slot = strip.slots
        return try strip.cells.map { cell in
            try cell.parts.map { part in
                defer { slot += 1 }
                return try setter.lines(part.text, part.face, width: cell.width, slot: slot, keeping: drawing)
            }
        }
    }

    private func height(_ strip: Strip, _ counts: [[Int]]) -> Double {
        let tallest = zip(strip.cells, counts).map { cell, lines in
            zip(cell.parts, lines).reduce(0) { $0 + $1.0.face.pitch * Double($1.1) }
        }.max() ?? 0
        return tallest + 2 * strip.padding
    }

    private func mark(_ anchor: String) {
        map.anchors[anchor] = page
        guard drawing else { return }
        let context = surface.context
        cairo_tag_begin(context, "cairo.dest", "name='\(anchor)' x=\(Int(Sheet.left)) y=\(Int(y)) internal")
        cairo_tag_end(context, "cairo.dest")
    }

    private func draw(_ strip: Strip, _ slice: Slice) {
        let pen = Pen(context: surface.context)
        let height = slice.height + 2 * strip.padding
        if let ground = strip.ground { pen.fill(x: Sheet.left, y: y, width: Sheet.textWidth, height: height, ground) }
        for piece in slice.pieces {
            let cell = strip.cells[piece.cell]
            let part = cell.parts[piece.part]
            let linked = part.target.map { page(of: $0) != nil } ?? false
            if linked, let target = part.target { cairo_tag_begin(surface.context, CAIRO_TAG_LINK, "dest='\(target)'") }
            setter.draw(
                slot: strip.slots + piece.slot, lines: piece.lines, part.face, x: cell.x, y: y + strip.padding + piece.offset,
                right: cell.flushRight ? cell.x + cell.width : nil)
            if linked { cairo_tag_end(surface.context, CAIRO_TAG_LINK) }
        }
        pen.frame(strip, y: y, height: height)
    }

    /// Head, foot and number of the page that is full, then the next page.
    private func furniture() throws {
        let zh = properties.language == .zh
        let total = known?.pages ?? 0
        let number = zh ? "第 \(page) 页，共 \(total) 页" : "Page \(page) of \(total)"
        let pen = Pen(context: surface.context)
        if page > 1 {
            try furnish(PlainText.clean(properties.title), slot: 0, width: 300, y: Sheet.top - 24, right: nil)
            try furnish(running, slot: 1, width: 170, y: Sheet.top - 24, right: Sheet.width - Sheet.right)
            pen.line(y: Sheet.top - 12, .rule, 0.4)
        }
        pen.line(y: Sheet.end + 14, .rule, 0.4)
        try furnish(PlainText.clean(properties.footer), slot: 2, width: 370, y: Sheet.end + 18, right: nil)
        try furnish(number, slot: 3, width: 110, y: Sheet.end + 18, right: Sheet.width - Sheet.right)
        try surface.showPage()
    }

    private func furnish(_ text: String, slot: Int, width: Double, y: Double, right: Double?) throws {
        _ = try setter.lines(text, .foot, width: width, slot: Strip.furnitureSlots + slot, keeping: true)
        setter.draw(slot: Strip.furnitureSlots + slot, lines: 0..<1, .foot, x: Sheet.left, y: y, right: right)
    }
}
