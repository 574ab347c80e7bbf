import Base
import Casework
import Evidence
import Importing
import Records
import Store
import Tenancy
import Wire

/// Takes a run back, journal by journal from the last: what nobody has touched since becomes what it was; the rest stays and is
/// counted as refused.
final class ImportUndoWork {
    private let partition: Partition
    private var run: ImportRun

    init(_ partition: Partition, _ run: ImportRun) {
        self.partition = partition
        self.run = run
    }

    func run() async throws {
        // A run asked for before there was a column for it names its target as its profile.
        let target = run.undoes ?? run.profile
        let journals = try await partition.readOnPool { try ImportJournals.all(of: target, $0) }
        // A record may stand in several slices: its last revision there is what must still be.
        var last: [String: Int64] = [:]
        for entry in journals.flatMap({ $0.entries.arrayValue ?? [] }) {
            if let entry = UndoEntry(entry) { last[entry.key] = entry.rev }
        }
        // Slices done before a restart: `next_row` counts them.
        for (index, journal) in journals.reversed().enumerated() where index >= run.nextRow {
            let (before, expected) = (run, last)
            (run, last) = try await partition.system("import.undo", leaf: .import) { writer in
                try UndoJob(journal: journal, number: index, run: before, expected: expected).write(writer)
            }
        }
        try await removeDepartments(journals, last)
        try await end(target)
    }

    /// Last, when it is known who has gone: departments that the run made and in which nobody is now. Skipped after a restart behind it.
    private func removeDepartments(_ journals: [ImportJournal], _ expected: [String: Int64]) async throws {
        let index = journals.count
        guard run.nextRow == index else { return }
        let made = journals.flatMap { $0.entries.arrayValue ?? [] }.compactMap(UndoEntry.init).filter {
            $0.code == Department.schema.code && $0.feed == nil && $0.rev == expected[$0.key]
        }
        let lookups = journals.flatMap { $0.lookups.arrayValue ?? [] }.filter { lookup in
            lookup[0]?.intValue == Int64(LookupSpace.remote.rawValue)
                && lookup[1]?.stringValue?.hasPrefix(Department.schema.name + "|") ?? false
        }
        let before = run
        run = try await partition.system("import.undo", leaf: .import) { writer in
            var run = before
            let used = try UndoGuard.departmentsInUse(writer)
            var removed: Set<String> = []
            for entry in made {
                run.rowsRead += 1
                guard try writer.row(entry.code, entry.id)?.header.rev == entry.rev, !used.contains(entry.id) else {
                    run.rowsRefused += 1
                    continue
                }
                try writer.remove(Department.schema, id: entry.id)
                removed.insert(entry.id)
                run.rowsCreated += 1
            }
            for lookup in lookups where lookup[2]?.stringValue.map(removed.contains) ?? false {
                try writer.removeLookup(.remote, lookup[1]?.stringValue ?? "")
            }
            run.nextRow = index + 1
            try writer.put(run, in: .hr)
            writer.note["run"] = .string(run.id)
            return run
        }
    }

    private func end(_ target: String) async throws {
        let done = run
        try await partition.system("import.finish", leaf: .import) { writer in
            if var original = try writer.record(ImportRun.self, id: target)?.record {
                original.status = .undone
                try writer.put(original, in: .hr)
            }
            var finished = done
            finished.status = .done
            finished.finishedAt = writer.now
            try writer.put(finished, in: .hr)
            writer.note["run"] = .string(done.id)
            writer.note["undone"] = .string(target)
        }
    }
}

/// One record as a journal has it.
struct UndoEntry {
    var code: Int32
    var id: String
    var rev: Int64
    var feed: Feed?
    var row: JSON?

    var key: String { "\(code)/\(id)" }

    init?(_ json: JSON) {
        guard let code = json[0]?.intValue, let id = json[1]?.stringValue, let rev = json[2]?.intValue else { return nil }
        (self.code, self.id, self.rev) = (Int32(truncatingIfNeeded: code), id, rev)
        feed = json[3]?.stringValue.flatMap { Feed($0) }
        row = json[4]
    }
}

