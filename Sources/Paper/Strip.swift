/// A horizontal piece of a page: cells side by side, each with texts below each other. Everything on a page but its head and foot is
/// made of strips; one that does not fit goes to the next page, one taller than that is cut between lines.
struct Strip {
    struct Part {
        var text: String
        var face: Face
        /// Where the text leads.
        var target: String?

        init(_ text: String, _ face: Face, target: String? = nil) {
            self.text = text
            self.face = face
            self.target = target
        }
    }

    struct Cell {
        var x: Double
        var width: Double
        var parts: [Part]
        /// One-line texts only: set against the right edge.
        var flushRight = false

        init(x: Double, width: Double, _ parts: [Part], flushRight: Bool = false) {
            self.x = x
            self.width = width
            self.parts = parts
            self.flushRight = flushRight
        }
    }

    enum Frame {
        case none
        /// A hairline below.
        case line
        /// A strong line below.
        case strong
        /// A hairline around the strip.
        case box
        /// A hairline around every cell.
        case grid
    }

    var cells: [Cell]
    /// Inside the frame, above and below the text.
    var padding = 2.0
    /// Blank above the strip, dropped at the top of a page.
    var space = 0.0
    var ground: Ink?
    var frame = Frame.none
    /// Room that must be left below the strip, so that a heading does not stand alone at the foot of a page.
    var keep = 0.0
    /// The layouts its texts use: content, or a table's head that is drawn between two slices of content.
    var slots = Strip.contentSlots
    var anchor: String?

    static let furnitureSlots = 0
    static let headSlots = 4
    static let contentSlots = 64

    init(_ cells: [Cell]) { self.cells = cells }
}
