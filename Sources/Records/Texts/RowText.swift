import Base
public import Wire

/// A record as people read it: each column with its label in both languages and its value with its unit. For printed evidence and for
/// whoever shows a row without knowing its type. The row itself stays the record; this is its rendering.
public enum RowText {
    /// One column that holds something.
    public struct Field: Sendable, Hashable {
        /// As on the wire.
        public var name: String
        public var label: LocalizedText
        /// Several lines where it is a list.
        public var value: String
    }

    /// The columns of a row that hold something, in their order, but for `id` and `rev`. `row` is an array in the order of the schema's
    /// columns, or an object; anything else has no fields. A value that does not fit its column shows as its JSON. In Chinese the words
    /// of enumerations stand with their wire form behind them, in English alone.
    public static func fields(_ schema: CollectionSchema, _ row: JSON, chinese: Bool = true) -> [Field] {
        fields(schema.columns.dropFirst(2), row, from: schema.columns, chinese)
    }

    /// The label of a column, or of a member of a JSON column. The Chinese one falls back on the name.
    public static func label(_ name: String) -> LocalizedText {
        LocalizedText(zh: labels[name] ?? name, en: name.replacing("_", with: " "))
    }

    /// A word of an enumeration. The Chinese one falls back on the word.
    public static func word(_ column: String, _ value: String) -> LocalizedText {
        LocalizedText(zh: words["\(column).\(value)"] ?? words[value] ?? value, en: value.replacing("_", with: " "))
    }

    private static func fields(_ columns: some Sequence<Column>, _ row: JSON, from all: [Column], _ chinese: Bool) -> [Field] {
        let currency = value("currency", row, all)?.stringValue
        return columns.compactMap { column in
            guard let value = value(column.name, row, all), value != .null else { return nil }
            let text = text(value, column, currency: currency, chinese: chinese)
            return text.isEmpty ? nil : Field(name: column.name, label: label(column.name), value: text)
        }
    }

    private static func value(_ name: String, _ row: JSON, _ columns: [Column]) -> JSON? {
        if row.objectValue != nil { return row[name] }
        return columns.firstIndex { $0.name == name }.flatMap { row[$0] }
    }

    /// One value with its unit.
    public static func text(_ value: JSON, _ column: Column, currency: String?, chinese: Bool = true) -> String {
        switch (column.kind, value) {
        case (.money, .int(let fen)):
            let unit = currency == nil || currency == "CNY" ? (chinese ? "元" : "CNY") : currency ?? ""
            return "\(Money(fen: fen).yuan(grouped: true)) \(unit)"
        case (.enumeration, .string(let word)):
            return chinese ? (words["\(column.name).\(word)"] ?? words[word]).map { "\($0) \(word)" } ?? word : word
        case (.bool, .bool(let flag)): return flag ? (chinese ? "是" : "yes") : (chinese ? "否" : "no")
        case (.time, .string(let time)): return shorten(time)
        case (.int, .int(let number)): return self.number(number, column)
        case (.json, let value): return json(value, column.shape ?? .open, chinese)
        case (_, .string(let text)): return text
        default: return value.description
        }
    }

    /// `2026-04-01T09:00:00.000+08:00` as `2026-04-01 09:00:00 +08:00`; a text that is no time stays as it is.
    private static func shorten(_ time: String) -> String {
        guard let value = Timestamp(rfc3339: time) else { return time }
        let text = value.rfc3339()
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) \(text.suffix(6))"
    }

    /// Hundredths and millionths as their column's meaning and name say; a plain number otherwise.
    private static func number(_ number: Int64, _ column: Column) -> String {
        if column.meaning.contains("hundredths") { return Money(fen: number).yuan() }
        guard column.name.hasSuffix("_ppm") else { return String(number) }
        let (whole, rest) = (number.magnitude / 10_000, number.magnitude % 10_000)
        var digits = String(String(rest + 10_000).dropFirst())
        while digits.last == "0" { digits.removeLast() }
        return (number < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits) + "%"
    }

    private static func json(_ value: JSON, _ shape: Column.Shape, _ chinese: Bool) -> String {
        switch shape {
        case .texts: return (value.arrayValue ?? []).map { $0.stringValue ?? $0.description }.joined(separator: "\n")
        case .object(let members): return line(value, members, chinese)
        case .list(let members): return (value.arrayValue ?? []).map { line($0, members, chinese) }.joined(separator: "\n")
        case .open: return value.description
        }
    }

    /// Members of an object on one line, each behind its label.
    private static func line(_ object: JSON, _ members: [Column], _ chinese: Bool) -> String {
        fields(members, object, from: members, chinese)
            .map { "\(chinese ? $0.label.zh : $0.label.en) \($0.value)" }.joined(separator: chinese ? "；" : "; ")
    }
}
