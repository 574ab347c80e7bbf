package import Records

/// One line of an import's report: what was refused, or noted, about a row.
package struct RowIssue: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// The row was left out.
        case refused
        /// The row was taken, with this remark.
        case note
    }

    /// From 1, the heading being row 1.
    package var row: Int
    /// The heading of the column; nil where the whole row is meant.
    package var column: String?
    /// Masked.
    package var value: String?
    package var code: String
    package var kind: Kind
    package var hint: LocalizedText

    package init(row: Int, column: String? = nil, value: String? = nil, code: String, kind: Kind = .refused, hint: LocalizedText) {
        self.row = row
        self.column = column
        self.value = value
        self.code = code
        self.kind = kind
        self.hint = hint
    }
}

/// A row that is refused while it is read.
package struct RowRefusal: Error, Sendable, Equatable {
    package var issue: RowIssue

    package init(issue: RowIssue) { self.issue = issue }
}
