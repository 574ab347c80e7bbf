/// One tenant's partition. Nothing behind this protocol shows what kind of database it is.
package protocol TenantStore: AnyObject, Sendable {
    /// One read transaction. Runs inline on the caller's executor where a handle is warm and free, else on a pool;
    /// `body` must be short (a page) and must not call the store again.
    nonisolated(nonsending) func read<R: Sendable>(_ body: @escaping @Sendable (any Snapshot) throws -> R) async throws -> R

    /// One read transaction for code that already runs on a pool thread; may block.
    func readNow<R>(_ body: (any Snapshot) throws -> R) throws -> R

    /// One write transaction, durable when it returns. Blocks: for pool threads only. An error of `body` rolls back and goes on
    /// unchanged; an error of COMMIT is `StoreError.commitUnknown`, or `.full` where it is certain that nothing was written.
    func writeNow<R>(_ body: (any Transaction) throws -> R) throws -> R

    /// Durable commits so far that wrote something.
    var commits: Int { get }

    /// Housekeeping off the commit path; blocks. Cheap where there is nothing to do; `idle` allows work that would hold up others.
    func maintain(idle: Bool) throws

    /// Copies the partition as of one instant into a new file; blocks. `progress` gets (pages done, pages in all).
    func backup(to path: String, progress: (Int64, Int64) -> Void) throws

    /// Ends it; later calls throw `StoreError.closed`.
    func close() throws
}

extension TenantStore {
    package func maintain() throws { try maintain(idle: false) }
}

/// The tenants' stores and the platform's own.
package protocol StoreFactory: Sendable {
    func platform() throws -> any PlatformStore
    /// Opens a tenant's partition. A missing one is made with `create`, else `StoreError.closed`.
    func tenant(_ number: Int64, create: Bool) throws -> any TenantStore
    /// Deletes every file of the tenant's partition; it must be closed.
    func destroyTenant(_ number: Int64) throws
    /// Puts the file of a backup in the place of the partition, which must be closed. Epochs are the caller's business.
    func restoreTenant(_ number: Int64, from path: String) throws
    func exists(_ number: Int64) -> Bool
    /// Where a partition stands, read without opening it for writing; `StoreError.closed` where there is none.
    func head(_ number: Int64) throws -> TenantHead
    /// Ascending.
    func tenants() throws -> [Int64]
    /// Lets go of the place, so that the next process may have it at once; every store of it must have been closed.
    func close()
}
