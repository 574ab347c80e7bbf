package import Records
package import Wire

/// The mapping profiles of imports, by name, and what each brings. What they map stands in `Importing`.
package enum ImportProfiles {
    package static let kinds: [String: String] = [
        "roster": "roster", "roster-dingtalk": "roster", "roster-beisen": "roster", "roster-horilla": "roster", "roster-orangehrm": "roster",
        "roster-county": "roster", "roster-hr-dataset": "roster", "roster-ibm": "roster", "contracts": "contracts", "payslips": "payslips",
        "contributions": "contributions", "leave-balances": "leave_balances",
    ]
}

/// `import.apply`: takes an uploaded file into the records. The answer is a run in `q/hr`; the server works it off in slices, each
/// a mutation of its own, and goes on where it stood after a restart. The file of a dry run stays as well: the run that follows takes the same
/// upload, which a client does not send twice. All go when a record that they may hold goes (`ImportFiles`).
package enum ImportApply: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var blob: String
        package var profile: String
        package var dryRun: Bool
        package var fileName: String?

        enum CodingKeys: String, CodingKey {
            case id, blob, profile
            case dryRun = "dry_run"
            case fileName = "file_name"
        }
    }

    package static let op = "import.apply"
    package static let area = "platform"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [
        .text("id", "new run, 11 characters"),
        .text("blob", "content hash of an own upload, ≤ 32 MiB (1406): a longer file is cut between rows"),
        .text("profile", "mapping profile"),
        .bool("dry_run", "read, decide and report, but write nothing"), .text("file_name", optional: true, "the file's name, ≤ 200 bytes"),
    ]
    package static let meaning = LocalizedText(
        zh: "导入一个文件。凡依法删除此类记录时，文件、报告与过程一并删除（试运行亦同；《个人信息保护法》第19、47条），仅留文件名与哈希：此后不能撤销，同一文件不再接受。",
        en: "Imports a file. File, report and journal go, of dry runs too, when by law a record goes that it may hold (PIPL arts. 19, 47): name and "
            + "hash stay, undo and the same file are refused then.")
    package static let example: JSON = [
        "id": "L9kq3PmB41s", "blob": "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg", "profile": "roster", "dry_run": false,
    ]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> BlobInfo {
        try Check.newID(a.id)
        guard let blob = try reader.blob(a.blob, by: actor.subject) else {
            throw Refusal.no(
                .notFound, reason: "blob.missing", text: LocalizedText(zh: "文件不存在，请重新上传。", en: "The file is not there; upload it again."))
        }
        try refuseDeleted(a.blob, reader)
        return blob
    }

    /// The same file again would bring back what was deleted: it is known by its hash, which stays in the run.
    private static func refuseDeleted(_ hash: String, _ reader: any RecordReader) throws {
        var after: String?
        while true {
            let runs = try reader.page(ImportRun.self, after: after, limit: 500).map(\.record)
            if let run = runs.first(where: { $0.blob == hash && $0.fileDeletedAt != nil }) {
                throw Refusal.no(
                    .ruleRefused, reason: "import.file_deleted",
                    text: LocalizedText(
                        zh: "此文件曾导入（\(run.id)），其后同类记录有依法删除的；请去掉已删除的行后作为新文件导入。",
                        en: "This file was imported before (\(run.id)), and since then records of its kind were deleted by law: "
                            + "take those rows out and import the rest."),
                    data: ["run": .string(run.id)])
            }
            guard runs.count == 500 else { return }
            after = runs.last?.id
        }
    }

    package static func decide(_ a: Arguments, _ blob: BlobInfo, _ env: Environment) throws(Refusal) -> Changes {
        try Check.text(a.fileName, "file_name", 1...200)
        guard let kind = ImportProfiles.kinds[a.profile] else {
            throw .invalid("profile", "import.profile", zh: "没有这个导入模板。", en: "There is no such import profile.")
        }
        var changes = Changes()
        let run = ImportRun(
            id: a.id, profile: a.profile, kind: kind, blob: a.blob, fileName: a.fileName, dryRun: a.dryRun, status: .running, rowsRead: 0,
            rowsCreated: 0, rowsUpdated: 0, rowsUnchanged: 0, rowsRefused: 0, nextRow: 0, startedBy: env.actor.name, startedAt: env.now)
        changes.create(run, in: .hr)
        changes.use(blob, in: ImportRun.self, id: a.id)
        changes.result = ["id": .string(a.id)]
        return changes
    }
}

/// `import.undo`: takes back what a run wrote, as far as nobody has touched it since; worked off as a run of its own.
package enum ImportUndo: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var run: String
    }

    package static let op = "import.undo"
    package static let area = "platform"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [.text("id", "new run, 11 characters"), .text("run", "the run to take back")]
    package static let meaning = LocalizedText(zh: "撤销一次导入。", en: "Takes back an import.")
    package static let example: JSON = ["id": "L9kq3PmB42s", "run": "L9kq3PmB41s"]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> Stored<ImportRun> {
        try Check.newID(a.id)
        guard let run = try reader.record(ImportRun.self, id: a.run), run.feed == .hr else { throw Refusal.notFound }
        return run
    }

    package static func decide(_ a: Arguments, _ stored: Stored<ImportRun>, _ env: Environment) throws(Refusal) -> Changes {
        let run = stored.record
        guard run.status == .done || run.status == .failed, !run.dryRun, run.kind != "undo" else {
            throw .moved(stored, "import.not_undoable", zh: "此次导入不能撤销。", en: "This import cannot be taken back.")
        }
        guard run.fileDeletedAt == nil else {
            throw .moved(
                stored, "import.file_deleted", zh: "其后同类记录有依法删除的，文件与导入过程随之清除，不能撤销。",
                en: "Since then records of its kind were deleted by law, and with them its file and journal: it cannot be taken back.")
        }
        var changes = Changes()
        let undo = ImportRun(
            id: a.id, profile: run.profile, kind: "undo", blob: run.blob, fileName: run.fileName, dryRun: false, status: .running, rowsRead: 0,
            rowsCreated: 0, rowsUpdated: 0, rowsUnchanged: 0, rowsRefused: 0, nextRow: 0, startedBy: env.actor.name, startedAt: env.now, undoes: run.id)
        changes.create(undo, in: .hr)
        changes.result = ["id": .string(a.id)]
        return changes
    }
}
