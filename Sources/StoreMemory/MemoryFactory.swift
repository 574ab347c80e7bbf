package import Store
import Synchronization

/// Tenants and platform in this process's memory: for tests and the simulator. Closing and opening again keeps what was committed.
package final class MemoryFactory: StoreFactory {
    private struct Files {
        var tenants: [Int64: MemoryFile] = [:]
        var backups: [String: MemoryState] = [:]
    }

    /// Guards which files there are.
    private let files = Mutex(Files())
    private let platformStore: MemoryPlatformStore
    private let faults: FaultPlan?

    package init(faults: FaultPlan? = nil) {
        self.faults = faults
        platformStore = MemoryPlatformStore(faults: faults)
    }

    package func platform() throws -> any PlatformStore { platformStore }

    package func tenant(_ number: Int64, create: Bool) throws -> any TenantStore {
        let file = try files.withLock { files throws -> MemoryFile in
            if let file = files.tenants[number] { return file }
            guard create else { throw StoreError.closed }
            let file = MemoryFile()
            files.tenants[number] = file
            return file
        }
        return MemoryTenantStore(file: file, faults: faults) { [self] path, state in
            files.withLock { $0.backups[path] = state }
        }
    }

    package func destroyTenant(_ number: Int64) throws { files.withLock { $0.tenants[number] = nil } }

    package func restoreTenant(_ number: Int64, from path: String) throws {
        try files.withLock { files throws in
            guard let state = files.backups[path] else { throw StoreError.other("no backup \(path)") }
            let file = MemoryFile()
            file.state.withLock { $0 = state }
            files.tenants[number] = file
        }
    }

    package func head(_ number: Int64) throws -> TenantHead { try tenant(number, create: false).readNow { try $0.head() } }

    package func exists(_ number: Int64) -> Bool { files.withLock { $0.tenants[number] != nil } }

    /// Memory has no lock to let go of; what was committed stays.
    package func close() {}

    package func tenants() throws -> [Int64] { files.withLock { $0.tenants.keys.sorted() } }
}
