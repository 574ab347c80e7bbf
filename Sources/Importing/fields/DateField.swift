package import Base

/// How dates are written in a file.
package enum DateStyle: String, Sendable, CaseIterable {
    /// Year first with any separator, 年月日, or eight digits. Month-first and day-first forms are refused, and day numbers
    /// of a spreadsheet too: they count from 1900 or from 1904, and the file does not say which.
    case unambiguous
    /// `7/5/2011`, month first, as declared by the profile.
    case monthFirst
    /// `07/10/83`, month first with two digits of year: 00…29 are 2000…2029, the rest 1930…1999.
    case monthFirstShort
}

package enum DateField {
    /// Dates outside these years are mistakes, not data.
    static let years = 1900...2100

    /// Reads a clean cell. Throws rather than guesses.
    package static func read(_ text: String, _ style: DateStyle = .unambiguous) throws(FieldError) -> LocalDate {
        if FieldText.isShortened(text) { throw .shortened }
        // A time behind the date is midnight in exports of databases.
        let day = text.split(separator: text.contains("T") ? "T" : " ", maxSplits: 1).first.map(String.init) ?? text
        let parts = numbers(day)
        if style != .unambiguous, parts.count == 3, day.contains("/") { return try monthFirst(parts, style) }
        switch parts.count {
        case 3 where parts[0].count == 4: return try make(parts[0], parts[1], parts[2])
        case 3: throw parts.allSatisfy({ $0.count <= 2 }) || parts[2].count == 4 ? .ambiguousDate : .date
        case 1 where parts[0].count == 8:
            let digits = parts[0]
            return try make(digits.prefix(4), digits.dropFirst(4).prefix(2), digits.suffix(2))
        case 1 where parts[0].count == 5: throw .ambiguousDate
        default: throw .date
        }
    }

    /// Runs of digits, if nothing but separators stands between them.
    private static func numbers(_ text: String) -> [Substring] {
        let separators: Set<Character> = ["-", "/", ".", "年", "月", "日"]
        guard text.allSatisfy({ ($0.isASCII && $0.isNumber) || separators.contains($0) }) else { return [] }
        return text.split(whereSeparator: separators.contains)
    }

    private static func make(_ year: some StringProtocol, _ month: some StringProtocol, _ day: some StringProtocol) throws(FieldError) -> LocalDate {
        guard let year = Int(year), let month = Int(month), let day = Int(day), years.contains(year),
            let date = LocalDate(year: year, month: month, day: day)
        else { throw .impossibleDate }
        return date
    }

    private static func monthFirst(_ parts: [Substring], _ style: DateStyle) throws(FieldError) -> LocalDate {
        guard style == .monthFirstShort || parts[2].count == 4 else { throw .ambiguousDate }
        guard parts[2].count == 2, let short = Int(parts[2]) else { return try make(parts[2], parts[0], parts[1]) }
        return try make(String(short + (short < 30 ? 2000 : 1900)), parts[0], parts[1])
    }

    /// A month as `2026-10`, `202610`, `2026年10月` or the first of a month.
    package static func month(_ text: String) throws(FieldError) -> String {
        let parts = numbers(text)
        let (year, month): (Substring, Substring)
        switch parts.count {
        case 2 where parts[0].count == 4: (year, month) = (parts[0], parts[1])
        case 1 where parts[0].count == 6: (year, month) = (parts[0].prefix(4), parts[0].suffix(2))
        default:
            let date: LocalDate
            do { date = try read(text) } catch { throw .period }
            guard date.day == 1 else { throw .period }
            return String("\(date)".prefix(7))
        }
        guard let y = Int(year), let m = Int(month), years.contains(y), (1...12).contains(m) else { throw .period }
        return "\(y)-" + (m < 10 ? "0\(m)" : "\(m)")
    }
}
