import Base
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Wrapped keys as files `<tenant>.key` in a folder of their own (mode 0700, files 0600).
package final class FileKeyStore: KeyStore {
    private let folder: String

    /// Makes the folder where it is missing.
    package init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private func path(_ tenant: Int64) -> String { folder + "/\(tenant).key" }

    package func load(tenant: Int64) throws -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path(tenant)) else { return nil }
        return Array(try Data(contentsOf: URL(fileURLWithPath: path(tenant))))
    }

    /// Write beside, flush, rename, flush the folder: a crash leaves the old file or the new one.
    package func save(tenant: Int64, _ bytes: [UInt8]) throws {
        let beside = path(tenant) + ".new"
        try write(bytes, to: beside)
        guard rename(beside, path(tenant)) == 0 else { throw KeyStoreError.io("rename", errno) }
        try flushFolder()
    }

    /// Overwrites before unlinking; a copy-on-write file system may still keep the old block, which stays wrapped.
    package func destroy(tenant: Int64) throws {
        guard FileManager.default.fileExists(atPath: path(tenant)) else { return }
        let size = try load(tenant: tenant)?.count ?? 0
        try write([UInt8](repeating: 0, count: size), to: path(tenant))
        guard unlink(path(tenant)) == 0 else { throw KeyStoreError.io("unlink", errno) }
        try flushFolder()
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        guard file >= 0 else { throw KeyStoreError.io("open", errno) }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: done), bytes.count - done) }
            guard count > 0 else { throw KeyStoreError.io("write", errno) }
            done += count
        }
        guard ftruncate(file, off_t(bytes.count)) == 0, fsync(file) == 0 else { throw KeyStoreError.io("fsync", errno) }
    }

    private func flushFolder() throws {
        let handle = open(folder, O_RDONLY)
        guard handle >= 0 else { throw KeyStoreError.io("open", errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw KeyStoreError.io("fsync", errno) }
    }
}

/// The file system refused; `errno` says why.
package enum KeyStoreError: Error, Sendable { case io(String, Int32) }
