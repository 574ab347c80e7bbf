import Base
import Casework
import Importing
import Records
import Store
import Tenancy
import Wire

/// What a slice came to.
struct SliceResult: Sendable {
    var run: ImportRun
    /// Rows done, of those given.
    var taken = 0
    var issues: [RowIssue] = []
    var outcomes = RowRuns()
}

/// Some rows of a run, written by one mutation.
struct SliceJob: Sendable {
    /// Thrown to leave out the commit: a dry run, or rows that change nothing.
    struct NotWritten: Error {
        let result: SliceResult
    }

    /// Thrown when a row's writes were refused.
    struct RowFailed: Error {
        let row: Int
        let issue: RowIssue
    }

    let rows: [CSVReader.Row]
    let parser: RowParser
    let scan: ImportScan
    let run: ImportRun
    /// The number of the journal it writes.
    let journal: Int
    let pass: Int
    let offset: Int
    let refused: [Int: RowIssue]
    /// Issues of rows before these that no journal holds yet.
    var carried: [RowIssue] = []
    var carriedOutcomes = RowRuns()

    func write(_ writer: PartitionWriter) throws -> SliceResult {
        guard let today = writer.now.date() else { throw RPCError(.unavailable) }
        let env = Environment(now: writer.now, today: today, actor: .server(.importer)) { "" }
        var result = SliceResult(run: run)
        var journal = JournalBuilder(carried: carried, outcomes: carriedOutcomes)
        var bytes = 0
        for row in rows {
            try one(row, writer, env, &result, &journal, &bytes)
            result.taken += 1
            result.run.nextRow = row.number + offset + 1
            if bytes > ImportWork.sliceBytes || journal.size > JournalBuilder.limit { break }
        }
        result.issues = journal.issues
        result.outcomes = journal.outcomes
        guard bytes > 0 || journal.isWorthWriting, !run.dryRun else { throw NotWritten(result: result) }
        try writer.put(journal.record(run.id, self.journal), in: .imports, isNew: true)
        // A deletion by law may have marked the run since the last slice.
        result.run.fileDeletedAt = try writer.record(ImportRun.self, id: run.id)?.record.fileDeletedAt
        try writer.put(result.run, in: .hr)
        writer.note["run"] = .string(run.id)
        writer.note["rows"] = [.int(Int64(rows.first?.number ?? 0)), .int(Int64(result.taken))]
        return result
    }

    private func one(
        _ row: CSVReader.Row, _ writer: PartitionWriter, _ env: Environment, _ result: inout SliceResult, _ journal: inout JournalBuilder,
        _ bytes: inout Int
    ) throws {
        if pass == 1 { result.run.rowsRead += 1 }
        do {
            if let issue = refused[row.number] { throw RowRefusal(issue: issue) }
            let (draft, note) = try scan.draft(row, parser)
            if let note, pass == 1 { journal.note(note) }
            guard let draft else {
                if pass == 1 { journal.outcomes.add(row.number, .identical) }
                return
            }
            let decision = try RowDecider.decide(draft, row: row.number, writer, env) { scan.has($0) }
            try apply(decision.changes, of: row, writer, &journal, &bytes)
            guard pass == 1 else { return }
            if let note = decision.note { journal.note(note) }
            switch decision.outcome {
            case .created: result.run.rowsCreated += 1
            case .updated: result.run.rowsUpdated += 1
            case .unchanged: result.run.rowsUnchanged += 1
            }
            journal.outcomes.add(row.number, decision.outcome.reported)
        } catch let refusal as RowRefusal {
            guard pass == 1 else { return }
            result.run.rowsRefused += 1
            journal.note(refusal.issue)
            journal.outcomes.add(row.number, .refused)
        }
    }

    private func apply(
        _ changes: Changes, of row: CSVReader.Row, _ writer: PartitionWriter, _ journal: inout JournalBuilder, _ bytes: inout Int
    ) throws {
        guard !changes.isEmpty else { return }
        var before: [(feed: String, row: JSON)?] = []
        for put in changes.puts {
            let old = try writer.row(put.schema.code, put.record.id)
            before.append(try old.map { (try writer.feed($0.header.feed).text, try JSON(parsing: Array($0.row))) })
            bytes += try put.row(rev: 1).count
        }
        for lookup in changes.lookups {
            let held = try writer.find(lookup.space, lookup.text)
            journal.looked(lookup.space.rawValue, lookup.text, target: lookup.target, before: held)
        }
        do { try writer.apply(changes) } catch let refusal as Refusal {
            var hint = LocalizedText(zh: "无法保存此行。", en: "This row cannot be kept.")
            if case .no(_, _, let text, _) = refusal { hint = text }
            throw RowFailed(row: row.number, issue: RowIssue(row: row.number, code: refusal.reason ?? "refused", hint: hint))
        }
        for (put, before) in zip(changes.puts, before) {
            let rev = try writer.row(put.schema.code, put.record.id)?.header.rev ?? 0
            journal.wrote(put.schema, put.record.id, rev: rev, before: before)
        }
    }
}

extension RowDecision.Outcome {
    fileprivate var reported: RowRuns.Outcome {
        switch self {
        case .created: .created
        case .updated: .updated
        case .unchanged: .unchanged
        }
    }
}
