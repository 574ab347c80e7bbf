package import Store

/// The platform's documents in one SQLite file.
package final class SQLitePlatformStore: PlatformStore {
    private let file: SQLiteFile

    init(path: String, faults: FaultPlan?, reserve: DiskReserve? = nil) throws {
        file = try SQLiteFile(path: path, schema: .platform, create: true, faults: faults, reserve: reserve)
    }

    package var commits: Int { file.commits }

    package func readNow<R>(_ body: (any PlatformSnapshot) throws -> R) throws -> R {
        try file.read { try body(Documents(sql: $0)) }
    }

    package func writeNow<R>(_ body: (any PlatformTransaction) throws -> R) throws -> R {
        try file.write { try body(Documents(sql: $0)) }
    }

    package func backup(to path: String, progress: (Int64, Int64) -> Void) throws {
        try file.backup(to: path, progress: progress)
    }

    package func close() throws { try file.close() }
}

/// The documents as one transaction sees them.
final class Documents: PlatformTransaction {
    private let sql: Connection

    init(sql: Connection) { self.sql = sql }

    private static let getQuery = Query("SELECT value FROM documents WHERE kind = ? AND key = ?")
    private static let listQuery = Query(
        "SELECT key, value FROM documents WHERE kind = ? AND key > ? ORDER BY key LIMIT ?")
    private static let firstQuery = Query("SELECT key, value FROM documents WHERE kind = ? ORDER BY key LIMIT ?")
    private static let putQuery = Query(
        """
        INSERT INTO documents (kind, key, value) VALUES (?, ?, ?)
        ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value
        """)
    private static let deleteQuery = Query("DELETE FROM documents WHERE kind = ? AND key = ?")

    func get(_ kind: String, _ key: String) throws -> [UInt8]? {
        try sql.one(Documents.getQuery, [.text(kind), .text(key)]) { $0.bytes(0) }
    }

    func list(_ kind: String, after: String?, limit: Int) throws -> [(key: String, value: [UInt8])] {
        let limit = Value.int(Int64(limit))
        if let after {
            return try sql.all(Documents.listQuery, [.text(kind), .text(after), limit]) { (key: $0.text(0), value: $0.bytes(1)) }
        }
        return try sql.all(Documents.firstQuery, [.text(kind), limit]) { (key: $0.text(0), value: $0.bytes(1)) }
    }

    func put(_ kind: String, _ key: String, _ value: [UInt8]) throws {
        try write(Documents.putQuery, [.text(kind), .text(key), .blob(value)])
    }

    func delete(_ kind: String, _ key: String) throws { try write(Documents.deleteQuery, [.text(kind), .text(key)]) }

    private func write(_ query: Query, _ values: [Value]) throws {
        guard sql.isInTransaction else { throw StoreError.rollback("SQLite ended the transaction") }
        try sql.run(query, values)
    }
}
