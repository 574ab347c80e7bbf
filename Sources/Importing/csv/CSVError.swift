package import Records

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

    /// What a person is told, with the row.
    package var text: LocalizedText {
        switch kind {
        case .encoding: LocalizedText(zh: "第\(row)行附近不是该文件编码的文字。", en: "Near row \(row) stands what is no text in the file's encoding.")
        case .noTable: LocalizedText(zh: "服务器不支持该文件的编码。", en: "There is no table here for the file's encoding.")
        case .openQuote: LocalizedText(zh: "第\(row)行的引号没有结束。", en: "A quotation mark in row \(row) is never closed.")
        case .strayQuote: LocalizedText(zh: "第\(row)行的引号之后还有别的字符。", en: "Something stands behind a closing quotation mark in row \(row).")
        case .lineTooLong: LocalizedText(zh: "第\(row)行过长。", en: "Row \(row) is too long.")
        case .fieldTooLong: LocalizedText(zh: "第\(row)行有一格过长。", en: "A cell in row \(row) is too long.")
        case .tooManyColumns: LocalizedText(zh: "第\(row)行的列过多。", en: "Row \(row) has too many columns.")
        case .columnCount: LocalizedText(zh: "第\(row)行的列数与表头不同。", en: "Row \(row) has other cells than the heading.")
        case .binary: LocalizedText(zh: "不是文本文件（第\(row)行）；表格请另存为CSV。", en: "It is no text file (row \(row)); save a spreadsheet as CSV.")
        case .empty: LocalizedText(zh: "没有表头或没有数据行。", en: "It has no heading or no row.")
        }
    }

    package init(_ kind: Kind, row: Int, offset: Int, detail: String = "") {
        self.kind = kind
        self.row = row
        self.offset = offset
        self.detail = detail
    }
}