private struct UndoJob: Sendable {
    let journal: ImportJournal
    let number: Int
    let run: ImportRun
    let expected: [String: Int64]

    func write(_ writer: PartitionWriter) throws -> (ImportRun, [String: Int64]) {
        var run = run
        var expected = expected
        var changes = Changes()
        var restored: [String] = []
        var removed: Set<String> = []
        var people = UndoGuard(expected: expected)
        for json in (journal.entries.arrayValue ?? []).reversed() {
            guard let entry = UndoEntry(json), let schema = Schema.coded(entry.code) else { continue }
            // Departments wait until it is known who has gone.
            if entry.code == Department.schema.code, entry.feed == nil { continue }
            run.rowsRead += 1
            let header = try writer.row(entry.code, entry.id)?.header
            guard let header, header.rev == expected[entry.key], !restored.contains(entry.key) else {
                if header != nil { run.rowsRefused += 1 }
                continue
            }
            if entry.feed == nil, case .employee(let person) = try writer.feed(header.feed), try people.isInUse(person, writer) {
                run.rowsRefused += 1
                continue
            }
            if let feed = entry.feed, let row = entry.row {
                try UndoJob.put(schema, row, in: feed, &changes)
                restored.append(entry.key)
                run.rowsUpdated += 1
            } else {
                try writer.remove(schema, id: entry.id)
                removed.insert(entry.key)
                run.rowsCreated += 1
            }
        }
        try undoLookups(writer, removed, &changes)
        try writer.apply(changes)
        for key in restored {
            let parts = key.split(separator: "/", maxSplits: 1)
            guard parts.count == 2, let code = Int32(parts[0]) else { continue }
            expected[key] = try writer.row(code, String(parts[1]))?.header.rev
        }
        run.nextRow = number + 1
        try writer.put(run, in: .hr)
        writer.note["run"] = .string(run.id)
        return (run, expected)
    }

    /// Only lookups of records that are gone, or whose text has not passed to another since.
    private func undoLookups(_ writer: PartitionWriter, _ removed: Set<String>, _ changes: inout Changes) throws {
        for lookup in journal.lookups.arrayValue ?? [] {
            guard let space = lookup[0]?.intValue.flatMap({ LookupSpace(rawValue: Int32(truncatingIfNeeded: $0)) }),
                let text = lookup[1]?.stringValue
            else { continue }
            let (target, before) = (lookup[2]?.stringValue, lookup[3]?.stringValue)
            let isGone = target.map { removed.contains(UndoJob.key(space, text, $0)) } ?? true
            guard try writer.find(space, text) == target, isGone || before != nil else { continue }
            if let before { changes.setLookup(space, text, to: before) } else { changes.removeLookup(space, text) }
        }
    }

    /// The record behind a lookup, as `UndoEntry.key` has it.
    private static func key(_ space: LookupSpace, _ text: String, _ target: String) -> String {
        let schema: CollectionSchema?
        switch space {
        case .staffNo: schema = Employee.schema
        case .identityNumber: schema = EmployeePrivate.schema
        default: schema = Schema.named(text.prefix { $0 != "|" })
        }
        return "\(schema?.code ?? 0)/\(target)"
    }

    /// A row of any collection, written again as it was.
    private static func put(_ schema: CollectionSchema, _ row: JSON, in feed: Feed, _ changes: inout Changes) throws {
        guard let type = Schema.types.first(where: { $0.schema.code == schema.code }) else { return }
        try put(type, row, in: feed, &changes)
    }

    private static func put<R: Record>(_: R.Type, _ row: JSON, in feed: Feed, _ changes: inout Changes) throws {
        let (record, _) = try RowCoder.record(R.self, row: row.bytes)
        changes.put(record, in: feed)
    }
}
