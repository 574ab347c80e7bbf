import Base
import Foundation
import Store
import StoreSQLite
import Tenancy

/// The checks before a process touches data.
enum StartCheck {
    /// Makes the folders (mode 0700) or finds them; all must be writable.
    static func folders(_ settings: Settings, create: Bool) throws(StartRefusal) {
        let files = FileManager.default
        if files.fileExists(atPath: settings.dataDir + Restore.staging) { throw .restoreUnfinished(folder: settings.dataDir) }
        if !create, !files.fileExists(atPath: settings.dataDir + "/platform.sqlite") { throw .noData(folder: settings.dataDir) }
        for folder in [settings.dataDir, settings.keysDir, settings.backupDir] {
            do {
                try files.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw .folder(folder, reason: "it cannot be made")
            }
            if !files.isWritableFile(atPath: folder) { throw .folder(folder, reason: "this user may not write there") }
        }
    }

    /// Takes the lock on the data folder; only one process at a time has it.
    static func open(_ folder: String, _ faults: FaultPlan?) throws(StartRefusal) -> SQLiteFactory {
        do {
            return try SQLiteFactory(directory: folder, faults: faults, reserve: Limits.diskReserveBytes)
        } catch StoreError.locked {
            throw .dataInUse(folder: folder)
        } catch {
            throw .folder(folder, reason: "\(error)")
        }
    }

    /// Refuses files of a newer version before any older one is migrated.
    static func versions(_ stores: SQLiteFactory) throws(StartRefusal) {
        do {
            if let newer = try stores.newerFiles().first {
                throw StartRefusal.newerSchema(file: newer.file, found: newer.found, known: newer.known)
            }
        } catch let refusal as StartRefusal {
            throw refusal
        } catch {
            throw .folder(stores.directory, reason: "\(error)")
        }
    }

    /// Compares key and clock with what the data remembers, and remembers them.
    static func mark(
        _ platform: any PlatformStore, key: PlatformKey, keySource: String, clock: any WallClock, acceptsEarlier: Bool
    ) throws {
        if let known = try Mark.fingerprint(platform) {
            guard known == key.fingerprint else { throw StartRefusal.wrongPlatformKey(source: keySource, fingerprint: known) }
        } else {
            try Mark.setFingerprint(platform, key.fingerprint)
        }
        let now = clock.now()
        if let last = try Mark.lastUse(platform), now < last {
            guard acceptsEarlier else { throw StartRefusal.clockEarlier(now: now.rfc3339(), last: last.rfc3339()) }
        }
        // A full disk is no reason not to serve what can be read.
        do { try Mark.set(platform, now) } catch StoreError.full {}
    }

    static func explain(_ error: any Error, _ file: String, keySource: String) -> StartRefusal {
        switch error {
        case let refusal as StartRefusal: refusal
        case StoreError.newerSchema(let found, let known): .newerSchema(file: file, found: found, known: known)
        case StoreError.locked(let path): .dataInUse(folder: path)
        case StoreError.corrupt(let detail): .damaged(file: file, reason: detail)
        case KeyError.wrongPlatformKey: .wrongPlatformKey(source: keySource, fingerprint: "unknown")
        default: .folder(file, reason: "\(error)")
        }
    }
}
