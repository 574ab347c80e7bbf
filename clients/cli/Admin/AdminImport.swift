import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct AdminImport: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: say("help.admin.import"), discussion: say("help.admin.import.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.admin.import.file"))) var file: String
    @Option(name: .customLong("as"), help: ArgumentHelp(say("help.admin.import.profile"), valueName: "profile")) var importProfile: String
    @Flag(name: .customLong("dry-run"), help: ArgumentHelp(say("help.admin.import.dry_run"))) var dryRun = false
    @Option(name: .long, help: ArgumentHelp(say("help.admin.import.report"), valueName: "file")) var report: String?
    @Flag(name: .customLong("no-wait"), help: ArgumentHelp(say("help.admin.import.no_wait"))) var noWait = false

    func perform(_ workspace: Workspace) async throws {
        let bytes = try Files.read(file)
        let client = try workspace.client()
        let blob = try await client.stage(bytes, media: "text/csv", name: Files.name(file))
        let id = client.newID()
        let act = Act.importApply(id: id, blob: blob, profile: importProfile, dryRun: dryRun, fileName: Files.name(file))
        let item = try await workspace.act(client, act)
        guard item.state == .accepted, !noWait else { return try workspace.tell(item, extra: ["run": .string(id)]) }
        let lines = bytes.reduce(Int64(0)) { $1 == 0x0A ? $0 + 1 : $0 }
        let run = try await ImportRuns.follow(client, id, lines: lines, workspace)
        try await ImportRuns.tell(client, run, report: report, workspace)
    }
}

struct AdminImportUndo: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "import-undo", abstract: say("help.admin.import_undo"), discussion: say("help.admin.import_undo.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.admin.run"))) var run: String
    @Option(name: .long, help: ArgumentHelp(say("help.admin.import.report"), valueName: "file")) var report: String?

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        let entry = try workspace.find(run, in: try await client.entries("import_run"))
        let id = client.newID()
        let item = try await workspace.act(client, .importUndo(id: id, run: entry.id))
        guard item.state == .accepted else { return try workspace.tell(item, extra: ["run": .string(id)]) }
        let undone = try await ImportRuns.follow(client, id, lines: entry.int("rows_read") ?? 0, workspace)
        try await ImportRuns.tell(client, undone, report: report, workspace)
    }
}

struct AdminImports: Subcommand {
    static let configuration = CommandConfiguration(commandName: "imports", abstract: say("help.admin.imports"))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var fresh: FreshOption

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        try await workspace.freshen(client, fresh)
        let entries = try await client.entries("import_run").sorted { ($0.text("started_at") ?? "") > ($1.text("started_at") ?? "") }
        try await workspace.list(client, "import_runs", entries, empty: "empty.imports") { entries in
            var table = Table([
                Table.left(say("field.started")), Table.flexible(say("field.file")), Table.left(say("field.import_profile")),
                Table.left(say("field.status")), Table.right(say("field.read")), Table.right(say("field.created_rows")),
                Table.right(say("field.updated_rows")), Table.right(say("field.refused_rows")), Table.left(say("field.id")),
            ])
            for entry in entries {
                let dry = entry.members["dry_run"]?.boolValue == true ? " " + say("mark.dry_run") : ""
                table.add(
                    Show.time(entry.members["started_at"]) ?? "", (entry.text("file_name") ?? "") + ImportRuns.deleted(entry), entry.text("profile") ?? "",
                    word("import", entry.text("status")) + dry, "\(entry.int("rows_read") ?? 0)", "\(entry.int("rows_created") ?? 0)",
                    "\(entry.int("rows_updated") ?? 0)", "\(entry.int("rows_refused") ?? 0)", entry.id)
            }
            return table
        }
    }
}

