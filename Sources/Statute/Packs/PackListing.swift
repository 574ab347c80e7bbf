package import Base

/// What `statute packs` shows: each pack with its version, how much is known, where the gaps are and what runs out.
package struct PackListing: Sendable {
    package struct Pack: Sendable, Equatable {
        package let name: String
        package let version: String
        package let titleZh: String
        package let titleEn: String
        package let rows: Int
        package let unknown: Int
        package let provisional: Int
        package let disputed: Int
        /// The number of places that have rows of their own.
        package let places: Int
    }

    /// A value that is not known, or will not be after a day.
    package struct Notice: Sendable, Equatable {
        package enum Kind: String, Sendable, CaseIterable {
            /// Stated as unknown today.
            case gap
            /// Carried on provisionally today.
            case provisional
            /// The last row has ended.
            case expired
            /// The last row ends within the look-ahead.
            case expiring
        }

        package let kind: Kind
        package let pack: String
        package let row: String
        package let key: String
        package let at: String
        /// The last known day, where it is one.
        package let until: LocalDate?
        package let zh: String
        package let en: String
    }

    package let day: LocalDate
    package let packs: [Pack]
    package let notices: [Notice]

    /// The listing as of a day, with warnings for what runs out within `lookAhead` days.
    package init(_ rulePacks: RulePacks, on day: LocalDate, lookAhead: Int = 90) {
        self.day = day
        let rows = rulePacks.rows
        packs = rulePacks.heads.map { head in
            let own = rows.filter { $0.pack == head.name }
            return Pack(
                name: head.name, version: head.version, titleZh: head.titleZh, titleEn: head.titleEn, rows: own.count,
                unknown: own.count { $0.value.isUnknown }, provisional: own.count { $0.provisional },
                disputed: own.count { $0.confidence == .disputed && !$0.value.isUnknown }, places: Set(own.map(\.at)).count)
        }
        let series = Dictionary(grouping: rows) { PackChecks.SeriesName($0) }
        notices = series.values
            .compactMap {
                PackListing.notice($0.sorted { ($0.start?.days ?? .min) < ($1.start?.days ?? .min) }, on: day, lookAhead: lookAhead)
            }
            .sorted { ($0.pack, $0.kind.rawValue, $0.row) < ($1.pack, $1.kind.rawValue, $1.row) }
    }

    /// A pool is told as the code it is.
    private static func place(_ at: String) -> String { at.contains("/") ? "`\(at)`" : at }

    private static func notice(_ rows: [PackRow], on day: LocalDate, lookAhead: Int) -> Notice? {
        guard let last = rows.last else { return nil }
        func make(_ kind: Notice.Kind, _ row: PackRow, _ until: LocalDate?, _ zh: String, _ en: String) -> Notice {
            let title = PackSchema.rule(row.key)
            let part = [row.line, row.cls, row.who].compactMap { $0 }.joined(separator: " ")
            let who = row.who.map { who in Payer(rawValue: who).map { $0.name(.zh) } ?? PlainWords.value(who, .zh) }
            let words = [row.line.map { LineName.text($0, .zh) }, row.cls.map { "`\($0)`" }, who].compactMap { $0 }
            let tail = words.isEmpty ? "" : "（\(words.joined(separator: "，"))）"
            return Notice(
                kind: kind, pack: row.pack, row: row.id, key: row.key, at: row.at, until: until,
                zh: "\(place(row.at)) \(title?.zh ?? row.key)\(tail)：\(zh)",
                en: "\(row.at) \(title?.en ?? row.key)\(part.isEmpty ? "" : " (\(part))"): \(en)")
        }
        if let current = rows.last(where: { $0.covers(day) }) {
            if case .unknown(let missing, _) = current.value { return make(.gap, current, nil, "未知，\(missing.zh)", "unknown: \(missing.en)") }
            if current.provisional {
                return make(.provisional, current, current.to, "暂按旧值，新值公布后须重新计算", "carried on; recompute when the new value is published")
            }
        }
        // A year of the calendar or of a statistic that is over is complete, not expired, while a newer one is not due.
        guard let end = last.to, PackSchema.rule(last.key)?.kinds != [.calendar] || day > end else { return nil }
        if end < day {
            guard !["urban_income", "average_wage"].contains(last.key) || last.to.map({ $0.days(until: day) > 365 + 304 }) ?? false else {
                return nil
            }
            return make(.expired, last, end, "仅知至 \(end)", "known only until \(end)")
        }
        if day.days(until: end) <= lookAhead {
            return make(.expiring, last, end, "仅知至 \(end)，即将到期", "known only until \(end), which is near")
        }
        return nil
    }
}
