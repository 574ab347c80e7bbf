import Base
import Foundation
import StoreSQLite
import Tenancy

/// Copies of the databases, each of one instant, made with SQLite's own backup: readers and writers go on meanwhile, also those of
/// another process.
enum Backup {
    struct Made {
        var folder: String
        var files: Int
    }

    /// A folder's name for an instant: `2026-11-21T070000`.
    static func name(_ now: Timestamp) -> String {
        String(now.rfc3339(offsetMinutes: 0).prefix(19)).replacingOccurrences(of: ":", with: "")
    }

    /// Into `backup.dir/<time>`, which appears under its name only when it is whole. `tell` hears one line a file.
    static func make(_ settings: Settings, now: Timestamp, _ tell: (String) -> Void) throws -> Made {
        let files = FileManager.default
        let name = Backup.name(now)
        let folder = settings.backupDir + "/" + name
        let unfinished = folder + ".unfinished"
        guard files.fileExists(atPath: settings.dataDir + "/platform.sqlite") else { throw StartRefusal.noData(folder: settings.dataDir) }
        try? files.removeItem(atPath: unfinished)
        do {
            try files.createDirectory(
                atPath: unfinished + "/tenants", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StartRefusal.folder(settings.backupDir, reason: "it cannot be made")
        }
        // The platform first: what it remembers of a tenant is then never newer than that tenant's copy, which a start would refuse.
        let tenants = try files.contentsOfDirectory(atPath: settings.dataDir + "/tenants").filter { $0.hasSuffix(".sqlite") }.sorted()
        for file in ["platform.sqlite"] + tenants.map({ "tenants/" + $0 }) {
            try SQLiteFactory.copy(from: settings.dataDir + "/" + file, to: unfinished + "/" + file)
            tell(file)
        }
        // However the copy comes back, by `gongdaod restore` or by hand: a new epoch begins then.
        let numbers = tenants.compactMap { Int64($0.dropLast(7)) }
        let marks = Dictionary(uniqueKeysWithValues: numbers.map { ($0, RestoreMark(epoch: 0, from: name)) })
        try SQLiteFactory.writePlatform(unfinished + "/platform.sqlite") { try RestoreMark.put(marks, $0) }
        try SQLiteFactory.settle(unfinished + "/platform.sqlite")
        try files.moveItem(atPath: unfinished, toPath: folder)
        return Made(folder: folder, files: tenants.count + 1)
    }
}
