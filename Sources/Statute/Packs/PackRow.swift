package import Base

/// How well a value is supported, best first. Comparison: less = weaker.
package enum Confidence: String, Sendable, CaseIterable, Comparable {
    case primaryText = "primary_text"
    case twoSources = "two_sources"
    case oneSource = "one_source"
    case knowledge
    case extrapolated
    case disputed

    /// 0 = best.
    package var step: Int {
        switch self {
        case .primaryText: 0
        case .twoSources: 1
        case .oneSource: 2
        case .knowledge: 3
        case .extrapolated: 4
        case .disputed: 5
        }
    }

    package static func < (a: Confidence, b: Confidence) -> Bool { a.step > b.step }

    /// One step weaker; the weakest stays.
    package var lowered: Confidence {
        switch self {
        case .primaryText: .twoSources
        case .twoSources: .oneSource
        case .oneSource: .knowledge
        case .knowledge: .extrapolated
        case .extrapolated, .disputed: .disputed
        }
    }
}

/// The verification tag of a rule or value: read in full text, secondary pages, unverified, local, policy, open in law.
package enum VerificationTag: String, Sendable, CaseIterable {
    case read = "V"
    case secondary = "S"
    case unverified = "U"
    case local = "L"
    case policy = "P"
    case open = "J"
}

/// Why the row says it begins when it says it does.
package enum FromBasis: String, Sendable, CaseIterable {
    case sourced, knowledge, unknown, disputed, continued
    case inferredFromCycle = "inferred_from_cycle"
}

/// One row of a rule pack: one value of one key, in one place, for one interval of days.
///
/// A class because lookups hand rows about and a row has twenty members: nothing of it changes once it is made.
package final class PackRow: Sendable {
    /// Stable name: key, line, class and share, then `@place:first day`.
    package let id: String
    package let key: String
    /// Six digits (GB/T 2260), with `/pool` for a pool that is no district; 000000 is national.
    package let at: String
    /// Insurance line, where the key has one.
    package let line: String?
    /// Class: risk class, grade, care level, tier - whatever the key divides by.
    package let cls: String?
    /// Whose share or whose part: `employer`, `employee`, `spouse` …
    package let who: String?
    /// First day; nil = start not established (then `knownOn` says since when a source saw it).
    package let from: LocalDate?
    /// Last day, inclusive; nil = open.
    package let to: LocalDate?
    package let fromBasis: FromBasis
    /// The earliest day for which a source shows the value, where `from` is not established.
    package let knownOn: LocalDate?
    package let value: PackValue
    /// Carried on until the next value is published.
    package let provisional: Bool
    /// It displaced another rule, so nothing may be concluded from it for earlier days.
    package let replaces: Bool
    /// When it was published, where that is known and is not the first day (back-dated periods must be recomputed).
    package let publishedOn: LocalDate?
    package let source: [String]
    package let document: String?
    package let confidence: Confidence
    package let tag: VerificationTag
    package let note: String?
    /// Name of the pack file, or `tenant`, or `input`.
    package let pack: String

    package init(
        key: String, at: String, line: String? = nil, cls: String? = nil, who: String? = nil, from: LocalDate?, to: LocalDate?,
        fromBasis: FromBasis = .sourced, knownOn: LocalDate? = nil, value: PackValue, provisional: Bool = false,
        replaces: Bool = false, publishedOn: LocalDate? = nil, source: [String] = [], document: String? = nil, confidence: Confidence,
        tag: VerificationTag,
        note: String? = nil, pack: String
    ) {
        id = PackRow.id(key: key, at: at, line: line, cls: cls, who: who, from: from ?? knownOn)
        self.key = key
        self.at = at
        self.line = line
        self.cls = cls
        self.who = who
        self.from = from
        self.to = to
        self.fromBasis = fromBasis
        self.knownOn = knownOn
        self.value = value
        self.provisional = provisional
        self.replaces = replaces
        self.publishedOn = publishedOn
        self.source = source
        self.document = document
        self.confidence = confidence
        self.tag = tag
        self.note = note
        self.pack = pack
    }

    /// The first day for which the row may be used as found.
    package var start: LocalDate? { from ?? knownOn }

    package func covers(_ day: LocalDate) -> Bool {
        if let start, day < start { return false }
        if let to, day > to { return false }
        return true
    }

    static func id(key: String, at: String, line: String?, cls: String?, who: String?, from: LocalDate?) -> String {
        var text = key
        for part in [line, cls, who] { if let part { text += "." + part } }
        text += "@" + at
        if let from { text += ":" + from.description }
        return text
    }
}

extension PackRow: Equatable {
    /// Rows are the same when they say the same; the pack they stand in is part of that.
    package static func == (a: PackRow, b: PackRow) -> Bool {
        if a === b { return true }
        return a.id == b.id && a.value == b.value && (a.from, a.to, a.knownOn, a.publishedOn) == (b.from, b.to, b.knownOn, b.publishedOn)
            && (a.fromBasis, a.provisional, a.replaces, a.confidence, a.tag) == (b.fromBasis, b.provisional, b.replaces, b.confidence, b.tag)
            && (a.document, a.note, a.pack) == (b.document, b.note, b.pack) && a.source == b.source
    }
}

/// What a lookup says.
package enum PackAnswer: Sendable, Equatable {
    /// A value. `extrapolated`: the day lies before the first row, whose value is used with confidence `extrapolated` and a warning.
    case found(PackRow, extrapolated: Bool)
    /// No value may be used; `row` is the row that came closest (an explicit unknown, an expired one), if any.
    case unknown(key: String, reason: String, row: PackRow?)

    /// The row, if a value may be used.
    package var row: PackRow? {
        if case .found(let row, _) = self { row } else { nil }
    }

    /// The confidence of the value, `extrapolated` where it was carried back.
    package var confidence: Confidence? {
        guard case .found(let row, let extrapolated) = self else { return nil }
        return extrapolated ? min(row.confidence, .extrapolated) : row.confidence
    }
}
