import Store
import Synchronization

/// The partition's store: closed and opened anew whenever a commit is in doubt, so that nothing remembered survives what the
/// disk may have forgotten (why.md B15).
final class StoreBox: Sendable {
    // Guards which store is in use.
    private let store: Mutex<any TenantStore>
    private let open: @Sendable () throws -> any TenantStore

    /// `open`: opens the same partition again; blocks.
    init(_ store: any TenantStore, open: @escaping @Sendable () throws -> any TenantStore) {
        self.store = Mutex(store)
        self.open = open
    }

    var now: any TenantStore { store.withLock { $0 } }

    /// Blocks. When it throws, the old store stays in place, closed: every use of it fails as unavailable until the next try.
    func reopen() throws {
        try? now.close()
        let fresh = try open()
        store.withLock { $0 = fresh }
    }

    func close() throws { try now.close() }
}
