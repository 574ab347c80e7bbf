/// The ways in which text is set: size and line pitch in points, colour, family.
enum Face: Int, CaseIterable {
    case body, small, code, label, sub, heading, item, title, foot

    var size: Double {
        switch self {
        case .body: 9.5
        case .small, .label: 8
        case .code: 7.5
        case .sub, .foot: 7
        case .heading: 14
        case .item: 10
        case .title: 22
        }
    }

    /// From baseline to baseline; every line of a face takes this much, whatever font its characters came from.
    var pitch: Double {
        switch self {
        case .body: 14
        case .small, .label: 11.5
        case .code: 11
        case .sub, .foot: 9.5
        case .heading: 20
        case .item: 15
        case .title: 30
        }
    }

    var family: String { self == .code ? Face.monospaced : Face.sans }

    /// The first that the machine has is taken for each character; what none has becomes a box with its number.
    static let sans = "WenQuanYi Micro Hei, Noto Sans CJK SC, Source Han Sans SC, Droid Sans Fallback, sans-serif"
    static let monospaced = "WenQuanYi Micro Hei Mono, Noto Sans Mono CJK SC, DejaVu Sans Mono, monospace"

    var ink: Ink {
        switch self {
        case .body, .code: .text
        case .small: .dim
        case .label, .sub, .foot: .faint
        case .heading, .title, .item: .strong
        }
    }

    /// Headings are thickened by a hairline around their shapes: the common Chinese fonts have no bold, and what a library makes up
    /// in its place swells the file.
    var thickening: Double {
        switch self {
        case .title: 0.5
        case .heading: 0.35
        default: 0
        }
    }
}

/// Colours, 0…1.
struct Ink {
    let red: Double, green: Double, blue: Double

    static let text = Ink(red: 0.07, green: 0.07, blue: 0.07)
    static let dim = Ink(red: 0.24, green: 0.24, blue: 0.24)
    static let faint = Ink(red: 0.40, green: 0.40, blue: 0.40)
    static let strong = Ink(red: 0.10, green: 0.20, blue: 0.36)
    static let rule = Ink(red: 0.78, green: 0.80, blue: 0.83)
    static let band = Ink(red: 0.93, green: 0.95, blue: 0.97)
    static let head = Ink(red: 0.89, green: 0.92, blue: 0.95)
}
