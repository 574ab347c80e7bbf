import Foundation
package import Store
import Synchronization

/// The embedded default: `platform.sqlite` and `tenants/<number>.sqlite` in one data directory, held exclusively.
///
/// A tenant's file holds everything of its partition, sealed; losing it loses the tenant. `*-wal` and `*-shm` belong to the file
/// beside them and must be copied with it, or not at all: copies are made by `backup`.
package final class SQLiteFactory: StoreFactory {
    package let directory: String
    private let faults: FaultPlan?
    private let pages: Int?
    private let reserve: DiskReserve?
    private let home: Home
    /// Guards the one platform store.
    private let platformStore = Mutex<SQLitePlatformStore?>(nil)

    /// Threads for reads that no warm handle can answer, and how many of them may wait.
    private static let readers = 8
    private static let waitingReads = 4_096

    /// `pages` (of 8 KiB) bounds each tenant's file: beyond it writes answer `StoreError.full`.
    /// `reserve`: bytes set aside in the directory, so that partitions can be opened for reading when the disk is full; 0: none.
    /// Makes the directory where it is missing (mode 0700) and takes its lock; throws `StoreError.locked` where another process has it.
    package init(directory: String, readPool: BlockingPool? = nil, faults: FaultPlan? = nil, pages: Int? = nil, reserve: Int = 0)
        throws
    {
        self.directory = directory
        self.faults = faults
        self.pages = pages
        try FileManager.default.createDirectory(
            atPath: directory + "/tenants", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        home = Home(
            lock: try DirectoryLock(directory: directory),
            pool: readPool
                ?? BlockingPool(threads: SQLiteFactory.readers, queueLimit: SQLiteFactory.waitingReads, name: "store-read"),
            isOwnPool: readPool == nil)
        self.reserve = reserve > 0 ? DiskReserve(directory: directory, bytes: reserve) : nil
    }

    package func platform() throws -> any PlatformStore {
        try platformStore.withLock { store in
            if let store { return store }
            let opened = try SQLitePlatformStore(path: directory + "/platform.sqlite", faults: faults, reserve: reserve)
            store = opened
            return opened
        }
    }

    package func tenant(_ number: Int64, create: Bool) throws -> any TenantStore {
        try SQLiteTenantStore(path: path(number), create: create, home: home, faults: faults, pages: pages, reserve: reserve)
    }

    package func destroyTenant(_ number: Int64) throws {
        let folder = directory + "/tenants"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix("\(number).sqlite") {
            try FileManager.default.removeItem(atPath: folder + "/" + name)
        }
    }

    package func restoreTenant(_ number: Int64, from backup: String) throws {
        // Copied beside, then renamed over: a crash leaves the old file or the new one.
        let fresh = path(number) + ".restoring"
        try? FileManager.default.removeItem(atPath: fresh)
        try FileManager.default.copyItem(atPath: backup, toPath: fresh)
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path(number) + suffix) }
        guard rename(fresh, path(number)) == 0 else {
            throw StoreError.other("cannot put \(path(number)) in place: \(String(cString: strerror(errno)))")
        }
    }

    package func close() { home.close() }

    package func head(_ number: Int64) throws -> TenantHead { try SQLiteFactory.head(of: path(number)) }

    package func exists(_ number: Int64) -> Bool { FileManager.default.fileExists(atPath: path(number)) }

    package func tenants() throws -> [Int64] {
        try FileManager.default.contentsOfDirectory(atPath: directory + "/tenants")
            .filter { $0.hasSuffix(".sqlite") }.compactMap { Int64($0.dropLast(7)) }.sorted()
    }

    private func path(_ number: Int64) -> String { directory + "/tenants/\(number).sqlite" }
}
