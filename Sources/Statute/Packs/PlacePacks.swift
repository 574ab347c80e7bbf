package import Base

/// The rule packs as they hold at one place. Made by `RulePacks.place`; a value to keep for the length of a calculation.
package struct PlacePacks: Sendable {
    /// The place as it was asked for.
    let at: String
    let law: PackIndex
    /// Numbers of the place and the places above it, nearest first.
    let lawPlaces: [Int]
    let tenant: PackIndex
    let tenantPlaces: [Int]

    /// The value of a key on a day.
    ///
    /// `cls` falls back to the row without a class at the same place (a general rate serves a class without one of its own); `line` and
    /// `who` never do. Before a key's first row the earliest one is answered as extrapolated, unless it replaced another rule or the key
    /// is a yearly money series; after the last row, in a gap, and at a row whose value is `unknown` the answer is unknown with a reason.
    package func find(_ key: String, on day: LocalDate, line: String? = nil, cls: String? = nil, who: String? = nil) -> PackAnswer {
        if !tenantPlaces.isEmpty, let row = ownRow(key, on: day, line: line, cls: cls, who: who) { return .found(row, extrapolated: false) }
        return lawful(key, on: day, line: line, cls: cls, who: who)
    }

    /// The same without the tenant's own values.
    package func lawful(_ key: String, on day: LocalDate, line: String? = nil, cls: String? = nil, who: String? = nil) -> PackAnswer {
        guard let number = law.keys[key] else { return .unknown(key: key, reason: "no row of this key", row: nil) }
        for place in lawPlaces {
            guard let series = law.series(number, place, line: line, cls: cls, who: who) else { continue }
            return PlacePacks.answer(key, series.rows, on: day)
        }
        return .unknown(key: key, reason: "no row for \(at) or a place above it", row: nil)
    }

    /// All rows of a key that hold here (the place's own or those of the nearest place above it), in time order; a tenant's not among them.
    package func series(_ key: String, line: String? = nil, cls: String? = nil, who: String? = nil) -> [PackRow] {
        guard let number = law.keys[key] else { return [] }
        for place in lawPlaces {
            if let series = law.series(number, place, line: line, cls: cls, who: who) { return series.rows }
        }
        return []
    }

    /// The tenant's row that covers the day.
    private func ownRow(_ key: String, on day: LocalDate, line: String?, cls: String?, who: String?) -> PackRow? {
        guard let number = tenant.keys[key] else { return nil }
        for place in tenantPlaces {
            for exact in [true, false] {
                guard let series = tenant.series(number, place, line: line, cls: cls, who: who, exact: exact) else { continue }
                if let row = series.rows.last(where: { $0.covers(day) }) { return row }
            }
        }
        return nil
    }

    private static func answer(_ key: String, _ rows: [PackRow], on day: LocalDate) -> PackAnswer {
        if let row = rows.last(where: { $0.covers(day) }) {
            if case .unknown(let missing, _) = row.value { return .unknown(key: key, reason: missing.en, row: row) }
            return .found(row, extrapolated: false)
        }
        guard let first = rows.first, let start = first.start, day < start else {
            let before = rows.last { row in row.to.map { $0 < day } ?? false }
            let reason = before.flatMap(\.to).map { "known only until \($0)" } ?? "no row covers \(day)"
            return .unknown(key: key, reason: reason, row: before)
        }
        if PackSchema.rule(key)?.yearly ?? true {
            return .unknown(key: key, reason: "a yearly value, known only from \(start)", row: first)
        }
        if first.replaces { return .unknown(key: key, reason: "the rule in force before \(start) was another one", row: first) }
        if case .unknown(let missing, _) = first.value { return .unknown(key: key, reason: missing.en, row: first) }
        return .found(first, extrapolated: true)
    }
}
