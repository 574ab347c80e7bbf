/// A point in time: milliseconds since 1970-01-01T00:00:00Z. On the wire an RFC 3339 text with offset, or the number itself
/// in members whose name ends in `_ms`.
public struct Timestamp: Sendable, Hashable, Comparable {
    public var ms: Int64

    public init(ms: Int64) { self.ms = ms }

    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.ms < b.ms }

    public func adding(ms delta: Int64) -> Timestamp { Timestamp(ms: ms + delta) }
    public func adding(seconds: Int64) -> Timestamp { Timestamp(ms: ms + seconds * 1000) }

    /// The calendar day at a fixed offset from UTC; China has one zone, +08:00, and no daylight saving since 1992.
    public func date(offsetMinutes: Int = 480) -> LocalDate? {
        let local = ms + Int64(offsetMinutes) * 60_000
        return LocalDate(days: Int((local - (((local % 86_400_000) + 86_400_000) % 86_400_000)) / 86_400_000))
    }

    /// RFC 3339 with milliseconds and an offset, such as `2026-11-21T10:24:35.000+08:00`.
    public func rfc3339(offsetMinutes: Int = 480) -> String {
        let local = ms + Int64(offsetMinutes) * 60_000
        let inDay = ((local % 86_400_000) + 86_400_000) % 86_400_000
        guard let date = date(offsetMinutes: offsetMinutes) else { return "" }
        func two(_ n: Int64) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let milli = inDay % 1000
        let fraction = milli < 10 ? "00\(milli)" : milli < 100 ? "0\(milli)" : "\(milli)"
        let sign = offsetMinutes < 0 ? "-" : "+"
        let offset = Int64(offsetMinutes.magnitude)
        let zone = offsetMinutes == 0 ? "Z" : sign + two(offset / 60) + ":" + two(offset % 60)
        return "\(date)T\(two(inDay / 3_600_000)):\(two(inDay / 60_000 % 60)):\(two(inDay / 1000 % 60)).\(fraction)\(zone)"
    }

    /// Reads RFC 3339 with an offset (`Z` or `±hh:mm`) and up to nine fraction digits, of which three are kept; nil for anything else.
    public init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 35, bytes[10] == 84 || bytes[10] == 116, bytes[13] == 58, bytes[16] == 58,
            let date = LocalDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = Timestamp.digits(bytes[11..<13]), let minute = Timestamp.digits(bytes[14..<16]),
            let second = Timestamp.digits(bytes[17..<19]), hour < 24, minute < 60, second < 60
        else { return nil }
        var index = 19
        var milli: Int64 = 0
        if bytes[index] == 46 {
            let start = index + 1
            index = start
            while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
            guard index > start, index - start <= 9 else { return nil }
            for place in 0..<3 { milli = milli * 10 + (start + place < index ? Int64(bytes[start + place] - 48) : 0) }
        }
        guard let offset = Timestamp.offset(bytes[index...]) else { return nil }
        ms = Int64(date.days) * 86_400_000 + (Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second) - offset * 60) * 1000 + milli
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }

    /// Minutes east of UTC.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let tail = Array(bytes)
        if tail == [90] || tail == [122] { return 0 }
        guard tail.count == 6, tail[0] == 43 || tail[0] == 45, tail[3] == 58,
            let hours = digits(tail[1..<3]), let minutes = digits(tail[4..<6]), hours < 24, minutes < 60
        else { return nil }
        return Int64(hours * 60 + minutes) * (tail[0] == 45 ? -1 : 1)
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = Timestamp(rfc3339: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time with offset")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339())
    }
}
