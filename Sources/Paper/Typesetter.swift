import CPango
import Evidence

/// Breaks text into lines and draws them. Holds as many layouts as one strip of a page has parts, and uses them again for the next.
final class Typesetter {
    private let surface: Surface
    private let fonts: UnsafeMutablePointer<PangoFontMap>
    private let pango: OpaquePointer
    private let descriptions: [OpaquePointer]
    /// From the top of a line to its baseline, by face.
    private let baselines: [Double]
    private var layouts: [OpaquePointer] = []
    let widths: WidthTable

    init(surface: Surface) throws {
        self.surface = surface
        guard let fonts = pango_cairo_font_map_new(), let pango = pango_font_map_create_context(fonts) else {
            throw IndexPressError.drawing("no fonts")
        }
        self.fonts = fonts
        self.pango = pango
        // Shapes and advances as they were drawn, not as they fit the pixels of some screen.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(pango, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(pango, 0)
        pango_cairo_update_context(surface.context, pango)
        pango_context_set_language(pango, pango_language_from_string("zh-cn"))
        var descriptions: [OpaquePointer] = []
        var baselines: [Double] = []
        for face in Face.allCases {
            guard let description = pango_font_description_new() else { throw IndexPressError.drawing("no font") }
            pango_font_description_set_family(description, face.family)
            pango_font_description_set_absolute_size(description, face.size * Double(PANGO_SCALE))
            descriptions.append(description)
            guard let metrics = pango_context_get_metrics(pango, description, nil) else { throw IndexPressError.drawing("no font") }
            let ascent = Double(pango_font_metrics_get_ascent(metrics)) / Double(PANGO_SCALE)
            let descent = Double(pango_font_metrics_get_descent(metrics)) / Double(PANGO_SCALE)
            pango_font_metrics_unref(metrics)
            baselines.append((face.pitch - ascent - descent) / 2 + ascent)
        }
        self.descriptions = descriptions
        self.baselines = baselines
        guard let probe = pango_layout_new(pango) else { throw IndexPressError.drawing("no layout") }
        widths = WidthTable(probe: probe, descriptions: descriptions)
    }

    deinit {
        for layout in layouts { g_object_unref(UnsafeMutableRawPointer(layout)) }
        for description in descriptions { pango_font_description_free(description) }
        g_object_unref(UnsafeMutableRawPointer(pango))
        g_object_unref(UnsafeMutableRawPointer(fonts))
    }

    /// How many lines `text` takes at that width. With `keeping`, the lines stay in slot `slot` until it is used again, for `draw`.
    func lines(_ text: String, _ face: Face, width: Double, slot: Int, keeping: Bool) throws -> Int {
        // Pass one only counts: most cells are one line of common characters, which a table of widths tells faster.
        if !keeping, widths.fits(text, face, width: width) { return 1 }
        let layout = try layout(slot)
        pango_layout_set_font_description(layout, descriptions[face.rawValue])
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { pango_layout_set_text(layout, $0.baseAddress, Int32($0.count)) }
        }
        if pango_layout_get_unknown_glyphs_count(layout) > 0 { widths.noteMissing(in: text) }
        return max(1, Int(pango_layout_get_line_count(layout)))
    }

    /// Draws lines of a slot below each other, the first with its top at `y`.
    func draw(slot: Int, lines: Range<Int>, _ face: Face, x: Double, y: Double, right: Double? = nil) {
        let context = surface.context
        let ink = face.ink
        cairo_set_source_rgb(context, ink.red, ink.green, ink.blue)
        for (row, index) in lines.enumerated() {
            guard let line = pango_layout_get_line_readonly(layouts[slot], Int32(index)) else { continue }
            var start = x
            if let right { start = right - width(of: line) }
            cairo_move_to(context, start, y + Double(row) * face.pitch + baselines[face.rawValue])
            pango_cairo_show_layout_line(context, line)
            if face.thickening > 0 {
                cairo_move_to(context, start, y + Double(row) * face.pitch + baselines[face.rawValue])
                pango_cairo_layout_line_path(context, line)
                cairo_set_line_width(context, face.thickening)
                cairo_stroke(context)
            }
            // A path would join the next shape otherwise.
            cairo_new_path(context)
        }
    }

    /// The width of the first line in a slot.
    func width(slot: Int) -> Double { pango_layout_get_line_readonly(layouts[slot], 0).map(width) ?? 0 }

    private func width(of line: UnsafeMutablePointer<PangoLayoutLine>) -> Double {
        var logical = PangoRectangle()
        pango_layout_line_get_extents(line, nil, &logical)
        return Double(logical.width) / Double(PANGO_SCALE)
    }

    private func layout(_ slot: Int) throws -> OpaquePointer {
        while layouts.count <= slot {
            guard let layout = pango_layout_new(pango) else { throw IndexPressError.drawing("no layout") }
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
            pango_layout_set_auto_dir(layout, 1)
            layouts.append(layout)
        }
        return layouts[slot]
    }
}
