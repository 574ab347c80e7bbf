package import Base

/// The value of one pack row. Exactly one kind a row; the kind a key must have stands in `PackSchema`.
///
/// Money is whole fen, rates are parts per million (1 % = 10,000), counts of months are tenths. No floating-point number occurs.
package enum PackValue: Sendable, Equatable {
    /// An amount in fen (a month's, unless the key says a year's).
    case fen(Int64)
    /// A rate in parts per million.
    case ppm(Int64)
    /// A count of months, times ten (13.5 months = 135).
    case monthsX10(Int64)
    /// A plain whole number: days, months, a multiple; the key says which.
    case number(Int64)
    /// Values by bands of years (of work, of contributions): the first band that holds the asked length counts.
    case yearsTable([YearsBand])
    /// The eight benchmark rates of the industry risk classes 1 to 8, ppm.
    case ladder([Int64])
    /// Progressive brackets, ascending.
    case brackets([Bracket])
    /// How a lump sum is formed in a place.
    case formula(PackFormula)
    /// How a lump sum falls with the years left to retirement.
    case ageRule(AgeRule)
    /// What is added under a condition.
    case uplift(Uplift)
    /// A length of time with its unit: a deadline.
    case period(Period)
    /// One calendar year's holidays and make-up workdays.
    case calendar(YearCalendar)
    /// A word of a closed list (`calendar`, `working`; `conclusion`, `receipt`, `next_month_first`).
    case word(String)
    /// Not established. `missing` says what one would have to read; candidates are shown and never computed with.
    case unknown(missing: Wording, candidates: [PackValue])

    /// The name of the kind as it stands in a pack file.
    package var kind: PackValueKind {
        switch self {
        case .fen: .fen
        case .ppm: .ppm
        case .monthsX10: .monthsX10
        case .number: .number
        case .yearsTable: .yearsTable
        case .ladder: .ladder
        case .brackets: .brackets
        case .formula: .formula
        case .ageRule: .ageRule
        case .uplift: .uplift
        case .period: .period
        case .calendar: .calendar
        case .word: .word
        case .unknown: .unknown
        }
    }

    package var isUnknown: Bool { kind == .unknown }
}

/// The kinds of value by the member name they have in a pack file (`"value":{"fen":252000}`).
package enum PackValueKind: String, Sendable, CaseIterable {
    case fen, ppm, number, ladder, brackets, formula, uplift, period, calendar, word, unknown
    case monthsX10 = "months_x10"
    case yearsTable = "years_table"
    case ageRule = "age_rule"
}

/// From `from` years (inclusive) to below `to` years (exclusive; nil = no end) the value is `value`.
package struct YearsBand: Sendable, Equatable {
    package let from: Int64
    package let to: Int64?
    package let value: Int64

    package init(from: Int64, to: Int64?, value: Int64) {
        self.from = from
        self.to = to
        self.value = value
    }
}

extension [YearsBand] {
    /// The value for that many full years; nil below the first band.
    package func value(years: Int64) -> Int64? {
        first { years >= $0.from && $0.to.map { to in years < to } ?? true }?.value
    }
}

/// One bracket of a progressive scale: above `over` fen the part is charged at `ppm`; `quick` is the quick deduction in fen for the whole.
package struct Bracket: Sendable, Equatable {
    package let over: Int64
    package let ppm: Int64
    package let quick: Int64

    package init(over: Int64, ppm: Int64, quick: Int64) {
        self.over = over
        self.ppm = ppm
        self.quick = quick
    }
}

/// A length of time as the law states it.
package struct Period: Sendable, Equatable, CustomStringConvertible {
    package enum Unit: String, Sendable, CaseIterable {
        case days = "d"
        case workingDays = "wd"
        case months = "m"
        case years = "y"
    }

    package let count: Int
    package let unit: Unit

    package init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// Reads `30d`, `20wd`, `12m`, `1y`.
    package init?(_ text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), count <= 10_000, let unit = Unit(rawValue: String(text.dropFirst(digits.count))) else { return nil }
        self.init(count, unit)
    }

    package var description: String { "\(count)\(unit.rawValue)" }
}

/// What the State Council published for one year: days off, make-up workdays and the statutory (300 %) holidays among the days off.
package struct YearCalendar: Sendable, Equatable {
    package let year: Int
    /// Days off by the notice, weekends inside a holiday included.
    package let off: Set<LocalDate>
    /// Saturdays and Sundays that are worked instead.
    package let work: Set<LocalDate>
    /// Days off that were only moved there from a weekend (in lieu); no holiday in the sense of LL 44(3).
    package let inLieu: Set<LocalDate>

    package init(year: Int, off: Set<LocalDate>, work: Set<LocalDate>, inLieu: Set<LocalDate>) {
        self.year = year
        self.off = off
        self.work = work
        self.inLieu = inLieu
    }
}
