import Base
import Casework
import Evidence
import Importing
import Records
import Store
import Tenancy
import Wire

/// One run: its file is read twice (a scan of the whole, then the rows), a chunk at a time, and its rows are written in slices. A slice is one mutation
/// with its journal and the run's counts, so that a crash leaves whole slices, and the next start goes on behind them.
final class ImportWork {
    /// Where a run fails as a whole: the file cannot be read with this profile.
    struct Failure: Error {
        let text: String
    }

    /// Bytes of rows a slice aims at, of the 128 KiB it may have, and rows looked at for it.
    static let sliceBytes = 96 * 1024
    static let sliceRows = 64

    private let partition: Partition
    private let pools: Pools
    private var run: ImportRun
    private var journals = 0
    private var issues: [RowIssue] = []
    private var more = 0
    /// Of rows that changed nothing since the last slice that was written: they go into the journal of the next, together with the
    /// counts that hold them, so that a crash loses neither or both.
    private var carried: [RowIssue] = []
    private var carriedOutcomes = RowRuns()
    private var outcomes = RowRuns()

    init(_ partition: Partition, _ run: ImportRun, _ pools: Pools) {
        self.partition = partition
        self.run = run
        self.pools = pools
    }

    func run() async throws {
        do {
            guard let profile = Profiles.named(run.profile) else { throw Failure(text: "profile") }
            let file = ImportFile(partition, run)
            let scan = try await pools.read.run {
                do {
                    var reader = try file.rows(profile)
                    return try ImportScan(&reader)
                } catch { throw ImportWork.failure(error) }
            }
            try await loadIssues()
            let first = try await pools.read.run { ImportRows(try file.rows(profile)) }
            if journals == 0 {
                // Told with the first slice.
                carried = first.parser.map.ignoredNotes
                carried.forEach(keep)
            }
            try await rows(first, scan, pass: 1)
            if first.parser.map.heading(of: .reportsTo) != nil, !run.dryRun {
                // Managers that stand below their people in the file are known now.
                try await rows(try await pools.read.run { ImportRows(try file.rows(profile)) }, scan, pass: 2)
            }
            try await finish(.done, error: nil)
        } catch let failure as Failure {
            try await finish(.failed, error: failure.text)
        } catch let error as CSVError {
            try await finish(.failed, error: (ImportWork.failure(error) as? Failure)?.text)
        }
    }

    static func failure(_ error: any Error) -> any Error {
        switch error {
        // What storage says is no fault of the file: the run stays pending and goes on.
        case let error as RPCError: error
        case let error as CSVError: Failure(text: said(error.text))
        case let error as HeadingError: Failure(text: said(error.text))
        case let error as Failure: error
        default: Failure(text: said(LocalizedText(zh: "文件无法读取。", en: "The file cannot be read.")))
        }
    }

    /// The record is read by officers of either language.
    private static func said(_ text: LocalizedText) -> String { "\(text.zh) / \(text.en)" }

    /// After a restart: what earlier slices reported, and how many there were.
    private func loadIssues() async throws {
        let run = run.id
        let kept = try await partition.readOnPool { reader in
            try ImportJournals.all(of: run, reader).map { ($0.issues.arrayValue ?? [], $0.outcomes) }
        }
        journals = kept.count
        for (issues, rows) in kept {
            issues.compactMap(ReportTable.issue).forEach(keep)
            outcomes.add(RowRuns(rows))
        }
    }

    private func keep(_ issue: RowIssue) {
        if issues.count < ImportCheck.issuesKept { issues.append(issue) } else { more += 1 }
    }

    // MARK: Rows

    /// Rows of the second pass are numbered behind all rows of the first, so that `next_row` says how far both are.
    private func rows(_ file: ImportRows, _ scan: ImportScan, pass: Int) async throws {
        let offset = pass == 1 ? 0 : scan.lastRow
        var waiting: [CSVReader.Row] = []
        var isAtEnd = false
        while !isAtEnd || !waiting.isEmpty {
            let (missing, from) = (ImportWork.sliceRows - waiting.count, run.nextRow - offset)
            if missing > 0, !isAtEnd {
                let more = try await pools.read.run { try file.next(missing, from: from) }
                isAtEnd = more.count < missing
                waiting += more
            }
            guard !waiting.isEmpty else { continue }
            let taken = try await slice(waiting, file.parser, scan, pass: pass, offset: offset)
            waiting.removeFirst(taken)
        }
    }

    /// Writes as many of the rows as fit; answers how many those were.
    private func slice(
        _ rows: [CSVReader.Row], _ parser: RowParser, _ scan: ImportScan, pass: Int, offset: Int
    ) async throws -> Int {
        var refused: [Int: RowIssue] = [:]
        while true {
            let job = SliceJob(
                rows: rows, parser: parser, scan: scan, run: run, journal: journals, pass: pass, offset: offset, refused: refused,
                carried: carried, carriedOutcomes: carriedOutcomes)
            let result: SliceResult
            do {
                result = try await partition.system("import.slice", leaf: .import) { try job.write($0) }
                journals += 1
                (carried, carriedOutcomes) = ([], RowRuns())
            } catch let nothing as SliceJob.NotWritten {
                result = nothing.result
                if pass == 1, !run.dryRun {
                    carried += result.issues
                    carriedOutcomes.add(result.outcomes)
                }
            } catch let failed as SliceJob.RowFailed {
                // The row's writes were refused by the partition itself: the slice is done again without it.
                refused[failed.row] = failed.issue
                continue
            }
            run = result.run
            if pass == 1 {
                result.issues.forEach(keep)
                outcomes.add(result.outcomes)
            }
            return result.taken
        }
    }

    // MARK: The end

    private func finish(_ status: ImportStatus, error: String?) async throws {
        let (run, issues, more, outcomes) = (run, issues, more, outcomes)
        try await partition.system("import.finish", leaf: .import) { writer in
            guard var done = try writer.record(ImportRun.self, id: run.id)?.record, done.status == .running else { return }
            done.rowsRead = run.rowsRead
            (done.rowsCreated, done.rowsUpdated) = (run.rowsCreated, run.rowsUpdated)
            (done.rowsUnchanged, done.rowsRefused) = (run.rowsUnchanged, run.rowsRefused)
            done.nextRow = run.nextRow
            done.status = status
            done.error = error
            done.finishedAt = writer.now
            // Marked by a deletion while it was at work: now nothing needs the file any more.
            let isMarked = done.fileDeletedAt != nil
            if isMarked { done.fileDeletedAt = writer.now }
            if !outcomes.runs.isEmpty, !isMarked {
                let report = ReportTable.json(run: run.id, issues: issues, more: more, outcomes: outcomes).bytes
                done.report = try writer.keepBlob(
                    report, media: "application/json", name: "import-\(run.id).json", for: (ImportRun.schema, run.id))
            }
            try writer.put(done, in: .hr)
            if isMarked { try writer.dropFile(of: run.id) }
            writer.note["run"] = .string(run.id)
            writer.note["status"] = .string(status.rawValue)
        }
    }
}

enum ImportJournals {
    /// A run's journals in the order they were written.
    static func all(of run: String, _ reader: PartitionReader) throws -> [ImportJournal] {
        var found: [ImportJournal] = []
        while let next = try reader.record(ImportJournal.self, id: ImportJournal.id(run, found.count)) { found.append(next.record) }
        return found
    }
}
