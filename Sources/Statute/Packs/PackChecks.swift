import Base

/// The checks that need more than one row: no overlap, no silent gap, bounds in order, floors at 60 %, shares that add up.
package enum PackChecks {
    package static func run(_ rows: [LoadedRow]) -> [PackError] {
        let series = Dictionary(grouping: rows) { SeriesName($0.row) }
        var errors: [PackError] = []
        for loaded in series.values { errors += order(loaded.sorted(by: earlier)) }
        errors += bounds(rows, series)
        errors += shares(rows, series)
        return errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    }

    struct SeriesName: Hashable {
        var key: String
        let at: String
        let line: String?
        let cls: String?
        let who: String?

        init(_ row: PackRow) { (key, at, line, cls, who) = (row.key, row.at, row.line, row.cls, row.who) }

        init(key: String, at: String, line: String? = nil, cls: String? = nil, who: String? = nil) {
            (self.key, self.at, self.line, self.cls, self.who) = (key, at, line, cls, who)
        }
    }

    private static func earlier(_ a: LoadedRow, _ b: LoadedRow) -> Bool {
        (a.row.start?.days ?? .min, a.line) < (b.row.start?.days ?? .min, b.line)
    }

    private static func error(_ code: PackError.Code, _ loaded: LoadedRow, _ message: String) -> PackError {
        PackError(code, file: loaded.file, line: loaded.line, row: loaded.row.id, message)
    }

    private static func order(_ rows: [LoadedRow]) -> [PackError] {
        var errors: [PackError] = []
        for (before, after) in zip(rows, rows.dropFirst()) {
            guard let start = after.row.start else { continue }
            guard let end = before.row.to else {
                errors.append(error(.overlap, before, "open, but \(after.row.id) follows at line \(after.line)"))
                continue
            }
            if end >= start {
                errors.append(error(.overlap, after, "begins \(start), but \(before.row.id) runs to \(end) (line \(before.line))"))
            } else if PackSchema.rule(after.row.key)?.yearly == true, end.days(until: start) > 1 {
                errors.append(error(.gap, after, "nothing from \(end) to \(start); state the time between as unknown"))
            }
        }
        return errors
    }

    /// Ceilings against floors, and floors against 60 % of the average of the year before (within one yuan, or with a note).
    private static func bounds(_ rows: [LoadedRow], _ series: [SeriesName: [LoadedRow]]) -> [PackError] {
        var errors: [PackError] = []
        for loaded in rows where loaded.row.key == "base_floor" {
            guard case .fen(let floor) = loaded.row.value, let start = loaded.row.start else { continue }
            var name = SeriesName(loaded.row)
            name.key = "base_ceiling"
            for other in series[name] ?? [] where other.row.covers(start) {
                if case .fen(let ceiling) = other.row.value, ceiling < floor {
                    errors.append(error(.ceilingBelowFloor, other, "ceiling \(ceiling) fen below floor \(floor) fen"))
                }
            }
            guard loaded.row.note == nil, loaded.row.line != "housing_fund", !loaded.row.provisional else { continue }
            let average = SeriesName(key: "average_wage", at: loaded.row.at, cls: "full_calibre")
            guard let lastYear = LocalDate(year: start.year - 1, month: 7, day: 1) else { continue }
            for other in series[average] ?? [] where other.row.covers(lastYear) {
                if case .fen(let wage) = other.row.value, abs(floor - wage * 6 / 10) > 100 {
                    errors.append(
                        error(.floorNotShare, loaded, "floor \(floor) fen, 60 % of the average is \(wage * 6 / 10) fen: say why in a note"))
                }
            }
        }
        return errors
    }

    /// The employer's medical, maternity and large-sum rates against the total that was published.
    private static func shares(_ rows: [LoadedRow], _ series: [SeriesName: [LoadedRow]]) -> [PackError] {
        var errors: [PackError] = []
        for loaded in rows where loaded.row.key == "rate_total" {
            guard case .ppm(let total) = loaded.row.value, let day = loaded.row.start else { continue }
            var sum: Int64 = 0
            for line in ["medical", "maternity", "large_sum"] {
                let name = SeriesName(key: "rate", at: loaded.row.at, line: line, who: "employer")
                let row = (series[name] ?? []).first { $0.row.covers(day) }
                if case .ppm(let rate)? = row?.row.value { sum += rate }
            }
            if sum != total {
                errors.append(error(.sharesDoNotAdd, loaded, "the parts add up to \(sum) ppm, the published total is \(total) ppm"))
            }
        }
        return errors
    }
}
