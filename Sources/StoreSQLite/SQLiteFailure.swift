import GRDB
import GRDBSQLite
import Store

/// SQLite's result codes in the store's words.
enum SQLiteFailure {
    static func of(code: Int32, message: String) -> StoreError {
        switch code & 0xFF {
        // The index of the log could not be made as large as it must be.
        case _ where code == SQLITE_IOERR | 19 << 8: .full
        case SQLITE_FULL: .full
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_READONLY: .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(message)
        default: .other("SQLite \(code): \(message)")
        }
    }

    /// An error of GRDB as a `StoreError`; any other error as it is.
    static func translate(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return of(code: error.extendedResultCode.rawValue, message: error.message ?? "")
    }

    static func translating<R>(_ body: () throws -> R) throws -> R {
        do { return try body() } catch { throw translate(error) }
    }
}
