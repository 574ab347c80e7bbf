package import Store

/// A tenant's partition in one SQLite file.
package final class SQLiteTenantStore: TenantStore {
    private let file: SQLiteFile
    /// Where reads go that cannot be answered on the warm handle.
    private let pool: BlockingPool

    init(path: String, create: Bool, pool: BlockingPool, faults: FaultPlan?) throws {
        self.pool = pool
        file = try SQLiteFile(path: path, schema: .tenant, create: create, faults: faults)
    }

    package var commits: Int { file.commits }

    package func read<R: Sendable>(_ body: @escaping @Sendable (any Snapshot) throws -> R) async throws -> R {
        if let answer = try file.readWarm({ try body(SQLiteSnapshot($0)) }) { return answer }
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

    package func maintain(idle: Bool) throws { try file.checkpoint(idle: idle) }

    package func backup(to path: String, progress: (Int64, Int64) -> Void) throws {
        try file.backup(to: path, progress: progress)
    }

    package func close() throws { try file.close() }
}