/// Following a run to its end, and telling what it did.
enum ImportRuns {
    /// Polls the run's record; a lost connection only delays the answer, the server goes on by itself.
    static func follow(_ client: Client, _ id: String, lines: Int64, _ workspace: Workspace) async throws -> Entry {
        let progress = Progress(say("import.progress"), isShown: workspace.output.showsProgress)
        defer { progress.end() }
        var failures = 0
        while true {
            do {
                _ = try await client.sync()
                failures = 0
            } catch let error as ClientError {
                failures += 1
                if failures > 5 || !error.leavesActsWaiting { throw error }
                await client.disconnect()
            }
            if let run = try await client.entry("import_run", id) {
                if run.text("status") != ImportStatus.running.rawValue { return run }
                progress.show(run.int("next_row") ?? 0, of: lines)
            }
            try await Task.sleep(for: .milliseconds(400))
        }
    }

    static func tell(_ client: Client, _ run: Entry, report path: String?, _ workspace: Workspace) async throws {
        let report = try await report(client, run)
        if let path, let report {
            let bytes = path.hasSuffix(".csv") ? ReportFile.csv(report) : report.bytes + [0x0A]
            try Files.write(bytes, to: path)
        }
        workspace.output.emit("import_run", run.json, about: ["report": report ?? .null]) { page in
            let dry = run.members["dry_run"]?.boolValue == true
            page.title(word("import", run.text("status")) + (dry ? " " + say("mark.dry_run") : ""))
            page.fields([
                (say("field.id"), run.id), (say("field.undoes"), run.text("undoes")),
            ] + counts(run) + [
                (say("field.reason"), ImportRuns.reason(run)),
                (say("field.file"), Show.time(run.members["file_deleted_at"]).map { say("import.file_deleted", $0) }),
            ])
            let issues = report?["rows"]?.arrayValue ?? []
            if !issues.isEmpty { page.table(table(issues.prefix(20))) }
            if issues.count > 20 { page.line(page.style.dim(say("import.more", "\(issues.count - 20)"))) }
        }
        if run.text("status") == ImportStatus.failed.rawValue { throw ArgumentExit.refused }
        if (run.int("rows_refused") ?? 0) > 0 { throw ExitCode(ExitStatus.someBad.rawValue) }
    }

    /// In the language of who looks: `中文 / English`, as the record holds it.
    private static func reason(_ run: Entry) -> String? {
        guard let text = run.text("error") else { return nil }
        let parts = text.split(separator: " / ", maxSplits: 1).map(String.init)
        return parts.count == 2 ? parts[Catalogue.current == .zh ? 0 : 1] : text
    }

    /// A run counts rows; one that takes another back counts records.
    private static func counts(_ run: Entry) -> [(String, String?)] {
        let names =
            run.text("undoes") == nil
            ? [
                (say("field.read"), "rows_read"), (say("field.created_rows"), "rows_created"), (say("field.updated_rows"), "rows_updated"),
                (say("field.unchanged_rows"), "rows_unchanged"), (say("field.refused_rows"), "rows_refused"),
            ]
            : [
                (say("field.removed_records"), "rows_created"), (say("field.restored_records"), "rows_updated"),
                (say("field.kept_records"), "rows_refused"),
            ]
        return names.map { ($0.0, "\(run.int($0.1) ?? 0)") }
    }

    /// Mark behind the file's name.
    static func deleted(_ run: Entry) -> String {
        Show.time(run.members["file_deleted_at"]) == nil ? "" : " " + say("mark.file_deleted")
    }

    private static func report(_ client: Client, _ run: Entry) async throws -> JSON? {
        guard Show.time(run.members["file_deleted_at"]) == nil, let hash = run.text("report") else { return nil }
        return try JSON(parsing: await client.download(hash, ref: "import_run/\(run.id)"))
    }

    static func table(_ issues: some Sequence<JSON>) -> Table {
        var table = Table([
            Table.right(say("field.row")), Table.left(say("field.column")), Table.left(say("field.value")), Table.flexible(say("field.reason")),
        ])
        for issue in issues {
            table.add(
                issue["row"]?.intValue.map { "\($0)" } ?? "", issue["column"]?.stringValue ?? "", issue["value"]?.stringValue ?? "",
                Show.localized(issue["hint"]))
        }
        return table
    }
}
