package import Base
package import Records
import Wire

/// The files of imports, which hold whole rows: also those of people whose row changed nothing or was refused, and of dry runs, of which no
/// leaf tells. What a file holds cannot be asked without reading it, and so with a record go the files of **all** runs that can have held
/// it (PIPL 19, 47), before the record itself: at the moment it goes, no file of these kinds is left.
package struct ImportFiles: Sendable {
    /// Runs whose files one slice drops, and rows that these have together (a journal has up to 64); one run at least.
    package static let sliceRuns = 32
    package static let sliceRows = 64 * 1024

    private let runs: [Stored<ImportRun>]

    private init(_ runs: [Stored<ImportRun>]) { self.runs = runs }

    /// Kinds of import whose files hold what a record of the collection says. Every file names its people: with the roster record, or
    /// its private side, all of them go.
    package static func kinds(of collection: String) -> Set<String> {
        switch collection {
        case Employee.schema.name, EmployeePrivate.schema.name: Set(ImportProfiles.kinds.values)
        case Contract.schema.name: ["roster", "contracts"]
        case Payslip.schema.name, PayslipCost.schema.name: ["payslips"]
        case Contribution.schema.name: ["contributions"]
        case LeaveBalance.schema.name: ["leave_balances"]
        default: []
        }
    }

    /// Every run, where one of the collections comes from imports; none otherwise.
    package static func load(_ collections: some Sequence<String>, _ reader: any RecordReader) throws -> ImportFiles {
        guard collections.contains(where: { !kinds(of: $0).isEmpty }) else { return ImportFiles([]) }
        var (runs, after) = ([Stored<ImportRun>](), String?.none)
        while case let page = try reader.page(ImportRun.self, after: after, limit: 500), let last = page.last {
            // An undo has no file of its own.
            runs += page.filter { $0.record.undoes == nil && $0.record.kind != "undo" }
            after = last.record.id
        }
        return ImportFiles(runs)
    }

    package static let none = ImportFiles([])

    /// Those that still have files which may hold records of these collections: runs of the kinds, a failed run of any kind (its file may
    /// have been given the wrong profile), and whatever else took in the same file. At most one slice.
    package func next(_ collections: some Sequence<String>) -> [Stored<ImportRun>] {
        let kinds = collections.reduce(into: Set<String>()) { $0.formUnion(ImportFiles.kinds(of: $1)) }
        guard !kinds.isEmpty else { return [] }
        let hashes = Set(runs.map(\.record).filter { kinds.contains($0.kind) }.map(\.blob))
        var (found, rows) = ([Stored<ImportRun>](), 0)
        for run in runs where run.record.fileDeletedAt == nil && (hashes.contains(run.record.blob) || run.record.status == .failed) {
            rows += run.record.nextRow
            guard found.isEmpty || (found.count < ImportFiles.sliceRuns && rows <= ImportFiles.sliceRows) else { break }
            found.append(run)
        }
        return found
    }
}

extension Changes {
    /// File, report and journal of each run go. Hash and name stay in run and log: by them the same file is known when it comes again. A
    /// run that is at work is marked, and drops them when it ends.
    package mutating func dropFiles(of runs: [Stored<ImportRun>], at now: Timestamp) {
        for stored in runs {
            var run = stored.record
            run.fileDeletedAt = now
            put(run, in: stored.feed)
            if run.status != .running { drop(fileOf: run.id) }
        }
        note["files"] = .int(Int64(runs.count))
    }
}
