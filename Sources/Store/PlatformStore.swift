/// The platform's small documents (tenants, operators, throttles) by kind and key; values are sealed by the caller.
package protocol PlatformStore: AnyObject, Sendable {
    /// One read transaction; may block.
    func readNow<R>(_ body: (any PlatformSnapshot) throws -> R) throws -> R
    /// One write transaction, durable when it returns; blocks. Errors as in `TenantStore.writeNow`.
    func writeNow<R>(_ body: (any PlatformTransaction) throws -> R) throws -> R
    /// Durable commits so far that wrote something.
    var commits: Int { get }
    func backup(to path: String, progress: (Int64, Int64) -> Void) throws
    func close() throws
}

package protocol PlatformSnapshot: AnyObject {
    func get(_ kind: String, _ key: String) throws -> [UInt8]?
    /// Of one kind by key (UTF-8 bytes ascending), after `after`.
    func list(_ kind: String, after: String?, limit: Int) throws -> [(key: String, value: [UInt8])]
}

package protocol PlatformTransaction: PlatformSnapshot {
    func put(_ kind: String, _ key: String, _ value: [UInt8]) throws
    func delete(_ kind: String, _ key: String) throws
}
