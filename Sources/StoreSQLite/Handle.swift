import GRDB
import Store

/// One connection to a file.
///
/// `@unchecked Sendable`: its mutable state is touched only inside the queue's serial access, or by the one who holds the
/// lock of `SQLiteFile` it stands behind.
final class Handle: @unchecked Sendable {
    enum Role {
        case writer
        /// For event loops: never waits for a lock.
        case warmReader
        case poolReader
    }

    let queue: DatabaseQueue
    private let connection: Connection
    /// Set when COMMIT or ROLLBACK failed: the handle must not be used again.
    private(set) var isDamaged = false

    init(path: String, role: Role, pages: Int? = nil) throws {
        var configuration = Configuration()
        configuration.label = "gongdao"
        configuration.foreignKeysEnabled = false
        configuration.readonly = role != .writer
        configuration.busyMode = role == .warmReader ? .immediateError : .timeout(10)
        configuration.prepareDatabase { db in try Handle.prepare(db, role: role, pages: pages) }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        connection = queue.unsafeRead { Connection($0) }
    }

    /// WAL with a sync at each commit; checkpoints are ours, off the commit path (why.md S9). Small caches: there are thousands of
    /// handles. The writer's holds the pages of a large batch, which would else go to the log twice and be read back from it, and
    /// `releaseMemory` gives it back; what savepoints may have to undo stays in memory too, not in a file of its own.
    private static func prepare(_ db: Database, role: Role, pages: Int?) throws {
        if role == .writer {
            try db.execute(sql: "PRAGMA page_size = 8192")
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            if let pages { try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
        }
        try db.execute(sql: "PRAGMA cache_size = \(role == .writer ? -4096 : -256)")
    }

    private static let begin = Query("BEGIN")
    private static let beginImmediate = Query("BEGIN IMMEDIATE")
    private static let commit = Query("COMMIT")
    private static let rollback = Query("ROLLBACK")

    /// One read transaction; when it returns none is open and every statement is reset.
    func read<R>(_ body: (Connection) throws -> R) throws -> R {
        try queue.unsafeRead { _ in
            try connection.run(Handle.begin)
            defer {
                _ = try? connection.run(Handle.commit)
                assert(connection.isQuiet, "a read left its transaction open")
            }
            return try body(connection)
        }
    }

    /// One write transaction. `wrote` says whether there was anything to make durable.
    func write<R>(faults: FaultPlan?, wrote: inout Bool, _ body: (Connection) throws -> R) throws -> R {
        try queue.writeWithoutTransaction { _ in
            try connection.run(Handle.beginImmediate)
            let before = connection.totalChanges
            let answer: R
            do {
                answer = try body(connection)
                guard connection.isInTransaction else { throw StoreError.rollback("the transaction ended before its commit") }
            } catch {
                undo()
                throw error
            }
            wrote = connection.totalChanges != before
            try finish(fault: wrote ? faults?.nextCommit() : nil)
            return answer
        }
    }

    private func finish(fault: FaultPlan.Fault?) throws {
        switch fault {
        case .full:
            undo()
            throw StoreError.full
        case .notWritten:
            undo()
            isDamaged = true
            throw StoreError.commitUnknown("injected: not written")
        case .writtenButReportedFailed, nil: break
        }
        do {
            try connection.run(Handle.commit)
        } catch StoreError.full {
            // The commit record is the last frame written: without room for it, nothing was committed.
            undo()
            throw StoreError.full
        } catch {
            // Whether the log holds the commit record is not known here: only a fresh handle can tell.
            isDamaged = true
            undo()
            throw StoreError.commitUnknown("\(error)")
        }
        if fault != nil {
            isDamaged = true
            throw StoreError.commitUnknown("injected: written")
        }
    }

    private func undo() {
        guard connection.isInTransaction else { return }
        do { try connection.run(Handle.rollback) } catch { isDamaged = true }
    }

    /// Lets go of cached pages. Only where no transaction is under way.
    func releaseMemory() { queue.unsafeRead { $0.releaseMemory() } }

    func close() throws {
        queue.unsafeRead { _ in connection.forget() }
        try queue.close()
    }
}
