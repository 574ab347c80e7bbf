package import Store
import Synchronization

/// A tenant's partition in one SQLite file.
package final class SQLiteTenantStore: TenantStore {
    private let file: SQLiteFile
    /// Guards the hold on the directory; nil once closed. Its pool is where reads go that the warm handle cannot answer.
    private let home: Mutex<Home?>

    init(path: String, create: Bool, home: Home, faults: FaultPlan?, pages: Int? = nil, reserve: DiskReserve? = nil) throws {
        self.home = Mutex(home)
        file = try SQLiteFile(path: path, schema: .tenant, create: create, faults: faults, pages: pages, reserve: reserve)
    }

    package var commits: Int { file.commits }

    package func read<R: Sendable>(_ body: @escaping @Sendable (any Snapshot) throws -> R) async throws -> R {
        if let answer = try file.readWarm({ try body(SQLiteSnapshot($0)) }) { return answer }
        guard let pool = home.withLock({ $0?.pool }) else { throw StoreError.closed }
        return try await pool.run { [self] in try readNow(body) }
    }

    package func readNow<R>(_ body: (any Snapshot) throws -> R) throws -> R {
        try file.read { try body(SQLiteSnapshot($0)) }
    }

    package func writeNow<R>(_ body: (any Transaction) throws -> R) throws -> R {
        try file.write { connection in
            let transaction = SQLiteTransaction(connection)
            try transaction.begin()
            let answer = try body(transaction)
            try transaction.finish()
            return answer
        }
    }

    package func maintain(idle: Bool) throws {
        file.releaseMemory()
        try file.checkpoint(idle: idle)
    }

    package func backup(to path: String, progress: (Int64, Int64) -> Void) throws {
        try file.backup(to: path, progress: progress)
    }

    package func close() throws {
        try file.close()
        home.withLock { $0 = nil }
    }
}
