package import Base
package import Records
import Wire

/// Checks of arguments. Each throws 1405 with the field and, where there is one, the nearest value that would do.
package enum Check {
    /// An id made by a client: 64 random bits, 11 characters of base64url (protocol §5).
    package static func newID(_ id: String, field: String = "id") throws(Refusal) {
        guard id.utf8.count == 11, id.utf8.allSatisfy(isIDByte) else {
            throw .invalid(
                field, "record.id_form", zh: "编号应为11个字符（64位随机数的base64url）。",
                en: "An id is 11 characters: 64 random bits in base64url.")
        }
    }

    private static func isIDByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Text a person wrote: `range` bytes of UTF-8, not only blanks, no control characters but line breaks and tabs.
    package static func text(_ text: String, _ field: String, _ range: ClosedRange<Int> = 1...2000) throws(Refusal) {
        let count = text.utf8.count
        guard count <= range.upperBound else {
            throw .invalid(
                field, "text.too_long", zh: "内容过长（上限\(range.upperBound)字节）。", en: "Too long: at most \(range.upperBound) bytes.",
                nearest: .int(Int64(range.upperBound)))
        }
        guard count >= range.lowerBound, range.lowerBound == 0 || !text.allSatisfy(\.isWhitespace) else {
            throw .invalid(field, "text.empty", zh: "此项不能为空。", en: "This must not be empty.")
        }
        let isClean = text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control }
        guard isClean else {
            throw .invalid(field, "text.control", zh: "内容含有控制字符。", en: "It holds control characters.")
        }
    }

    package static func text(_ text: String?, _ field: String, _ range: ClosedRange<Int> = 1...2000) throws(Refusal) {
        if let value = text { try Check.text(value, field, range) }
    }

    /// The two ends of a period, at most `days` days with both ends.
    package static func period(
        _ from: LocalDate, _ to: LocalDate, fields: (String, String) = ("from", "to"), days: Int
    ) throws(Refusal) {
        guard from <= to else {
            throw .invalid(
                fields.1, "period.order", zh: "结束日期早于开始日期。", en: "It ends before it begins.", nearest: .string("\(from)"))
        }
        guard from.days(until: to) < days else {
            let nearest = from.adding(days: days - 1).map { JSON.string("\($0)") }
            throw .invalid(fields.1, "period.too_long", zh: "期间最长\(days)天。", en: "At most \(days) days.", nearest: nearest)
        }
    }

    /// `HH:MM` in minutes since midnight.
    package static func minutes(_ text: String, _ field: String) throws(Refusal) -> Int {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard text.utf8.count == 5, parts.count == 2, parts[0].utf8.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { throw .invalid(field, "time.form", zh: "时间应写成 HH:MM。", en: "A time is written HH:MM.") }
        return hour * 60 + minute
    }

    /// An amount of money above zero and below ten million yuan.
    package static func amount(_ money: Money, _ field: String) throws(Refusal) {
        guard money > .zero, money.fen <= 1_000_000_000 else {
            throw .invalid(
                field, "amount.range", zh: "金额应大于零且不超过一千万元。", en: "An amount is above zero and at most 10,000,000 yuan.",
                nearest: .int(money > .zero ? 1_000_000_000 : 1))
        }
    }

    /// A list with bounds.
    package static func count(_ count: Int, _ field: String, _ range: ClosedRange<Int>) throws(Refusal) {
        guard range.contains(count) else {
            throw .invalid(
                field, "list.count", zh: "应有\(range.lowerBound)至\(range.upperBound)项。",
                en: "Between \(range.lowerBound) and \(range.upperBound) items.",
                nearest: .int(Int64(count < range.lowerBound ? range.lowerBound : range.upperBound)))
        }
    }

    /// A word that this schema may write.
    package static func word<W: Word>(_ word: W, _ field: String) throws(Refusal) {
        guard word != .other else {
            throw .invalid(field, "word.unknown", zh: "不认识的取值。", en: "Not a value that may be written.")
        }
    }

    /// A code of a refusal: `[a-z_]{1,40}`.
    package static func code(_ code: String, _ field: String) throws(Refusal) {
        let fits = (1...40).contains(code.utf8.count)
            && code.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
        guard fits else { throw .invalid(field, "code.form", zh: "理由代码应为小写字母。", en: "A reason code is lower-case letters.") }
    }
}
