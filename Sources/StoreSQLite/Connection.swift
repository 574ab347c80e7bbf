import GRDB
import GRDBSQLite
import Store

/// A row under the statement's cursor; valid until the next step.
struct RowView {
    let statement: OpaquePointer

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
    func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(statement, column) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column))), as: UTF8.self)
    }

    /// The bytes where SQLite holds them; an empty blob is an empty buffer.
    func buffer(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(statement, column)
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, column)))
    }

    func bytes(_ column: Int32) -> [UInt8] { Array(buffer(column)) }
    func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }
}

/// A GRDB connection with our statements, prepared once by GRDB and stepped by hand.
///
/// Reached only inside the `DatabaseQueue`'s serial access; every call leaves its statement reset.
final class Connection {
    private final class Prepared {
        let statement: Statement
        var isInUse = false
        init(_ statement: Statement) { self.statement = statement }
    }

    let db: Database
    private var slots: [Prepared?] = []

    init(_ db: Database) { self.db = db }

    /// Gives the statements back, so that the connection can be closed.
    func forget() { slots = [] }

    var isInTransaction: Bool { sqlite3_get_autocommit(db.sqliteConnection) == 0 }

    /// Rows changed on this connection since it was opened.
    var totalChanges: Int64 { sqlite3_total_changes64(db.sqliteConnection) }

    /// Whether any read or write transaction is open on it.
    var isQuiet: Bool { sqlite3_txn_state(db.sqliteConnection, nil) == SQLITE_TXN_NONE }

    /// Steps through all rows until `visit` answers false.
    func each(_ query: Query, _ values: [Value], _ visit: (RowView) throws -> Bool) throws {
        try with(query) { statement in
            try bind(values, statement)
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: guard try visit(RowView(statement: statement)) else { return }
                case SQLITE_DONE: return
                case let code: throw failure(code)
                }
            }
        }
    }

    /// The first row, mapped.
    func one<T>(_ query: Query, _ values: [Value], _ map: (RowView) throws -> T) throws -> T? {
        var found: T?
        try each(query, values) { row in
            found = try map(row)
            return false
        }
        return found
    }

    func all<T>(_ query: Query, _ values: [Value], _ map: (RowView) throws -> T) throws -> [T] {
        var found: [T] = []
        try each(query, values) { row in
            found.append(try map(row))
            return true
        }
        return found
    }

    /// Runs a statement without rows; answers how many rows it changed.
    @discardableResult
    func run(_ query: Query, _ values: [Value] = []) throws -> Int {
        try with(query) { statement in
            try bind(values, statement)
            let code = sqlite3_step(statement)
            guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
            return Int(sqlite3_changes(db.sqliteConnection))
        }
    }

    private func with<R>(_ query: Query, _ body: (OpaquePointer) throws -> R) throws -> R {
        let prepared = try prepare(query)
        prepared.isInUse = true
        let statement = prepared.statement.sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
            prepared.isInUse = false
        }
        return try body(statement)
    }

    /// The query's statement; a second one of its own where a visitor asks the same question again inside a walk.
    private func prepare(_ query: Query) throws -> Prepared {
        if query.slot < slots.count, let prepared = slots[query.slot], !prepared.isInUse { return prepared }
        let prepared: Prepared
        do { prepared = Prepared(try db.makeStatement(sql: query.sql)) } catch { throw SQLiteFailure.translate(error) }
        while slots.count <= query.slot { slots.append(nil) }
        if slots[query.slot] == nil { slots[query.slot] = prepared }
        return prepared
    }

    private func bind(_ values: [Value], _ statement: OpaquePointer) throws {
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            let code: Int32
            switch value {
            case .int(let int): code = sqlite3_bind_int64(statement, index, int)
            case .null: code = sqlite3_bind_null(statement, index)
            case .text(let text):
                var text = text
                code = text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        // An empty string has no address, and no address would bind NULL.
                        sqlite3_bind_text(statement, index, $0.baseAddress ?? emptyText, Int32($0.count), transient)
                    }
                }
            case .blob(let blob):
                code = blob.withUnsafeBytes { bytes in
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement, index, 0)
                        : sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), transient)
                }
            }
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    private func failure(_ code: Int32) -> StoreError {
        SQLiteFailure.of(code: code, message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
}

/// SQLITE_TRANSIENT: SQLite copies what is bound before the call returns.
private var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

/// Points at one zero byte for ever.
private var emptyText: UnsafePointer<CChar> {
    let text: StaticString = ""
    return UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}
