import Base
import GongdaoClient
import Records
import Wire

/// Values as people read them.
enum Show {
    static func time(_ time: Timestamp) -> String { String(time.rfc3339().prefix(16)).replacing("T", with: " ") }

    static func time(_ json: JSON?) -> String? {
        guard let text = json?.stringValue else { return nil }
        return Timestamp(rfc3339: text).map { Show.time($0) } ?? text
    }

    static func ms(_ value: Int64?) -> String? { value.map { time(Timestamp(ms: $0)) } }

    static func money(_ json: JSON?) -> String { json?.intValue.map { Money(fen: $0).yuan(grouped: true) } ?? "" }

    /// Hundredths as a decimal: 250 is `2.5`.
    static func hundredths(_ json: JSON?) -> String {
        guard let value = json?.intValue else { return "" }
        let text = Money(fen: value).yuan()
        return text.hasSuffix(".00") ? String(text.dropLast(3)) : text.hasSuffix("0") ? String(text.dropLast()) : text
    }

    /// Parts per million as a percentage: 80,000 is `8 %`.
    static func percent(_ json: JSON?) -> String {
        guard let ppm = json?.intValue else { return "" }
        return hundredths(.int(ppm / 100)) + " %"
    }

    /// How long ago, in the greatest unit that says enough.
    static func age(_ ms: Int64) -> String {
        let seconds = max(0, ms / 1000)
        if seconds < 90 { return say("age.seconds", "\(seconds)") }
        if seconds < 90 * 60 { return say("age.minutes", "\((seconds + 30) / 60)") }
        if seconds < 36 * 3600 { return say("age.hours", "\((seconds + 1800) / 3600)") }
        return say("age.days", "\((seconds + 43_200) / 86_400)")
    }

    /// A length of time, in the same units.
    static func span(_ ms: Int64) -> String {
        let seconds = max(0, ms / 1000)
        if seconds < 90 { return say("span.seconds", "\(seconds)") }
        if seconds < 90 * 60 { return say("span.minutes", "\((seconds + 30) / 60)") }
        if seconds < 36 * 3600 { return say("span.hours", "\((seconds + 1800) / 3600)") }
        return say("span.days", "\((seconds + 43_200) / 86_400)")
    }

    static func bytes(_ count: Int) -> String {
        if count < 10_000 { return "\(count) B" }
        if count < 10_000_000 { return "\((count + 512) / 1024) KiB" }
        return "\((count + 524_288) / 1_048_576) MiB"
    }

    /// The text of `{reason, text: {zh, en}}` or `{say: …}` in the language of the process.
    static func explanation(_ data: JSON?) -> String? {
        let text = data?["text"] ?? data?["say"]
        if let plain = text?.stringValue { return plain }
        let language = Catalogue.current
        return text?[language == .zh ? "zh" : "en"]?.stringValue
    }

    /// A record's own texts: the one in the language of the process, else the first.
    static func text(_ json: JSON?) -> JSON? {
        let language = Catalogue.current
        let list = json?.arrayValue ?? []
        return list.first { $0["lang"]?.stringValue.flatMap(Language.read) == language } ?? list.first
    }

    static func localized(_ json: JSON?) -> String {
        let language = Catalogue.current
        return json?[language == .zh ? "zh" : "en"]?.stringValue ?? json?.stringValue ?? ""
    }
}

extension Entry {
    func text(_ name: String) -> String? { members[name]?.stringValue }
    func int(_ name: String) -> Int64? { members[name]?.intValue }

    /// The record for programs: its members, its revision, and whether an act on it is still under way.
    var json: JSON {
        var out = members
        out["rev"] = .int(rev)
        out["pending"] = .array(pending.map { .int($0) })
        return .object(out)
    }

    /// Marks what is not yet confirmed.
    var mark: String { pending.isEmpty ? "" : " " + say("mark.pending") }
}
