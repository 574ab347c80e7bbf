import CPango

/// Rules and grounds.
struct Pen {
    let context: OpaquePointer

    func fill(x: Double, y: Double, width: Double, height: Double, _ ink: Ink) {
        cairo_set_source_rgb(context, ink.red, ink.green, ink.blue)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    func line(y: Double, _ ink: Ink, _ width: Double) {
        cairo_set_source_rgb(context, ink.red, ink.green, ink.blue)
        cairo_set_line_width(context, width)
        cairo_move_to(context, Sheet.left, y)
        cairo_line_to(context, Sheet.left + Sheet.textWidth, y)
        cairo_stroke(context)
    }

    func frame(_ strip: Strip, y: Double, height: Double) {
        switch strip.frame {
        case .none: break
        case .line: line(y: y + height, .rule, 0.4)
        case .strong: line(y: y + height, .strong, 1)
        case .box: box(x: Sheet.left, y: y, width: Sheet.textWidth, height: height)
        case .grid:
            // A cell's text stands `Setting.gutter` inside its frame.
            for cell in strip.cells { box(x: cell.x - Setting.gutter, y: y, width: cell.width + 2 * Setting.gutter, height: height) }
        }
    }

    private func box(x: Double, y: Double, width: Double, height: Double) {
        cairo_set_source_rgb(context, Ink.rule.red, Ink.rule.green, Ink.rule.blue)
        cairo_set_line_width(context, 0.5)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }
}
