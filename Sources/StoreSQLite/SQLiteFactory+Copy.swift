import GRDB
import Store

extension SQLiteFactory {
    /// Copies one database file as of one instant and checks the copy's pages; the file may be in use, also by another process.
    /// Throws `StoreError.corrupt` for a copy that does not check.
    package static func copy(from file: String, to destination: String) throws {
        try SQLiteFailure.translating {
            let handle = try Handle(path: file, role: .poolReader)
            defer { try? handle.close() }
            try SQLiteFile.copy(handle.queue, to: destination) { _, _ in }
            if let fault = try check(destination) { throw StoreError.corrupt("\(destination): \(fault)") }
        }
    }

    /// Nil for a file whose pages are whole; else SQLite's first finding.
    package static func check(_ file: String) throws -> String? {
        try SQLiteFailure.translating {
            let handle = try Handle(path: file, role: .poolReader)
            defer { try? handle.close() }
            let finding = try handle.queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            return finding == "ok" ? nil : finding ?? "no answer"
        }
    }
}
