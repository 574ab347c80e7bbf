import Base
import CPango

/// What is known of single characters: how wide the common ones are, and which have no shape in any font. Filled as they come up.
final class WidthTable {
    private let probe: OpaquePointer
    private let descriptions: [OpaquePointer]
    /// Width in points of U+0020…U+007E, then of a Chinese character, by face.
    private let ascii: [[Double]]
    private let full: [Double]
    /// By code point of the basic plane: 0 not looked at, 1 has a shape, 2 has none.
    private var shapes = [UInt8](repeating: 0, count: 65_536)
    private(set) var missing: Set<UInt32> = []

    /// Takes `probe`; `descriptions` must outlive the table.
    init(probe: OpaquePointer, descriptions: [OpaquePointer]) {
        self.probe = probe
        self.descriptions = descriptions
        func width(_ scalar: UInt8, _ face: OpaquePointer) -> Double { WidthTable.width(of: String(UnicodeScalar(scalar)), probe, face) }
        ascii = descriptions.map { face in (0x20...0x7E).map { width($0, face) } }
        full = descriptions.map { WidthTable.width(of: "\u{56FD}", probe, $0) }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(probe)) }

    /// True where `text` surely is one line at that width: common characters only, with room to spare. Also notes what has no shape.
    func fits(_ text: String, _ face: Face, width: Double) -> Bool {
        let room = width * 0.9
        var sum = 0.0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20...0x7E: sum += ascii[face.rawValue][Int(scalar.value) - 0x20]
            case 0x4E00...0x9FA5, 0x3001...0x301F, 0xFF01...0xFF5E:
                guard hasShape(scalar) else { return false }
                sum += full[face.rawValue]
            default: return false
            }
            if sum > room { return false }
        }
        return true
    }

    /// Remembers which characters of a text have no shape.
    func noteMissing(in text: String) {
        for scalar in text.unicodeScalars where scalar.value > 0x7E && !hasShape(scalar) && missing.count < Limits.indexMissingCharacters {
            missing.insert(scalar.value)
        }
    }

    func hasShape(_ scalar: Unicode.Scalar) -> Bool {
        let small = scalar.value < 65_536 ? Int(scalar.value) : nil
        if let small, shapes[small] != 0 { return shapes[small] == 1 }
        if small == nil, missing.contains(scalar.value) { return false }
        WidthTable.set(String(scalar), probe, descriptions[Face.body.rawValue])
        let has = pango_layout_get_unknown_glyphs_count(probe) == 0
        if let small { shapes[small] = has ? 1 : 2 }
        return has
    }

    private static func set(_ text: String, _ probe: OpaquePointer, _ face: OpaquePointer) {
        pango_layout_set_font_description(probe, face)
        pango_layout_set_text(probe, text, -1)
    }

    private static func width(of text: String, _ probe: OpaquePointer, _ face: OpaquePointer) -> Double {
        set(text, probe, face)
        var logical = PangoRectangle()
        pango_layout_get_extents(probe, nil, &logical)
        return Double(logical.width) / Double(PANGO_SCALE)
    }
}
