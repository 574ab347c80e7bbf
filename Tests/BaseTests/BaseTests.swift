import Base
import Foundation
import Testing

@Suite("Money") struct MoneyTests {
    @Test(
        "Yuan as people write them, to the fen",
        arguments: [
            ("0", 0), ("1", 100), ("1.2", 120), ("1.20", 120), ("-0.01", -1), ("+3.05", 305), ("12,345.67", 1_234_567), ("1,234,567", 123_456_700),
            ("92233720368547758.07", Int64.max),
        ] as [(String, Int64)])
    func reads(text: String, fen: Int64) { #expect(Money(yuan: text)?.fen == fen) }

    @Test(
        "What is no amount is none",
        arguments: ["", "-", ".5", "1.", "1.234", "1,23", "12,34,567", ",123", "1 000", "１", "1e3", "0x10", "92233720368547758.08", "--1", "1.2.3"])
    func refuses(text: String) { #expect(Money(yuan: text) == nil) }

    @Test("What is written is read again, whatever the amount")
    func roundTrip() {
        let random = SeededRandom(seed: 21)
        for _ in 0..<2_000 {
            let money = Money(fen: Int64(bitPattern: random.next()) >> Int64(random.below(60)))
            #expect(Money(yuan: money.yuan()) == money && Money(yuan: money.yuan(grouped: true)) == money)
        }
        #expect(Money(fen: -123_456_789).yuan(grouped: true) == "-1,234,567.89" && Money(fen: 5).yuan() == "0.05")
    }

    @Test("Sums that do not fit are nil, not another number")
    func overflow() {
        #expect(Money(fen: .max).adding(Money(fen: 1)) == nil && Money(fen: .min).adding(Money(fen: -1)) == nil)
        #expect(Money(fen: 3).adding(Money(fen: -5)) == Money(fen: -2))
    }
}

@Suite("Dates and times") struct DateTests {
    @Test("Days since 1600 are what Foundation's calendar says (before 1582 it is Julian), there and back, with its weekday")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let random = SeededRandom(seed: 22)
        for _ in 0..<3_000 {
            let days = random.below(292_194) - 135_140
            let date = try #require(LocalDate(days: days))
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day)
            // Foundation counts from Sunday, we from Monday.
            let sunday = try #require(parts.weekday)
            #expect(date.weekday == (sunday + 5) % 7 + 1)
            #expect(LocalDate("\(date)") == date && LocalDate(year: date.year, month: date.month, day: date.day) == date)
        }
    }

    @Test("Months end where they end: the last of January plus a month is the last of February")
    func months() throws {
        let last = try #require(LocalDate("2024-01-31"))
        let after = [1, 13, -2].map { last.adding(months: $0).map { "\($0)" } }
        #expect(after == ["2024-02-29", "2025-02-28", "2023-11-30"])
        let year = try #require(LocalDate("2025-01-31"))
        #expect(last.days(until: year) == 366)
    }

