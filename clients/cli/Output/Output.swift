import Base
import Wire

/// Where a command's result goes: a page for a person, or one JSON object of a stable shape for a program.
struct Output: Sendable {
    var isJSON: Bool
    var style: Style
    var width: Int?

    /// `{"kind": …, "data": …, …}` with `--json`, else what `human` writes.
    func emit(_ kind: String, _ data: JSON, about: JSONObject = [:], _ human: (inout Page) -> Void) {
        if isJSON {
            let members = [("kind", JSON.string(kind)), ("data", data)] + about.map { ($0.0, $0.1) }
            Terminal.write(JSON.object(JSONObject(members)).description + "\n")
        } else {
            var page = Page(style: style, width: width)
            human(&page)
            Terminal.write(page.text)
        }
    }

    var showsProgress: Bool { !isJSON && Terminal.errorIsTerminal }

    /// Lines for a person.
    struct Page {
        let style: Style
        let width: Int?
        private(set) var text = ""

        init(style: Style, width: Int?) {
            self.style = style
            self.width = width
        }

        mutating func line(_ content: String = "") { text += content + "\n" }
        mutating func title(_ content: String) { line(style.bold(content)) }

        mutating func table(_ table: Table) { for row in table.lines(width: width, style: style) { line(row) } }

        /// Label and value, aligned.
        mutating func fields(_ pairs: [(String, String?)]) {
            let shown = pairs.filter { $0.1 != nil && $0.1 != "" }
            let column = shown.map { Width.of($0.0) }.max() ?? 0
            for (label, value) in shown { line(style.dim(Width.pad(label, to: column)) + "  " + Style.safe(value ?? "")) }
        }
    }
}
