import Importing
import Records
import Wire

/// Collects a slice's journal.
struct JournalBuilder {
    private(set) var entries: [JSON] = []
    private(set) var lookups: [JSON] = []
    private(set) var issues: [RowIssue] = []
    var outcomes = RowRuns()
    /// Of rows before these, which no journal holds yet.
    private let carried: [RowIssue]
    private let carriedOutcomes: RowRuns
    /// About how many bytes the journal's row has.
    private(set) var size = 0

    /// Kept below `Limits.rowBytes`, with room for what an estimate may miss.
    static let limit = 40 * 1024

    init(carried: [RowIssue], outcomes: RowRuns) {
        self.carried = carried
        carriedOutcomes = outcomes
        for issue in carried { size += ReportTable.row(issue).bytes.count + 1 }
    }

    /// So many issues are worth a journal of their own.
    var isWorthWriting: Bool { carried.count + issues.count >= 64 }

    mutating func wrote(_ schema: CollectionSchema, _ id: String, rev: Int64, before: (feed: String, row: JSON)?) {
        let entry: JSON = [
            .int(Int64(schema.code)), .string(id), .int(rev), before.map { .string($0.feed) } ?? .null, before?.row ?? .null,
        ]
        size += entry.bytes.count + 1
        entries.append(entry)
    }

    mutating func looked(_ space: Int32, _ text: String, target: String?, before: String?) {
        let lookup: JSON = [.int(Int64(space)), .string(text), target.map { .string($0) } ?? .null, before.map { .string($0) } ?? .null]
        size += lookup.bytes.count + 1
        lookups.append(lookup)
    }

    mutating func note(_ issue: RowIssue) {
        size += ReportTable.row(issue).bytes.count + 1
        issues.append(issue)
    }

    func record(_ run: String, _ number: Int) -> ImportJournal {
        var rows = carriedOutcomes
        rows.add(outcomes)
        return ImportJournal(
            id: ImportJournal.id(run, number), run: run, entries: .array(entries), lookups: .array(lookups),
            issues: .array((carried + issues).map(ReportTable.row)), outcomes: rows.json)
    }
}
