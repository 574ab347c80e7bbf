import Records
package import Wire

/// An import's report as JSON and as CSV.
package enum ReportTable {
    /// `rows` are those with something to say, `outcomes` are all rows; `more` and `outcomes_more` count what there was no room for.
    package static func json(run: String, issues: [RowIssue], more: Int, outcomes: RowRuns) -> JSON {
        [
            "run": .string(run), "rows": .array(issues.map(row)), "more": .int(Int64(more)), "outcomes": outcomes.json,
            "outcomes_more": .int(Int64(outcomes.dropped)),
        ]
    }

    package static func row(_ issue: RowIssue) -> JSON {
        var members: [(String, JSON)] = [("row", .int(Int64(issue.row)))]
        if let column = issue.column { members.append(("column", .string(column))) }
        if let value = issue.value { members.append(("value", .string(value))) }
        members.append(("code", .string(issue.code)))
        members.append(("kind", .string(issue.kind.rawValue)))
        members.append(("hint", ["zh": .string(issue.hint.zh), "en": .string(issue.hint.en)]))
        return .object(JSONObject(members))
    }

    package static func issue(_ json: JSON) -> RowIssue? {
        guard let row = json["row"]?.intValue, let code = json["code"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap({ RowIssue.Kind(rawValue: $0) })
        else { return nil }
        let hint = LocalizedText(zh: json["hint"]?["zh"]?.stringValue ?? "", en: json["hint"]?["en"]?.stringValue ?? "")
        return RowIssue(
            row: Int(row), column: json["column"]?.stringValue, value: json["value"]?.stringValue, code: code, kind: kind, hint: hint)
    }

    /// The report as a table for a spreadsheet, every row of the file a line or more: UTF-8 with a byte-order mark, CRLF.
    package static func csv(_ report: JSON) -> [UInt8] {
        var out: [UInt8] = [0xEF, 0xBB, 0xBF]
        out += CSVWriter.line(["row", "outcome", "column", "value", "kind", "code", "说明", "hint"])
        let issues = Dictionary(grouping: (report["rows"]?.arrayValue ?? []).compactMap(issue), by: \.row)
        for run in RowRuns(report["outcomes"]).runs {
            for row in run.from...run.to {
                guard let said = issues[row] else {
                    out += CSVWriter.line([String(row), run.outcome.rawValue, "", "", "", "", "", ""])
                    continue
                }
                for issue in said {
                    out += CSVWriter.line([
                        String(row), run.outcome.rawValue, inert(issue.column), inert(issue.value), issue.kind.rawValue, issue.code,
                        issue.hint.zh, issue.hint.en,
                    ])
                }
            }
        }
        return out
    }

    /// A text that a spreadsheet would run as a formula is marked as text.
    private static func inert(_ text: String?) -> String {
        guard let text, let first = text.first, "=+-@".contains(first) else { return text ?? "" }
        return "'" + text
    }
}

/// Lines of CSV.
package enum CSVWriter {
    package static func line(_ cells: [String]) -> [UInt8] {
        Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
    }

    private static func cell(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) || text.first == " " || text.last == " " else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
