public import Base
internal import Foundation
internal import GRDB

/// The encrypted SQLite file of one profile: rows, outbox, staged blobs and the state of the sync, all sealed. Several processes
/// may hold it; each change is one immediate transaction that reads what it changes.
public final class CacheFile: Sendable {
    /// Version of the file's layout, in `PRAGMA user_version`.
    static let version = 1

    private let queue: DatabaseQueue
    private let sealer: CacheSealer

    /// Opens the file, or makes it where there is none. Throws `cacheUnreadable` where the vault's key does not open it and
    /// `newerCache` where a newer library wrote it; neither changes the file.
    public init(path: String, vault: any KeyVault, random: any RandomSource) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // FULL: what was recorded as sent must still be so after a power cut.
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            let wrapping = try vault.wrappingKey()
            let fresh = random.bytes(32)
            let key = try queue.inDatabase { db in
                var key: [UInt8] = []
                try db.inTransaction(.immediate) {
                    key = try CacheFile.prepare(db, wrapping: wrapping, fresh: fresh)
                    return .commit
                }
                return key
            }
            sealer = CacheSealer(key: key)
        } catch let error as DatabaseError {
            throw CacheFile.translate(error)
        }
    }

    private static func prepare(_ db: Database, wrapping: [UInt8], fresh: [UInt8]) throws -> [UInt8] {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else { throw ClientError.newerCache(found: found, known: version) }
        if found == 0 { try db.execute(sql: layout) }
        if let wrapped = try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'key'") {
            return try CacheKey.unwrap([UInt8](wrapped), by: wrapping)
        }
        let wrapped = try CacheKey.wrap(fresh, by: wrapping)
        try db.execute(sql: "INSERT INTO meta(name, value) VALUES ('key', ?)", arguments: [Data(wrapped)])
        return fresh
    }

    /// Names are keyed hashes; `term` is the row's part of its digest.
    private static let layout = """
        CREATE TABLE meta(name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE row(
            key BLOB PRIMARY KEY NOT NULL, feed BLOB NOT NULL, kind BLOB NOT NULL, generation INTEGER NOT NULL,
            term INTEGER NOT NULL, sealed BLOB NOT NULL);
        CREATE INDEX row_by_feed ON row(feed, kind);
        CREATE INDEX row_by_kind ON row(kind);
        CREATE TABLE act(local INTEGER PRIMARY KEY NOT NULL, sealed BLOB NOT NULL);
        CREATE TABLE blob(key BLOB PRIMARY KEY NOT NULL, sealed BLOB NOT NULL);
        CREATE TABLE chunk(key BLOB NOT NULL, place INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(key, place));
        PRAGMA user_version = 1;
        """

    /// Everything of `body` happens, or nothing does.
    func write<R>(_ body: (CacheTransaction) throws -> R) throws -> R {
        do {
            return try queue.writeWithoutTransaction { db in
                var result: R?
                try db.inTransaction(.immediate) {
                    result = try body(CacheTransaction(db: db, sealer: sealer))
                    return .commit
                }
                guard let result else { throw ClientError.cannotStore("the transaction did not end") }
                return result
            }
        } catch let error as DatabaseError {
            throw CacheFile.translate(error)
        }
    }

    func read<R>(_ body: (CacheTransaction) throws -> R) throws -> R {
        do {
            return try queue.read { db in try body(CacheTransaction(db: db, sealer: sealer)) }
        } catch let error as DatabaseError {
            throw CacheFile.translate(error)
        }
    }

    func close() throws { try queue.close() }

    private static func translate(_ error: DatabaseError) -> ClientError {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: .cacheUnreadable(error.message ?? "damaged")
        default: .cannotStore(error.message ?? "SQLite \(error.resultCode.rawValue)")
        }
    }
}
