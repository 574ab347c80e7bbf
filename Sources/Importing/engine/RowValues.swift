import Base
import Records

/// One row seen through its profile: cells by field, cleaned, with typed readers that throw what the report needs.
package struct RowValues: Sendable {
    package let row: CSVReader.Row
    let map: HeadingMap
    let profile: Profile
    /// Longest text taken from a cell, in bytes.
    static let textBytes = 512

    package init(_ row: CSVReader.Row, _ map: HeadingMap, _ profile: Profile) throws(RowRefusal) {
        self.row = row
        self.map = map
        self.profile = profile
        // Trailing separators are common; other cells than the heading are a shifted row.
        let extra = row.cells.dropFirst(map.headings.count)
        guard row.cells.count >= map.headings.count || row.cells.count > (map.columns.values.max() ?? 0), extra.allSatisfy({ $0.isEmpty }) else {
            let hint = LocalizedText(zh: "列数与表头不符。", en: "This row has other cells than the heading.")
            throw RowRefusal(issue: RowIssue(row: row.number, code: CSVError.Kind.columnCount.rawValue, hint: hint))
        }
    }

    func cell(_ index: Int) -> String? {
        guard index < row.cells.count else { return nil }
        let text = FieldText.clean(row.cells[index])
        return profile.nulls.contains(text) ? nil : text
    }

    /// The field's text; nil where the file has nothing.
    package func text(_ field: Field) throws(RowRefusal) -> String? {
        guard let index = map.columns[field], let text = cell(index) else { return nil }
        guard text.utf8.count <= RowValues.textBytes else { throw refusal(field, text, .tooLong) }
        return text
    }

    func refusal(_ field: Field, _ value: String?, _ error: FieldError) -> RowRefusal {
        RowRefusal(
            issue: RowIssue(
                row: row.number, column: map.heading(of: field) ?? field.rawValue, value: value.map(FieldText.masked),
                code: error.rawValue, hint: error.hint))
    }

    func read<T>(_ field: Field, _ body: (String) throws(FieldError) -> T) throws(RowRefusal) -> T? {
        guard let text = try text(field) else { return nil }
        do { return try body(text) } catch { throw refusal(field, text, error) }
    }

    func required<T>(_ field: Field, _ body: (String) throws(FieldError) -> T) throws(RowRefusal) -> T {
        guard let value = try read(field, body) else { throw refusal(field, nil, .missing) }
        return value
    }

    func date(_ field: Field) throws(RowRefusal) -> LocalDate? {
        let style = profile.dates
        return try read(field) { text throws(FieldError) in try DateField.read(text, style) }
    }

    /// A text in which a spreadsheet may have destroyed digits: account numbers, phones, ids.
    func digits(_ field: Field) throws(RowRefusal) -> String? {
        try read(field) { text throws(FieldError) in
            if FieldText.isShortened(text) { throw .shortened }
            return text
        }
    }

    func phone(_ field: Field) throws(RowRefusal) -> String? {
        try read(field) { text throws(FieldError) in
            if FieldText.isShortened(text) { throw .shortened }
            var plain = text.filter { $0 != " " && $0 != "-" && $0 != "(" && $0 != ")" }
            if plain.hasPrefix("+86") { plain = String(plain.dropFirst(3)) }
            let body = plain.hasPrefix("+") ? plain.dropFirst() : plain[...]
            guard (5...15).contains(body.count), body.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw .phone }
            return plain
        }
    }

    func count(_ field: Field, _ range: ClosedRange<Int>) throws(RowRefusal) -> Int? {
        try read(field) { text throws(FieldError) in
            guard let value = Int(text), range.contains(value) else { throw .number }
            return value
        }
    }

    /// One of our words, by the profile's own table first.
    func word<W: Word>(_ field: Field, _: W.Type, _ known: [String: W]) throws(RowRefusal) -> W? {
        let own = profile.words[field] ?? [:]
        return try read(field) { text throws(FieldError) in
            if let word = own[text].flatMap({ W(rawValue: $0) }) { return word }
            if let word = known[text.lowercased()] ?? W(rawValue: text.lowercased()), word != W.other { return word }
            throw .word
        }
    }

    /// A staff number: what lookups are keyed by.
    func staffNo(_ field: Field = .staffNo) throws(RowRefusal) -> String? {
        try read(field) { text throws(FieldError) in
            if FieldText.isShortened(text) { throw .shortened }
            guard StaffNumber.isValid(text) else { throw .staffNo }
            return text
        }
    }
}

package enum StaffNumber {
    package static func isValid(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII ? scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._-".unicodeScalars.contains(scalar)
                    : scalar.properties.isIdeographic
            }
    }
}
