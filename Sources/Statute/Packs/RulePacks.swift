package import Base

/// All rows of the law, indexed for lookup. A value; made once and shared.
///
/// Rules of a lookup: the longest non-zero prefix of the jurisdiction that has the key wins (`330200` before `330000` before `000000`;
/// `330000/provincial` before `330000`); of a tenant's own values the same, before everything else, for the days they cover.
/// Unknown is an answer of its own: never a guess, never zero.
package struct RulePacks: Sendable {
    /// One key at one place with one line, class and share: its rows in time order.
    struct Series: Sendable {
        let line: String?
        let cls: String?
        let who: String?
        var rows: [PackRow]
    }

    /// What stands at the head of each pack file.
    package let heads: [PackHead]
    private var index: [String: [String: [Series]]] = [:]
    private var tenant: [String: [String: [Series]]] = [:]

    /// Indexes rows that passed the checks (`PackLoader`); rows of one series are put into time order.
    package init(rows: [PackRow], heads: [PackHead] = []) {
        self.heads = heads
        index = RulePacks.indexed(rows)
    }

    /// The rule packs with a tenant's dated values in front: a tenant's row that covers the day wins over any pack row of that key
    /// whose line, class and share are the same, whichever place it has been given for, as long as that place holds the one asked.
    package func overriding(with tenantRows: [PackRow]) -> RulePacks {
        var copy = self
        copy.tenant = RulePacks.indexed(tenantRows)
        return copy
    }

    /// Every row, tenant's last, in a fixed order.
    package var rows: [PackRow] {
        [index, tenant].flatMap { table in
            table.keys.sorted().flatMap { key in
                table[key, default: [:]].sorted { $0.key < $1.key }.flatMap { $0.value.flatMap(\.rows) }
            }
        }
    }

    /// A place with local rules, for input templates; taken from the packs, since no place is named in code.
    package var examplePlace: String {
        let known = (index["lump_medical"] ?? [:]).filter { place, all in
            place != "000000" && place.utf8.count == 6 && all.contains { $0.rows.contains { !$0.value.isUnknown } }
        }
        return known.keys.min() ?? "000000"
    }

    /// The value of a key at a place on a day.
    ///
    /// `cls` falls back to the row without a class at the same place (a general rate serves a class without one of its own); `line` and
    /// `who` never do. Before a key's first row the earliest one is answered as extrapolated, unless it replaced another rule or the key
    /// is a yearly money series; after the last row, in a gap, and at a row whose value is `unknown` the answer is unknown with a reason.
    package func find(
        _ key: String, at jurisdiction: String, on day: LocalDate, line: String? = nil, cls: String? = nil, who: String? = nil
    ) -> PackAnswer {
        let chain = RulePacks.chain(jurisdiction)
        if !tenant.isEmpty, let places = tenant[key] {
            for place in chain {
                guard let all = places[place] else { continue }
                for exact in [true, false] {
                    guard let series = RulePacks.series(all, line: line, cls: cls, who: who, exact: exact) else { continue }
                    if let row = series.rows.last(where: { $0.covers(day) }) { return .found(row, extrapolated: false) }
                }
            }
        }
        guard let places = index[key] else { return .unknown(key: key, reason: "no row of this key", row: nil) }
        for place in chain {
            guard let all = places[place] else { continue }
            if let series = RulePacks.series(all, line: line, cls: cls, who: who) { return RulePacks.answer(key, series.rows, on: day) }
        }
        return .unknown(key: key, reason: "no row for \(jurisdiction) or a place above it", row: nil)
    }

    /// All rows of a key that hold for a place (its own or those of the nearest place above it), in time order.
    package func series(
        _ key: String, at jurisdiction: String, line: String? = nil, cls: String? = nil, who: String? = nil
    ) -> [PackRow] {
        for place in RulePacks.chain(jurisdiction) {
            guard let all = index[key]?[place] else { continue }
            if let series = RulePacks.series(all, line: line, cls: cls, who: who) { return series.rows }
        }
        return []
    }

    private static func answer(_ key: String, _ rows: [PackRow], on day: LocalDate) -> PackAnswer {
        if let row = rows.last(where: { $0.covers(day) }) {
            if case .unknown(let missing, _) = row.value { return .unknown(key: key, reason: missing, row: row) }
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
        if case .unknown(let missing, _) = first.value { return .unknown(key: key, reason: missing, row: first) }
        return .found(first, extrapolated: true)
    }

    /// The series of a place that fits, the exact class before the one without a class.
    private static func series(_ all: [Series], line: String?, cls: String?, who: String?) -> Series? {
        series(all, line: line, cls: cls, who: who, exact: true) ?? series(all, line: line, cls: cls, who: who, exact: false)
    }

    private static func series(_ all: [Series], line: String?, cls: String?, who: String?, exact: Bool) -> Series? {
        if !exact, cls == nil { return nil }
        return all.first { $0.cls == (exact ? cls : nil) && $0.line == line && $0.who == who }
    }

    /// The place, the places above it, the nation. Every lookup asks for it, so it makes no more than the one array.
    static func chain(_ jurisdiction: String) -> [String] {
        // Bytes, not characters: finding where a character ends costs more than all the rest.
        let code = jurisdiction.utf8.prefix { $0 != UInt8(ascii: "/") }
        guard code.count == 6 else { return ["000000"] }
        var chain: [String] = []
        chain.reserveCapacity(5)
        if code.endIndex != jurisdiction.endIndex { chain.append(jurisdiction) }
        for (length, zeros) in [(6, ""), (4, "00"), (2, "0000")] {
            let place = String(Substring(code.prefix(length))) + zeros
            if place != "000000", chain.last != place { chain.append(place) }
        }
        chain.append("000000")
        return chain
    }

    private static func indexed(_ rows: [PackRow]) -> [String: [String: [Series]]] {
        var table: [String: [String: [Series]]] = [:]
        for row in rows {
            var all = table[row.key]?[row.at] ?? []
            if let at = all.firstIndex(where: { $0.line == row.line && $0.cls == row.cls && $0.who == row.who }) {
                all[at].rows.append(row)
            } else {
                all.append(Series(line: row.line, cls: row.cls, who: row.who, rows: [row]))
            }
            table[row.key, default: [:]][row.at] = all
        }
        for (key, places) in table {
            for (place, all) in places {
                table[key]?[place] = all.map { series in
                    var series = series
                    series.rows.sort { ($0.start?.days ?? .min, $0.id) < ($1.start?.days ?? .min, $1.id) }
                    return series
                }
            }
        }
        return table
    }
}

/// The head of a pack file: its name, version and what it was made from.
package struct PackHead: Sendable, Equatable {
    package let name: String
    /// Calendar version, `2026.11.1`.
    package let version: String
    package let titleZh: String
    package let titleEn: String
    /// Source codes used in the rows and what they are.
    package let sources: [String: String]

    package init(name: String, version: String, titleZh: String, titleEn: String, sources: [String: String]) {
        self.name = name
        self.version = version
        self.titleZh = titleZh
        self.titleEn = titleEn
        self.sources = sources
    }
}
