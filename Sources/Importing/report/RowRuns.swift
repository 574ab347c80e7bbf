package import Wire

/// What became of every row of a file, as runs of rows with the same outcome: a report names all rows without listing each.
package struct RowRuns: Sendable, Equatable {
    package enum Outcome: String, Sendable {
        case created, updated, unchanged, refused
        /// Equal to an earlier row in every cell, and taken with that.
        case identical
    }

    package struct Run: Sendable, Equatable {
        /// The first and the last row, from 2 (the heading is row 1).
        package var from: Int
        package var to: Int
        package var outcome: Outcome
    }

    /// Beyond this many the rest is counted only: a file whose every row differs from the one before it would fill the report.
    package static let kept = 50_000

    package private(set) var runs: [Run] = []
    package private(set) var dropped = 0

    package init() {}

    package mutating func add(_ row: Int, _ outcome: Outcome) { add(Run(from: row, to: row, outcome: outcome)) }

    package mutating func add(_ other: RowRuns) {
        for run in other.runs { add(run) }
        dropped += other.dropped
    }

    private mutating func add(_ run: Run) {
        if let last = runs.last, last.outcome == run.outcome, last.to + 1 >= run.from {
            runs[runs.count - 1].to = max(last.to, run.to)
        } else if runs.count < RowRuns.kept {
            runs.append(run)
        } else {
            dropped += run.to - run.from + 1
        }
    }

    /// `[[first row, last row, outcome], …]`.
    package var json: JSON {
        .array(runs.map { [.int(Int64($0.from)), .int(Int64($0.to)), .string($0.outcome.rawValue)] })
    }

    package init(_ json: JSON?) {
        for item in json?.arrayValue ?? [] {
            guard let from = item[0]?.intValue, let to = item[1]?.intValue, from <= to,
                let outcome = item[2]?.stringValue.flatMap(Outcome.init(rawValue:))
            else { continue }
            add(Run(from: Int(from), to: Int(to), outcome: outcome))
        }
    }
}
