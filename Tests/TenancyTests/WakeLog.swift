import Store
import Synchronization
@testable import Tenancy

/// What a subscriber was told.
final class WakeLog: Sendable {
    // Guards the wakes.
    private let wakes = Mutex<[Wake]>([])

    func add(_ wake: Wake) { wakes.withLock { $0.append(wake) } }
    var count: Int { wakes.withLock { $0.count } }
    var last: Wake? { wakes.withLock { $0.last } }
}

extension Partition {
    /// Lets whatever touches the store fail.
    func closeStoreForTest() throws { try stores.close() }

    /// Writes behind the partition's back, as somebody with access to the files could.
    func tamper(_ body: @escaping @Sendable (any Transaction) throws -> Void) async throws {
        let stores = stores
        try await pools.commit.run { try stores.now.writeNow { try body($0) } }
    }
}

extension TenantRegistry {
    /// The platform's memory of heads is lost as well.
    func forgetHeads() throws { tenants.withLock { $0.heads = [:] } }
}
