import Base
import Foundation
import Store
import StoreSQLite
import Tenancy

/// Puts a backup back. Everything is copied and checked beside the data before anything moves; what was there is kept aside. Each
/// tenant is marked in the restored platform's file, so that its first commit begins a new epoch (why.md B5).
enum Restore {
    struct Made {
        var tenants: Int
        /// Where the data went that stood here; nil where there was nothing.
        var aside: String?
    }

    /// While it is there, data may be half moved and no server starts.
    static let staging = "/restoring"
    private static let asidePrefix = "before-restore-"

    /// `folder`: as `gongdaod backup` made it. Throws `StartRefusal`; refuses while a process uses the data. Blocks.
    static func make(_ settings: Settings, from folder: String, now: Timestamp, _ tell: (String) -> Void) throws -> Made {
        let files = FileManager.default
        guard files.fileExists(atPath: folder + "/platform.sqlite") else {
            throw StartRefusal.noBackup(folder: folder, reason: "there is no platform.sqlite in it")
        }
        // Held to the end: one process at a time.
        let stores = try StartCheck.open(settings.dataDir, nil)
        let staging = settings.dataDir + Restore.staging
        let beside = staging + ".copying"
        try? files.removeItem(atPath: beside)
        do {
            try copy(folder, to: beside, histories(settings.dataDir), tell)
        } catch {
            try? files.removeItem(atPath: beside)
            throw error as? StartRefusal ?? StartRefusal.noBackup(folder: folder, reason: "\(error)")
        }
        // From here on a start is refused until all is in place; run again, everything begins anew from the backup.
        try? files.removeItem(atPath: staging)
        try files.moveItem(atPath: beside, toPath: staging)
        let aside = try putAside(settings.dataDir, now)
        let tenants = try databases(staging + "/tenants")
        for name in tenants { try files.moveItem(atPath: staging + "/tenants/" + name, toPath: settings.dataDir + "/tenants/" + name) }
        try files.moveItem(atPath: staging + "/platform.sqlite", toPath: settings.dataDir + "/platform.sqlite")
        try files.removeItem(atPath: staging)
        return withExtendedLifetime(stores) { Made(tenants: tenants.count, aside: aside) }
    }

    private static func databases(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sqlite") }.sorted()
    }

    /// Copies the backup, checks every copy, and marks the tenants.
    private static func copy(_ folder: String, to beside: String, _ histories: [Int64: [Int64: Int64]], _ tell: (String) -> Void) throws {
        let files = FileManager.default
        try files.createDirectory(
            atPath: beside + "/tenants", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let tenants = (try? databases(folder + "/tenants")) ?? []
        for name in ["platform.sqlite"] + tenants.map({ "tenants/" + $0 }) {
            // A log that lies beside a copy belongs to it.
            for suffix in ["", "-wal"] where files.fileExists(atPath: folder + "/" + name + suffix) {
                try files.copyItem(atPath: folder + "/" + name + suffix, toPath: beside + "/" + name + suffix)
                try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: beside + "/" + name + suffix)
            }
            try SQLiteFactory.settle(beside + "/" + name)
            tell(name)
        }
        let from = URL(fileURLWithPath: folder).lastPathComponent
        let numbers = tenants.compactMap { Int64($0.dropLast(7)) }
        let marks = Dictionary(uniqueKeysWithValues: numbers.map { ($0, mark(histories[$0] ?? [:], from)) })
        try SQLiteFactory.writePlatform(beside + "/platform.sqlite") { try RestoreMark.put(marks, $0) }
        try SQLiteFactory.settle(beside + "/platform.sqlite")
    }

    private static func mark(_ history: [Int64: Int64], _ from: String) -> RestoreMark {
        RestoreMark(epoch: history.keys.max() ?? 0, from: from, had: history)
    }

    /// The epochs each tenant ever had here, each with its most leaves, as far as files tell: the data in place, and what earlier restores
    /// put aside. The same backup restored twice must not give the same epoch twice, and what a restore loses is told.
    private static func histories(_ dataDir: String) throws -> [Int64: [Int64: Int64]] {
        let kept = try FileManager.default.contentsOfDirectory(atPath: dataDir).filter { $0.hasPrefix(asidePrefix) }
        var out: [Int64: [Int64: Int64]] = [:]
        for folder in [dataDir] + kept.map({ dataDir + "/" + $0 }) {
            for name in (try? databases(folder + "/tenants")) ?? [] {
                guard let number = Int64(name.dropLast(7)) else { continue }
                guard let head = try? SQLiteFactory.head(of: folder + "/tenants/" + name) else { continue }
                out[number, default: [:]].merge([head.epoch: head.leaves], uniquingKeysWith: max)
            }
        }
        return out
    }

    /// The platform's file first: without it nothing starts.
    private static func putAside(_ dataDir: String, _ now: Timestamp) throws -> String? {
        let files = FileManager.default
        let platform = try files.contentsOfDirectory(atPath: dataDir).filter { $0.hasPrefix("platform.sqlite") }.sorted()
        let tenants = try files.contentsOfDirectory(atPath: dataDir + "/tenants")
        guard !platform.isEmpty || !tenants.isEmpty else { return nil }
        var aside = dataDir + "/" + asidePrefix + Backup.name(now)
        while files.fileExists(atPath: aside) { aside += "b" }
        try files.createDirectory(
            atPath: aside + "/tenants", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for name in platform { try files.moveItem(atPath: dataDir + "/" + name, toPath: aside + "/" + name) }
        for name in tenants { try files.moveItem(atPath: dataDir + "/tenants/" + name, toPath: aside + "/tenants/" + name) }
        return aside
    }
}
