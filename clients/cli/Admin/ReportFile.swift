import Wire

/// An import's report for a spreadsheet: UTF-8 with a byte-order mark, CRLF; what a spreadsheet would run as a formula is marked as text.
enum ReportFile {
    static func csv(_ report: JSON) -> [UInt8] {
        let heading = ["row", "column", "value", "kind", "code", "hint"]
        let rows = (report["rows"]?.arrayValue ?? []).map { issue in
            [
                issue["row"]?.intValue.map { "\($0)" } ?? "", inert(issue["column"]?.stringValue), inert(issue["value"]?.stringValue),
                issue["kind"]?.stringValue ?? "", issue["code"]?.stringValue ?? "", Show.localized(issue["hint"]),
            ]
        }
        return [0xEF, 0xBB, 0xBF] + Array(([heading] + rows).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined().utf8)
    }

    private static func inert(_ text: String?) -> String {
        guard let text, let first = text.first, "=+-@".contains(first) else { return text ?? "" }
        return "'" + text
    }

    private static func cell(_ text: String) -> String {
        text.contains { ",\"\r\n".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
