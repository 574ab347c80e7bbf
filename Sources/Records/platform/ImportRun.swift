public import Base

/// One import with its counts, without personal data, in `q/hr`; its journal and reports stand in `x/import`.
public struct ImportRun: Record {
    public var id: String
    public var profile: String
    public var kind: String
    public var blob: String
    public var fileName: String?
    public var dryRun: Bool
    public var status: ImportStatus
    public var rowsRead: Int
    public var rowsCreated: Int
    public var rowsUpdated: Int
    public var rowsUnchanged: Int
    public var rowsRefused: Int
    public var nextRow: Int
    public var report: String?
    public var startedBy: String
    public var startedAt: Timestamp
    public var finishedAt: Timestamp?
    public var error: String?
    public var undoes: String?
    public var fileDeletedAt: Timestamp?

    public static let schema = CollectionSchema(
        "import_run", code: 20, area: "platform", secrecy: .open,
        meaning: "an import and its counts",
        columns: [
            .text("profile", "mapping profile"),
            .text("kind", "roster, contracts, payslips, contributions or leave_balances"),
            .text("blob", "content hash of the file"),
            .text("file_name", optional: true, "its name"),
            .bool("dry_run", "nothing is written"),
            .word("status", ImportStatus.self, "where it stands"),
            .int("rows_read", "rows read"),
            .int("rows_created", "records made"),
            .int("rows_updated", "records changed"),
            .int("rows_unchanged", "rows that changed nothing"),
            .int("rows_refused", "rows refused"),
            .int("next_row", "where a restart goes on"),
            .text("report", optional: true, "content hash of the report"),
            .text("started_by", "employee id"),
            .time("started_at", "start"),
            .time("finished_at", optional: true, "end"),
            .text("error", optional: true, "why it failed"),
            .text("undoes", optional: true, "the run it takes back; it counts records: `rows_created` removed, `rows_refused` kept"),
            .time(
                "file_deleted_at", optional: true,
                "when file, report and journal were deleted, since by law a record went that they may have held; hash and name stay"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, profile, kind, blob, status, report, error, undoes
        case fileName = "file_name"
        case dryRun = "dry_run"
        case rowsRead = "rows_read"
        case rowsCreated = "rows_created"
        case rowsUpdated = "rows_updated"
        case rowsUnchanged = "rows_unchanged"
        case rowsRefused = "rows_refused"
        case nextRow = "next_row"
        case startedBy = "started_by"
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case fileDeletedAt = "file_deleted_at"
    }

    public init(
        id: String, profile: String, kind: String, blob: String, fileName: String? = nil, dryRun: Bool, status: ImportStatus,
        rowsRead: Int, rowsCreated: Int, rowsUpdated: Int, rowsUnchanged: Int, rowsRefused: Int, nextRow: Int,
        report: String? = nil, startedBy: String, startedAt: Timestamp, finishedAt: Timestamp? = nil, error: String? = nil,
        undoes: String? = nil
    ) {
        self.id = id
        self.profile = profile
        self.kind = kind
        self.blob = blob
        self.fileName = fileName
        self.dryRun = dryRun
        self.status = status
        self.rowsRead = rowsRead
        self.rowsCreated = rowsCreated
        self.rowsUpdated = rowsUpdated
        self.rowsUnchanged = rowsUnchanged
        self.rowsRefused = rowsRefused
        self.nextRow = nextRow
        self.report = report
        self.startedBy = startedBy
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.error = error
        self.undoes = undoes
    }
}

/// Where an import stands.
public enum ImportStatus: String, Word {
    case running, done, failed, undone, other
}
