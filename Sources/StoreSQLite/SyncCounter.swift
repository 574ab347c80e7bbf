import Foundation
import GRDBSQLite
import Synchronization

/// Counts the fsyncs SQLite really makes, by path: what a claim about group commit is measured with in tests and benchmarks.
///
/// Works as a layer over SQLite's default file system; once installed it stays, and sees the files opened from then on.
package enum SyncCounter {
    private struct State {
        /// Open files by the address SQLite keeps them at.
        var paths: [UInt: String] = [:]
        var counts: [String: Int] = [:]
    }

    /// Guards the counts; held for moments.
    private static let state = Mutex(State())

    /// Registers the layer as default; asked again, it does nothing.
    package static func install() { _ = Layer.shared }

    /// Syncs so far of the files whose path begins with `prefix`.
    package static func count(under prefix: String) -> Int {
        state.withLock { state in
            state.counts.reduce(0) { $1.key.hasPrefix(prefix) ? $0 + $1.value : $0 }
        }
    }

    fileprivate static func opened(_ file: UnsafeMutablePointer<sqlite3_file>, _ name: UnsafePointer<CChar>?) {
        let path = name.map { String(cString: $0) } ?? ""
        state.withLock { $0.paths[UInt(bitPattern: file)] = path }
    }

    fileprivate static func closed(_ file: UnsafeMutablePointer<sqlite3_file>) {
        state.withLock { $0.paths[UInt(bitPattern: file)] = nil }
    }

    fileprivate static func synced(_ file: UnsafeMutablePointer<sqlite3_file>) {
        state.withLock { state in
            state.counts[state.paths[UInt(bitPattern: file)] ?? "", default: 0] += 1
        }
    }
}

/// The layer itself. `@unchecked Sendable`: written once, before it is registered; SQLite only reads it afterwards.
private final class Layer: @unchecked Sendable {
    static let shared: Layer? = Layer()

    let original: UnsafeMutablePointer<sqlite3_vfs>
    let vfs: UnsafeMutablePointer<sqlite3_vfs>
    /// Copies of SQLite's tables of file methods, by the original's address, with ours in place of two of them.
    private let methods = Mutex<[UInt: UInt]>([:])

    private init?() {
        guard let original = sqlite3_vfs_find(nil), let name = strdup("counting") else { return nil }
        self.original = original
        vfs = .allocate(capacity: 1)
        vfs.initialize(to: original.pointee)
        vfs.pointee.zName = UnsafePointer(name)
        vfs.pointee.xOpen = { _, name, file, flags, out in
            guard let layer = Layer.shared, let file, let open = layer.original.pointee.xOpen else { return SQLITE_CANTOPEN }
            let code = open(layer.original, name, file, flags, out)
            if code == SQLITE_OK, let table = file.pointee.pMethods {
                file.pointee.pMethods = layer.counting(table)
                SyncCounter.opened(file, name)
            }
            return code
        }
        sqlite3_vfs_register(vfs, 1)
    }

    /// The counting copy of a method table, made at its first use and kept for ever.
    private func counting(_ table: UnsafePointer<sqlite3_io_methods>) -> UnsafePointer<sqlite3_io_methods> {
        let address = methods.withLock { methods in
            if let copy = methods[UInt(bitPattern: table)] { return copy }
            // Two tables behind each other: ours, and the original's, where our functions find what to call.
            let copy = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 2)
            copy.initialize(repeating: table.pointee, count: 2)
            copy.pointee.xSync = { file, flags in
                guard let file, let sync = file.pointee.pMethods.map({ $0[1].xSync }) ?? nil else { return SQLITE_IOERR }
                SyncCounter.synced(file)
                return sync(file, flags)
            }
            copy.pointee.xClose = { file in
                guard let file, let close = file.pointee.pMethods.map({ $0[1].xClose }) ?? nil else { return SQLITE_IOERR }
                SyncCounter.closed(file)
                return close(file)
            }
            methods[UInt(bitPattern: table)] = UInt(bitPattern: copy)
            return UInt(bitPattern: copy)
        }
        return UnsafePointer(bitPattern: address) ?? table
    }
}
