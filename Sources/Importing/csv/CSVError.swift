/// Why a file cannot be read on. Nothing after it is looked at: where the structure is lost, cells could land in wrong columns.
package struct CSVError: Error, Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// The byte at `offset` is no text in the file's encoding.
        case encoding
        /// The C library has no table for this encoding.
        case noTable = "no_table"
        /// A quoted cell never ends.
        case openQuote = "open_quote"
        /// Something stands between a closing quote and the separator.
        case strayQuote = "stray_quote"
        case lineTooLong = "line_too_long"
        case fieldTooLong = "field_too_long"
        case tooManyColumns = "too_many_columns"
        /// A row has other cells than the heading.
        case columnCount = "column_count"
        /// A zero byte: not a text file.
        case binary
        /// There is no heading, or no row.
        case empty
    }

    package var kind: Kind
    /// From 1, the heading being row 1; 0 where not known.
    package var row: Int
    /// The byte in the file (encoding errors) or in the decoded text.
    package var offset: Int
    package var detail: String

    package init(_ kind: Kind, row: Int, offset: Int, detail: String = "") {
        self.kind = kind
        self.row = row
        self.offset = offset
        self.detail = detail
    }
}