    @Test(
        "Dates that do not exist are refused",
        arguments: ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "0000-01-01", "2024-1-01", "2024/01/01", "２０２４-01-01", "2024-01-01 ", ""])
    func impossible(text: String) { #expect(LocalDate(text) == nil) }

    @Test("The bounds of the calendar are bounds: nothing beyond them, and no crash at them")
    func bounds() throws {
        let first = try #require(LocalDate("0001-01-01"))
        let last = try #require(LocalDate("9999-12-31"))
        #expect(first.adding(days: -1) == nil && last.adding(days: 1) == nil)
        #expect(first.adding(months: -1) == nil && last.adding(months: 1) == nil)
        #expect(LocalDate(days: Int(first.days)) == first && LocalDate(days: Int(last.days)) == last)
    }

    @Test("A time is a moment: offsets, fractions and zones are read, and the date is the one of its place")
    func times() throws {
        let time = try #require(Timestamp(rfc3339: "2026-11-21T07:30:00.25+08:00"))
        #expect(time == Timestamp(rfc3339: "2026-11-20T23:30:00.250Z"))
        #expect(time.rfc3339() == "2026-11-21T07:30:00.250+08:00" && time.rfc3339(offsetMinutes: 0) == "2026-11-20T23:30:00.250Z")
        #expect(time.date() == LocalDate("2026-11-21") && time.date(offsetMinutes: 0) == LocalDate("2026-11-20"))
        let old = Timestamp(ms: -1)
        #expect(old.rfc3339(offsetMinutes: 0) == "1969-12-31T23:59:59.999Z" && Timestamp(rfc3339: old.rfc3339()) == old)
    }

    @Test(
        "Times that are none are refused",
        arguments: [
            "2026-11-21", "2026-11-21T07:30:00", "2026-11-21 07:30:00Z", "2026-11-21T24:00:00Z", "2026-11-21T07:60:00Z", "2026-11-21T07:30:60Z",
            "2026-11-21T07:30:00.Z", "2026-11-21T07:30:00+8:00", "2026-11-21T07:30:00+08:60", "2026-02-30T07:30:00Z", "2026-11-21T07:30:00.1234567890Z",
        ])
    func noTimes(text: String) { #expect(Timestamp(rfc3339: text) == nil) }

    @Test("A clock that is told to move moves, and no further")
    func clock() {
        let clock = ManualClock(Timestamp(ms: 10))
        clock.advance(ms: 5)
        #expect(clock.now() == Timestamp(ms: 15))
        clock.set(Timestamp(ms: 3))
        #expect(clock.now() == Timestamp(ms: 3))
    }
}

@Suite("Bytes as text") struct TextTests {
    @Test("Base64url is Foundation's without padding and with the two other characters; only the one way of writing is read")
    func base64() {
        let random = SeededRandom(seed: 23)
        for length in 0..<200 {
            let bytes = random.bytes(length)
            let text = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            #expect(Base64URL.encode(bytes) == text && Base64URL.decode(text) == bytes)
        }
        for text in ["A", "AB", "AAB", "AA==", "A A", "AA+A", "AA/A", "ＡＡ"] { #expect(Base64URL.decode(text) == nil, "\(text)") }
    }

    @Test("Hexadecimal in either case, whole bytes only")
    func hex() {
        #expect(Hex.encode([0, 255, 16]) == "00ff10" && Hex.decode("00fF10") == [0, 255, 16])
        for text in ["0", "0g", "0x00", " 00"] { #expect(Hex.decode(text) == nil) }
    }

    @Test("A seeded source repeats, and what it gives is spread over its range")
    func random() {
        let (one, two) = (SeededRandom(seed: 5), SeededRandom(seed: 5))
        #expect(one.bytes(33) == two.bytes(33) && one.recordID() == two.recordID())
        var counts = [Int](repeating: 0, count: 10)
        for _ in 0..<10_000 { counts[one.below(10)] += 1 }
        #expect(counts.allSatisfy { (800...1_200).contains($0) })
        #expect(SystemRandom().bytes(16) != SystemRandom().bytes(16) && one.recordID().count == 11)
    }
}

/// Bounds that only make sense together.
@Suite("Bounds") struct LimitsTests {
    @Test("What one part may send, the next one may take")
    func together() {
        #expect(Limits.signInLineBytes < Limits.lineBytes && Limits.lineBytes <= Limits.serverLineBytes)
        // A chunk in base64 with its members, and a page, each in one line.
        #expect(Limits.blobChunkBytes * 4 / 3 + 4_096 < Limits.lineBytes && Limits.pageBytes + Limits.rowBytes < Limits.lineBytes)
        // A mutation's rows in one feed fit the line of the page that must not split them.
        #expect(Limits.mutationFeedBytes < Limits.lineBytes && Limits.rowBytes <= Limits.mutationFeedBytes)
        #expect(Limits.mutationBytes < Limits.serverLineBytes && Int64(Limits.mutationsPerPush) <= Limits.outcomesKept)
        // A file that may be uploaded fits a day's uploads many times, and an honest segment never comes near its bound.
        #expect(Limits.blobBytes * 8 <= Limits.uploadBytesPerDay && Limits.segmentFreeBytes > Limits.segmentPieceBytes)
    }
}
