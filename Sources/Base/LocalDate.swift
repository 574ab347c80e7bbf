/// A day of the proleptic Gregorian calendar without a time zone, `YYYY-MM-DD` on the wire; years 0001 to 9999.
public struct LocalDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let days: Int32

    /// The day with that number; nil outside the years 1 to 9999.
    public init?(days: Int) {
        guard days >= -719_162, days <= 2_932_896 else { return nil }
        self.days = Int32(days)
    }

    /// Nil for a date that does not exist (2026-02-30, month 13, year 0).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= LocalDate.length(ofMonth: month, year: year)
        else { return nil }
        // Days from civil: count years from March, so that the leap day ends a year.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        days = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads exactly `YYYY-MM-DD`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public static func < (a: LocalDate, b: LocalDate) -> Bool { a.days < b.days }

    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Days in a month; `month` in 1...12.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension LocalDate {
    /// Year, month and day of this date.
    public var civil: (year: Int, month: Int, day: Int) {
        let z = Int(days) + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var day: Int { civil.day }

    /// 1 = Monday … 7 = Sunday (ISO 8601).
    public var weekday: Int { (((Int(days) + 3) % 7) + 7) % 7 + 1 }

    /// The day `count` days later; nil outside the calendar's years.
    public func adding(days count: Int) -> LocalDate? { LocalDate(days: Int(days) + count) }

    /// The same day `count` months later, or the last day of that month where it has no such day (31 January + 1 month = 28 February).
    public func adding(months count: Int) -> LocalDate? {
        let (year, month, day) = civil
        let total = year * 12 + (month - 1) + count
        guard total >= 12 else { return nil }
        let (newYear, newMonth) = (total / 12, total % 12 + 1)
        guard newYear <= 9999 else { return nil }
        return LocalDate(year: newYear, month: newMonth, day: min(day, LocalDate.length(ofMonth: newMonth, year: newYear)))
    }

    /// Days from this date to a later one (negative to an earlier one).
    public func days(until other: LocalDate) -> Int { Int(other.days) - Int(days) }
}

extension LocalDate: CustomStringConvertible {
    public var description: String {
        let (year, month, day) = civil
        var rest = (year * 100 + month) * 100 + day
        return String(unsafeUninitializedCapacity: 10) { text in
            for place in (0..<10).reversed() {
                if place == 4 || place == 7 {
                    text[place] = 0x2D
                } else {
                    text[place] = UInt8(0x30 + rest % 10)
                    rest /= 10
                }
            }
            return 10
        }
    }
}

extension LocalDate: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = LocalDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date of the form YYYY-MM-DD")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
