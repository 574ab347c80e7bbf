import Base
import Synchronization

/// Where wrapped keys live: one small file for each tenant, outside the database backup set, so that destroying the file makes
/// every copy of the tenant's data unreadable (why.md S13). Calls block; they run on a pool.
package protocol KeyStore: Sendable {
    func load(tenant: Int64) throws -> [UInt8]?
    /// Durable when it returns; replaces the old bytes in one step.
    func save(tenant: Int64, _ bytes: [UInt8]) throws
    /// After this, no key of the tenant can be read again. A second call is no error.
    func destroy(tenant: Int64) throws
}

/// Keys in memory only, for tests and the simulator.
package final class MemoryKeyStore: KeyStore {
    // Guards the files by tenant.
    private let files = Mutex<[Int64: [UInt8]]>([:])

    package init() {}
    package func load(tenant: Int64) throws -> [UInt8]? { files.withLock { $0[tenant] } }
    package func save(tenant: Int64, _ bytes: [UInt8]) throws { files.withLock { $0[tenant] = bytes } }
    package func destroy(tenant: Int64) throws { _ = files.withLock { $0.removeValue(forKey: tenant) } }
}
