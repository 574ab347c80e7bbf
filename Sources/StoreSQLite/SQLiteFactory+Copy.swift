import Foundation
import GRDB
package import Store

extension SQLiteFactory {
    /// Copies one database file as of one instant and checks the copy; the file may be in use, also by another process.
    /// Throws `StoreError.corrupt` for a copy that does not check.
    package static func copy(from file: String, to destination: String) throws {
        try SQLiteFailure.translating {
            let handle = try Handle(path: file, role: .poolReader)
            defer { try? handle.close() }
            try SQLiteFile.copy(handle.queue, to: destination) { _, _ in }
        }
        try settle(destination)
    }

    /// Makes one whole file of a copy that nobody uses: its log is folded in and gone, only its owner may read it (0600), its pages and
    /// its layout are checked. Throws `StoreError.corrupt`, or `.newerSchema` for a file that a newer version wrote.
    package static func settle(_ file: String) throws {
        let known = file.hasSuffix("/platform.sqlite") ? Schema.platform : .tenant
        try SQLiteFailure.translating {
            let handle = try Handle(path: file, role: .writer)
            defer { try? handle.close() }
            _ = try handle.queue.unsafeRead { try known.version(of: $0) }
            let finding = try handle.queue.unsafeRead { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            guard finding == "ok" else { throw StoreError.corrupt("\(file): \(finding ?? "no answer")") }
            try handle.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
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

    /// Where the partition in a file stands; changes nothing, and may run beside a server.
    package static func head(of file: String) throws -> TenantHead {
        guard FileManager.default.fileExists(atPath: file) else { throw StoreError.closed }
        return try SQLiteFailure.translating {
            let handle = try Handle(path: file, role: .poolReader)
            defer { try? handle.close() }
            return try handle.read { try SQLiteSnapshot($0).head() }
        }
    }

    /// Reads a platform's file; changes nothing, and may run beside a server.
    package static func readPlatform<R>(_ file: String, _ body: (any PlatformSnapshot) throws -> R) throws -> R {
        guard FileManager.default.fileExists(atPath: file) else { throw StoreError.closed }
        return try SQLiteFailure.translating {
            let handle = try Handle(path: file, role: .poolReader)
            defer { try? handle.close() }
            return try handle.read { try body(Documents(sql: $0)) }
        }
    }

    /// Writes into a copy of a platform's file that nobody uses.
    package static func writePlatform<R>(_ file: String, _ body: (any PlatformTransaction) throws -> R) throws -> R {
        let store = try SQLitePlatformStore(path: file, faults: nil)
        defer { try? store.close() }
        return try store.writeNow(body)
    }
}
